// Text helpers: UTF-8, lines, globs, terminal safety. Nothing here knows what gate is for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

bool is_utf8(std::string_view text);

// One step of decoding UTF-8 (Unicode 15, table 3-7). Ill-formed: `valid` is false and `length` is that of the maximal
// subpart (at least 1), which one U+FFFD replaces.
struct CodePoint {
  char32_t value = 0xFFFD;
  std::uint8_t length = 1;
  bool valid = false;
};
CodePoint decode_utf8(std::string_view text, std::size_t at);  // at < text.size()
void append_utf8(std::string& out, char32_t code_point);

// Ill-formed sequences become U+FFFD; well-formed text is returned unchanged.
std::string to_utf8(std::string_view text);

// Number of UTF-16 code units that `text` (UTF-8, ill-formed bytes count one each) occupies.
std::size_t utf16_length(std::string_view text);

// For terminals and logs: control characters (C0 but tab, DEL, C1), bidi controls and invisible
// characters are written as \xNN or \u{NNNN}. Newlines stay when `keep_newlines`.
std::string printable(std::string_view text, bool keep_newlines = false);

// RFC 4648, standard alphabet with padding. Decoding is strict: nullopt for anything that base64() does not write.
std::string base64(std::string_view bytes);
std::optional<std::string> unbase64(std::string_view text);

// Lines without their terminators (LF, CRLF). A final line without a terminator counts; "" has none.
std::vector<std::string_view> split_lines(std::string_view text);
// Always one part more than there are separators: "" gives one empty part.
std::vector<std::string> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);  // ASCII white space
std::string lower(std::string_view text);      // ASCII only

// gitignore-like glob over a repository path: `*` and `?` stop at '/', `**` crosses, `[a-z]`, `{a,b}`; a pattern
// without '/' matches a base name at any depth; a trailing '/' matches everything below the folder. `\` takes the next
// character literally; brackets and braces without a partner are literal. Compile a Glob (glob.h) to match many paths.
bool glob_match(std::string_view pattern, std::string_view path);

// The candidate with the smallest edit distance to `word`, or "" when none is near (distance > max(2, size/3)).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// Index of line starts, to turn byte offsets into 1-based line and column (bytes). The text must outlive it and be
// smaller than 4 GiB. The end of a text that ends in a newline is a place on its last line, after the newline.
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
