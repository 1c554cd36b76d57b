#include "analyzers/syntax/macros.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "analyzers/syntax/changes.h"

namespace gate::syntax_check {
namespace {

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

bool starts_word(std::string_view token) {
  return !token.empty() && (std::isalpha(static_cast<unsigned char>(token[0])) || token[0] == '_');
}

class Blanker {
 public:
  explicit Blanker(std::string_view text)
      : text_(text), tokens_(split_tokens(text, {0, static_cast<std::uint32_t>(text.size())})) {}

  std::string run() && {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (token(at) == "#" && first_on_line(at))
        at = skip_directive(at);
      else if (is_attribute_word(token(at)))
        at = blank_call(at);
      else if (is_macro_name(token(at)))
        at = macro(at);
    }
    return std::move(text_);
  }

 private:
  std::string_view token(std::size_t index) const {
    if (index >= tokens_.size()) return {};
    return std::string_view(text_).substr(tokens_[index].start, tokens_[index].end - tokens_[index].start);
  }

  bool first_on_line(std::size_t index) const {
    std::size_t at = tokens_[index].start;
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    return at == 0 || text_[at - 1] == '\n';
  }

  // The last token of the directive that begins at `at`, continuation lines included.
  std::size_t skip_directive(std::size_t at) const {
    std::size_t end = text_.find('\n', tokens_[at].start);
    while (end != text_.npos && end > 0 && text_[end - 1] == '\\') end = text_.find('\n', end + 1);
    if (end == text_.npos) return tokens_.size();
    while (at + 1 < tokens_.size() && tokens_[at + 1].start < end) ++at;
    return at;
  }

  // The token after the group that opens at `at`; `at` itself when it does not close.
  std::size_t after_group(std::size_t at) const {
    constexpr std::size_t kMost = 2000;
    int depth = 0;
    for (std::size_t i = at; i < tokens_.size() && i < at + kMost; ++i) {
      if (token(i) == "(") ++depth;
      if (token(i) == ")" && --depth == 0) return i + 1;
    }
    return at;
  }

  static bool is_attribute_word(std::string_view word) {
    return word == "__attribute__" || word == "__declspec" || word == "_Pragma" || word == "__extension__";
  }

  std::size_t blank_call(std::size_t at) {
    const std::size_t next = token(at + 1) == "(" ? after_group(at + 1) : at + 1;
    blank(at, next);
    return next - 1;
  }

  // The macro name at `at`: blanked, with its arguments, where what stands around leaves no room for an expression.
  std::size_t macro(std::size_t at) {
    const bool call = token(at + 1) == "(";
    const std::size_t next = call ? after_group(at + 1) : at + 1;
    const std::string_view before = at > 0 ? token(at - 1) : std::string_view{";"};
    const std::string_view after = token(next);
    if (!is_attribute(at, before, after, call)) return at;
    blank(at, next);
    return next - 1;
  }

  // No expression can begin behind `before`, or none can go on with `after`.
  bool is_attribute(std::size_t at, std::string_view before, std::string_view after, bool call) const {
    if (before == "return" || before == "case" || before == "goto" || before == "else") return false;
    const bool behind_type = starts_word(before) || before == ")";
    const bool starts = behind_type || first_on_line(at) || is_one_of(before, ";{}:*&>");
    const bool goes_on = after.empty() || starts_word(after) || is_one_of(after, "{}~#[");
    return (starts && goes_on) || (behind_type && is_one_of(after, ";=,){")) || (!call && behind_type && after == "*");
  }

  static bool is_one_of(std::string_view token, std::string_view characters) {
    return token.size() == 1 && characters.find(token[0]) != characters.npos;
  }

  void blank(std::size_t from, std::size_t to) {
    for (std::size_t i = tokens_[from].start; i < tokens_[to - 1].end; ++i)
      if (text_[i] != '\n') text_[i] = ' ';
  }

  std::string text_;
  std::vector<Span> tokens_;
};

}  // namespace

bool has_macros(syntax::Language language) {
  return language == syntax::Language::c || language == syntax::Language::cpp;
}

bool is_macro_name(std::string_view word) {
  bool letter = false;
  for (unsigned char c : word) {
    if (std::islower(c) || (!std::isalnum(c) && c != '_')) return false;
    letter = letter || std::isupper(c);
  }
  return letter && word.size() > 1 && word != "NULL" && word != "TRUE" && word != "FALSE" && word != "EOF";
}

std::string blank_macros(std::string_view text) { return Blanker(text).run(); }

bool always_ended(std::string_view text, std::size_t at) {
  const auto white = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  std::size_t end = at;
  while (end > 0 && white(text[end - 1])) --end;
  std::size_t start = end;
  if (end > 0 && text[end - 1] == ')') {
    for (int depth = 0; start > 0;) {
      --start;
      if (text[start] == ')') ++depth;
      if (text[start] == '(' && --depth == 0) break;
    }
    end = start;
  }
  for (start = end; start > 0 && is_word_char(text[start - 1]);) --start;
  const std::string_view name = text.substr(start, end - start);
  if (name.empty()) return false;
  std::size_t uses = 0;
  for (std::size_t use = text.find(name); use != text.npos; use = text.find(name, use + 1)) {
    if (use == start || (use > 0 && is_word_char(text[use - 1]))) continue;
    std::size_t after = use + name.size();
    if (after >= text.size() || is_word_char(text[after])) continue;
    if (text[after] == '(') {
      int depth = 0;
      for (; after < text.size(); ++after) {
        if (text[after] == '(') ++depth;
        if (text[after] == ')' && --depth == 0) break;
      }
      ++after;
    }
    while (after < text.size() && white(text[after])) ++after;
    const std::size_t line = text.rfind('\n', use) + 1;
    if (text.substr(line, use - line).find('#') != text.npos) continue;  // its definition
    if (after >= text.size() || text[after] != ';') return false;
    ++uses;
  }
  return uses > 0;
}

}  // namespace gate::syntax_check
