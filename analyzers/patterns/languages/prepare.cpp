#include "analyzers/patterns/languages/prepare.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "analyzers/patterns/placeholders.h"

namespace gate::patterns {
namespace {

constexpr std::string_view kEllipsis = "...";

// One past the string literal that begins at `from`; the end of the text for one that does not end.
std::size_t past_string(std::string_view text, std::size_t from) {
  const char quote = text[from];
  const std::string_view three = text.substr(from, 3);
  const bool tripled = three.size() == 3 && three[1] == quote && three[2] == quote;
  const std::string_view closing = tripled ? three : text.substr(from, 1);
  for (std::size_t at = from + closing.size(); at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text.substr(at).starts_with(closing))
      return at + closing.size();
  }
  return text.size();
}

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// The next character after blanks; '\0' at the end.
char next_of(std::string_view text, std::size_t from, bool over_lines) {
  while (from < text.size() && is_space(text[from]) && (over_lines || text[from] != '\n')) ++from;
  return from < text.size() ? text[from] : '\0';
}

char previous_of(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  return at > 0 ? text[at - 1] : '\0';
}

// The last character before "..." at the end.
char last_but_blanks(std::string_view text) {
  std::size_t at = text.size() - kEllipsis.size();
  while (at > 0 && is_space(text[at - 1])) --at;
  return at > 0 ? text[at - 1] : '\0';
}

// An open bracket: whether its contents have entries, and the ellipses directly within.
struct Bracket {
  char opening;
  bool entries = false;
  std::vector<std::size_t> ellipses;
};

std::string with_insertions(std::string_view text, std::vector<std::size_t> places, std::string_view insertion) {
  std::ranges::sort(places);
  std::string out;
  std::size_t from = 0;
  for (const std::size_t place : places) {
    out += text.substr(from, place - from);
    out += insertion;
    from = place;
  }
  out += text.substr(from);
  return out;
}

}  // namespace

std::string prepare_python(std::string_view pattern) {
  std::vector<Bracket> open;
  std::vector<std::size_t> entries;  // where an ellipsis that is an entry ends
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '"' || c == '\'') {
      at = past_string(pattern, at) - 1;
    } else if (c == '{' || c == '[' || c == '(') {
      open.push_back({c});
    } else if ((c == '}' || c == ']' || c == ')') && !open.empty()) {
      if (open.back().opening == '{' && open.back().entries)
        entries.insert(entries.end(), open.back().ellipses.begin(), open.back().ellipses.end());
      open.pop_back();
    } else if (c == ':' && !open.empty()) {
      open.back().entries = true;
    } else if (pattern.substr(at).starts_with(kEllipsis)) {
      const char before = previous_of(pattern, at), after = next_of(pattern, at + kEllipsis.size(), true);
      const bool whole = (before == '{' || before == ',' || before == '\n') && (after == ',' || after == '}');
      if (!open.empty() && whole) open.back().ellipses.push_back(at + kEllipsis.size());
      at += kEllipsis.size() - 1;
    }
  }
  return with_insertions(pattern, std::move(entries), ": gdummy");
}

std::string prepare_hcl(std::string_view pattern) {
  std::vector<char> open;
  std::vector<std::size_t> entries;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '"') {
      at = past_string(pattern, at) - 1;
    } else if (c == '{' || c == '[' || c == '(') {
      open.push_back(c);
    } else if ((c == '}' || c == ']' || c == ')') && !open.empty()) {
      open.pop_back();
    } else if (pattern.substr(at).starts_with(kEllipsis)) {
      const char before = previous_of(pattern, at), after = next_of(pattern, at + kEllipsis.size(), false);
      const bool begins = before == '{' || before == ',' || before == '\n' || before == '\0';
      const bool ends = after == '}' || after == ',' || after == '\n' || after == '\0';
      if (begins && ends && (open.empty() || open.back() == '{') && pattern.size() > kEllipsis.size())
        entries.push_back(at + kEllipsis.size());
      at += kEllipsis.size() - 1;
    }
  }
  return with_insertions(pattern, std::move(entries), " = gdummy");
}

std::string prepare_bash(std::string_view pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::string_view rest = pattern.substr(at);
    if (rest.starts_with("<...")) {
      out += "$(";
      out += kDeepWord;
      at += 3;
    } else if (rest.starts_with("...>")) {
      out += ')';
      at += 3;
    } else {
      out += pattern[at];
    }
  }
  return out;
}

std::string prepare_json(std::string_view pattern) {
  std::string out;
  std::vector<char> open;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '{' || c == '[') open.push_back(c);
    if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
    if (c == '"') {
      const std::size_t end = past_string(pattern, at);
      const bool regex = pattern.substr(at).starts_with("\"=~/");
      for (; at < end; ++at) out.append(regex && pattern[at] == '\\' ? 2 : 1, pattern[at]);
    } else if (pattern.substr(at).starts_with(kEllipsis)) {
      out += kEllipsis;
      at += kEllipsis.size();
      if (!open.empty() && open.back() == '{' && next_of(pattern, at, true) != ':' && last_but_blanks(out) != ':')
        out += ": \"gdummy\"";
    } else if (is_name(c) || c == '$') {
      std::size_t end = at + 1;
      while (end < pattern.size() && is_name(pattern[end])) ++end;
      const bool key = c != '$' && next_of(pattern, end, true) == ':';
      if (key) out += '"';
      out += pattern.substr(at, end - at);
      if (key) out += '"';
      at = end;
    } else {
      const char after = next_of(pattern, at + 1, true);
      if (c != ',' || (after != '}' && after != ']' && after != '\0')) out += c;
      ++at;
    }
  }
  return out;
}

}  // namespace gate::patterns
