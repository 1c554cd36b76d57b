// The files of a commit while their texts are at hand: lines that went and lines that came, and which of them are the
// same.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gate/git/log.h"
#include "gate/history/szz_lines.h"
#include "gate/history/szz_recipe.h"

namespace gate::history {

// A text with the places where its lines begin.
class LinedText {
 public:
  explicit LinedText(std::string_view text);
  std::uint32_t lines() const { return static_cast<std::uint32_t>(starts_.size()); }
  std::string_view line(std::uint32_t index) const;  // with its terminator
  std::string_view text() const { return text_; }
  VersionId id() const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

// A removed or an added line.
struct Row {
  std::uint32_t line = 0;  // 0-based, in its version
  std::uint32_t hunk = 0;
  BareLine bare;
  std::uint32_t file = LineRun::kFresh;  // added: where it comes from; removed: where it went to
  std::uint32_t row = 0;
  bool alone = false;  // it moved within its file, and too few lines with it to be a block
  bool found() const { return file != LineRun::kFresh; }
};

struct FileWork {
  const git::FileDelta* delta;
  LinedText before, after;
  std::vector<Hunk> hunks;
  std::vector<Row> removed, added;  // in order
};

FileWork open_file(const git::FileDelta& delta);

// Rows [first, last) of one hunk.
struct Rows {
  std::size_t first = 0, last = 0;
  std::size_t size() const { return last - first; }
};
Rows rows_of(const std::vector<Row>& rows, std::size_t from, std::uint32_t hunk);

// The first line (0-based) of a hunk's side; where it has no lines, the one that follows the place.
std::uint32_t first_line(std::uint32_t start, std::uint32_t lines);

// Finds added lines that are removed ones: laid out anew within a hunk (equal but for white space, then equal but for
// line breaks), or moved, also to another file.
void follow_lines(std::vector<FileWork>& files);

}  // namespace gate::history
