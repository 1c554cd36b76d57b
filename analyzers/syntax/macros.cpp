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

bool is_white(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::size_t back_over_white(std::string_view text, std::size_t at) {
  while (at > 0 && is_white(text[at - 1])) --at;
  return at;
}

std::size_t over_white(std::string_view text, std::size_t at) {
  while (at < text.size() && is_white(text[at])) ++at;
  return at;
}

constexpr std::size_t kLongestCall = 2000;  // bytes

// From behind a ')' to its '('; stays where that is too far away.
std::size_t back_over_group(std::string_view text, std::size_t end) {
  int depth = 0;
  for (std::size_t at = end; at > 0 && end - at < kLongestCall;) {
    --at;
    if (text[at] == ')') ++depth;
    if (text[at] == '(' && --depth == 0) return at;
  }
  return end;
}

// From a '(' to behind its ')'; stays where `at` is no '(' or that is too far away.
std::size_t over_group(std::string_view text, std::size_t start) {
  int depth = 0;
  for (std::size_t at = start; at < text.size() && at - start < kLongestCall; ++at) {
    if (text[at] == '(') ++depth;
    if (depth == 0) return start;
    if (text[at] == ')' && --depth == 0) return at + 1;
  }
  return start;
}

bool is_directive(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at) + 1;
  const std::size_t first = text.find_first_not_of(" \t", line);
  return first != text.npos && text[first] == '#';
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
    constexpr std::size_t kMost = 200;
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

std::string_view statement_name(std::string_view text, std::size_t at) {
  at = back_over_white(text, at);
  if (at > 0 && text[at - 1] == ')') at = back_over_white(text, back_over_group(text, at));
  const std::size_t end = at;
  while (at > 0 && is_word_char(text[at - 1])) --at;
  const std::string_view name = text.substr(at, end - at);
  at = back_over_white(text, at);
  if (at == 0 || std::string_view(";{}):").find(text[at - 1]) != std::string_view::npos) return name;
  return is_word_char(text[at - 1]) && !text.substr(0, at).ends_with("return") ? name : std::string_view{};
}

bool always_ended(std::string_view text, std::string_view name) {
  std::size_t uses = 0;
  const auto own = static_cast<std::size_t>(name.data() - text.data());
  for (std::size_t use = text.find(name); use != text.npos; use = text.find(name, use + 1)) {
    std::size_t after = use + name.size();
    const bool whole =
        (use == 0 || !is_word_char(text[use - 1])) && (after == text.size() || !is_word_char(text[after]));
    if (use == own || !whole || is_directive(text, use)) continue;
    after = over_white(text, over_group(text, over_white(text, after)));
    if (after >= text.size() || text[after] != ';') return false;
    ++uses;
  }
  return uses > 0;
}

}  // namespace gate::syntax_check
