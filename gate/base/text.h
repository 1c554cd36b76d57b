// Text helpers: UTF-8, lines, globs, terminal safety. Nothing here knows what gate is for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

bool is_utf8(std::string_view text);

// Ill-formed sequences become U+FFFD; well-formed text is returned unchanged.
std::string to_utf8(std::string_view text);

// Number of UTF-16 code units that `text` (UTF-8, ill-formed bytes count one each) occupies.
std::size_t utf16_length(std::string_view text);

// For terminals and logs: control characters (C0 but tab, DEL, C1), bidi controls and invisible
// characters are written as \xNN or \u{NNNN}. Newlines stay when `keep_newlines`.
std::string printable(std::string_view text, bool keep_newlines = false);

std::string base64(std::string_view bytes);

// Lines without their terminators (LF, CRLF). A final line without a terminator counts; "" has none.
std::vector<std::string_view> split_lines(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);
std::string lower(std::string_view text);  // ASCII only

// gitignore-like glob over a repository path: `*` and `?` stop at '/', `**` crosses, `[a-z]`, `{a,b}`; a pattern
// without '/' matches a base name at any depth; a trailing '/' matches everything below the folder.
bool glob_match(std::string_view pattern, std::string_view path);

// The candidate with the smallest edit distance to `word`, or "" when none is near (distance > max(2, size/3)).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// Index of line starts, to turn byte offsets into 1-based line and column (bytes).
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);
  struct Place {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
  };
  Place place(std::size_t offset) const;
  std::size_t line_count() const { return starts_.size(); }
  // The text of a 1-based line without its terminator; "" outside.
  std::string_view line(std::uint32_t number) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace gate
