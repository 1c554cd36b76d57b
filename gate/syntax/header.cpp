#include "gate/syntax/header.h"

#include <cctype>

#include "gate/base/text.h"

namespace gate::syntax {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Walks over code, stepping past comments, strings and blocks that only a C++ compiler sees.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text.substr(0, 256u << 10)) {}

  bool finds_cpp() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '/' && peek(1) == '/')
        skip_to("\n");
      else if (c == '/' && peek(1) == '*')
        at_ += 2, skip_to("*/");
      else if (c == '"' || c == '\'')
        skip_quoted(c);
      else if (c == '#')
        directive();
      else if (c == ':' && peek(1) == ':' && hidden_ == 0)
        return true;
      else if (is_word(c)) {
        if (word_is_cpp()) return true;
      } else
        ++at_;
    }
    return false;
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip_to(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    at_ = found == text_.npos ? text_.size() : found + end.size();
  }

  void skip_quoted(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }

  // Counts conditional blocks from the outermost `#if... __cplusplus` on; steps over every directive's own line.
  void directive() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = trim(text_.substr(at_ + 1, end - at_ - 1));
    if (line.starts_with("if")) {
      if (hidden_ > 0 || (line.find("__cplusplus") != line.npos && !line.starts_with("ifndef"))) ++hidden_;
    } else if (line.starts_with("endif")) {
      if (hidden_ > 0) --hidden_;
    } else if (line.starts_with("else") && hidden_ == 1) {
      hidden_ = 0;
    }
    at_ = end;
  }

  bool word_is_cpp() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    if (hidden_ > 0) return false;
    const std::string_view word = text_.substr(start, at_ - start);
    std::size_t next = text_.find_first_not_of(" \t\r\n", at_);
    const char after = next == text_.npos ? '\0' : text_[next];
    if (word == "template") return after == '<';
    if (word == "namespace") return is_word(after) || after == '{';
    if (word == "class") return is_word(after);
    if (word == "using") return is_word(after);
    if (word == "public" || word == "private" || word == "protected") return after == ':';
    return word == "constexpr" || word == "noexcept" || word == "typename" || word == "static_cast" ||
           word == "reinterpret_cast" || word == "dynamic_cast" || word == "const_cast" || word == "decltype";
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int hidden_ = 0;
};

}  // namespace

bool is_cpp_header(std::string_view text) { return Scanner(text).finds_cpp(); }

}  // namespace gate::syntax
