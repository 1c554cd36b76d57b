#include <algorithm>

#include "gate/base/text.h"
#include "gate/evidence/owners/reader.h"

namespace gate::evidence {
namespace {

constexpr std::string_view kBlanks = " \t";

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool all_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) { return is_alnum(c) || others.contains(c); });
}

bool is_email(std::string_view word) {
  const auto at = word.rfind('@');
  if (at == std::string_view::npos || at == 0) return false;
  const auto domain = word.substr(at + 1);
  return all_of(domain, ".-") && domain.front() != '.' && domain.back() != '.' &&
         word.substr(0, at).find_first_of("@<>\"") == std::string_view::npos;
}

}  // namespace

PatternAndWords cut_pattern(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && !kBlanks.contains(line[at])) at += line[at] == '\\' && at + 1 < line.size() ? 2 : 1;
  return {line.substr(0, at), trim(line.substr(at))};
}

std::string_view next_word(std::string_view& words) {
  const auto begin = std::min(words.find_first_not_of(kBlanks), words.size());
  const auto end = std::min(words.find_first_of(kBlanks, begin), words.size());
  const auto word = words.substr(begin, end - begin);
  words.remove_prefix(end);
  return word;
}

bool is_github_owner(std::string_view word) {
  if (!word.starts_with('@')) return is_email(word);
  const auto name = word.substr(1);
  const auto slash = name.find('/');
  if (slash == std::string_view::npos) return all_of(name, "-_");
  return all_of(name.substr(0, slash), "-_") && all_of(name.substr(slash + 1), "-_.");
}

bool is_gitlab_owner(std::string_view word) {
  if (word.starts_with("@@")) return all_of(word.substr(2), "_-");
  if (!word.starts_with('@')) return is_email(word);
  const auto name = word.substr(1);
  return all_of(name, "-_./") && name.front() != '/' && name.back() != '/';
}

std::string without_comments(std::string_view address) {
  std::string out;
  std::size_t depth = 0;
  for (const char c : address) {
    if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
    } else if (depth == 0) {
      out += c;
    }
  }
  return depth == 0 ? out : std::string(address);
}

}  // namespace gate::evidence
