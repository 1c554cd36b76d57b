// SARIF's regions (section 3.30) in gate's lines and byte columns.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/diagnostics/diagnostics.h"

namespace gate::diagnostics {

enum class ColumnUnit { utf16, code_point };

struct Region {
  Place place;
  bool exact = false;  // by the text: columns are bytes of it, and both ends are known
};

class Regions {
 public:
  explicit Regions(const Reading& reading) : reading_(reading) {}

  // The place of `region` (null: the whole file) in a file of the repository. By startLine, else charOffset, else
  // byteOffset; a missing end is where section 3.30 puts it when the text is at hand, else 0.
  Region find(const std::string& path, const Json& region, ColumnUnit unit);

  // A line that lies past the end of its file: "line 40 of src/a.c, which has 10 lines"; "" when there was none.
  const std::string& past_the_end() const { return past_the_end_; }

 private:
  struct File {
    explicit File(std::shared_ptr<const std::string> contents);
    std::shared_ptr<const std::string> text;
    LineIndex lines;
    bool ascii;
  };

  const File* file(const std::string& path);
  std::size_t units_to_bytes(std::string_view text, std::size_t units, ColumnUnit unit);
  std::uint32_t column(const File& file, std::uint32_t line, std::uint32_t column, ColumnUnit unit);
  void by_lines(const Json& region, const File* file, ColumnUnit unit, Region& out);
  void by_offset(const File& file, std::int64_t start, std::int64_t length, Region& out);

  const Reading& reading_;
  std::unordered_map<std::string, std::unique_ptr<File>> files_;  // null where no text is at hand
  std::size_t walked_ = 0;                                        // bytes decoded to count columns
  std::string past_the_end_;
};

}  // namespace gate::diagnostics
