#include "gate/evidence/owners/glob_segment.h"

#include <algorithm>
#include <optional>

namespace gate::evidence {
namespace {

// Bytes of the character at the front of `text`: 1 for ill-formed UTF-8.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size > text.size()) return 1;
  for (std::size_t i = 1; i < size; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 1;
  }
  return size;
}

// One possibly escaped character of a set; advances `at`.
std::string_view set_member(std::string_view pattern, std::size_t& at) {
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  const auto size = character_size(pattern.substr(at));
  const auto member = pattern.substr(at, size);
  at += size;
  return member;
}

// Where the set that opens at `open` closes; npos when it does not. A ']' directly after the opening is a member.
std::size_t set_end(std::string_view pattern, std::size_t open) {
  auto at = open + 1;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) ++at;
  if (at < pattern.size() && pattern[at] == ']') ++at;
  for (; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (pattern[at] == ']') {
      return at;
    }
  }
  return std::string_view::npos;
}

// Is `character` in the set whose inside is `body`? Ranges compare UTF-8 bytes, which orders like code points.
bool set_contains(std::string_view body, std::string_view character) {
  bool negated = false;
  std::size_t at = 0;
  if (!body.empty() && (body[0] == '!' || body[0] == '^')) negated = true, ++at;
  bool found = false;
  while (at < body.size()) {
    const auto first = set_member(body, at);
    auto last = first;
    if (at + 1 < body.size() && body[at] == '-') {
      ++at;
      last = set_member(body, at);
    }
    found = found || (first <= character && character <= last);
  }
  return found != negated;
}

// Tries the pattern's element at `p` (not a star) on the front of `rest`: the bytes it takes of each, or nullopt.
struct Step {
  std::size_t pattern;
  std::size_t name;
};
std::optional<Step> match_one(std::string_view pattern, std::size_t p, std::string_view rest, bool literal_brackets) {
  const char c = pattern[p];
  if (c == '?') return Step{1, character_size(rest)};
  if (c == '[' && !literal_brackets) {
    if (const auto end = set_end(pattern, p); end != std::string_view::npos) {
      const auto size = character_size(rest);
      if (!set_contains(pattern.substr(p + 1, end - p - 1), rest.substr(0, size))) return std::nullopt;
      return Step{end + 1 - p, size};
    }
  }
  if (c == '\\') {
    if (p + 1 == pattern.size() || pattern[p + 1] != rest.front()) return std::nullopt;
    return Step{2, 1};
  }
  if (c != rest.front()) return std::nullopt;
  return Step{1, 1};
}

}  // namespace

bool glob_segment_matches(std::string_view pattern, std::string_view name, bool literal_brackets) {
  std::size_t p = 0, n = 0;
  // Going back to the most recent star is enough: an earlier one could only take more of what it need not take.
  std::size_t star = std::string_view::npos, star_name = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      star_name = n;
      continue;
    }
    if (p < pattern.size()) {
      if (const auto step = match_one(pattern, p, name.substr(n), literal_brackets)) {
        p += step->pattern;
        n += step->name;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star;
    n = ++star_name;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool has_wildcard(std::string_view pattern, bool literal_brackets) {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (pattern[at] == '*' || pattern[at] == '?' || (pattern[at] == '[' && !literal_brackets)) {
      return true;
    }
  }
  return false;
}

std::string escape_unclosed_sets(std::string_view pattern) {
  std::string out;
  bool unclosed = false;  // once one set has no end, no later one has
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) {
      out += pattern[at++];
    } else if (pattern[at] == '[') {
      const auto end = unclosed ? std::string_view::npos : set_end(pattern, at);
      unclosed = end == std::string_view::npos;
      if (unclosed) {
        out += '\\';
      } else {
        out += pattern.substr(at, end - at);
        at = end;
      }
    }
    out += pattern[at];
  }
  return out;
}

std::string unescape(std::string_view pattern) {
  std::string out;
  out.reserve(pattern.size());
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
    out += pattern[at];
  }
  return out;
}

}  // namespace gate::evidence
