#include "gate/history/csv.h"

#include <fmt/format.h>

#include <algorithm>

namespace gate::history {
namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  Expected<std::vector<CsvRow>> read() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      CsvRow row{line_, {}};
      if (auto read = read_row(row); !read) return std::unexpected(read.error());
      if (row.fields.size() > 1 || !row.fields[0].empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  bool at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_.substr(at_).starts_with("\r\n");
  }

  Expected<void> read_row(CsvRow& row) {
    for (;;) {
      row.fields.emplace_back();
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      if (auto read = quoted ? read_quoted(row.fields.back()) : read_plain(row.fields.back()); !read) return read;
      if (at_line_end()) break;
      ++at_;  // a comma
    }
    if (at_ < text_.size()) at_ += text_[at_] == '\r' ? 2 : 1;
    ++line_;
    return {};
  }

  Expected<void> read_plain(std::string& field) {
    const std::size_t start = at_;
    while (!at_line_end() && text_[at_] != ',') {
      if (text_[at_] == '"') return problem("a quote within a field that does not begin with one", line_);
      ++at_;
    }
    field = text_.substr(start, at_ - start);
    return {};
  }

  Expected<void> read_quoted(std::string& field) {
    const std::size_t opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      line_ += text_[at_] == '\n';
      field += text_[at_];
    }
    if (at_ >= text_.size()) return problem("a quote that is never closed", opened);
    ++at_;
    if (!at_line_end() && text_[at_] != ',') return problem("text after a closing quote", line_);
    return {};
  }

  Expected<void> problem(std::string words, std::size_t line) const {
    return fail(ErrorKind::parse, std::move(words), fmt::format("{}:{}", path_, line),
                "fields that hold quotes, commas or line ends stand in quotes, and quotes in them are doubled");
  }

  std::string_view text_;
  const std::string& path_;
  std::size_t at_ = 0, line_ = 1;
};

}  // namespace

Expected<std::vector<CsvRow>> parse_csv(std::string_view text, const std::string& path) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return CsvReader(text, path).read();
}

}  // namespace gate::history
