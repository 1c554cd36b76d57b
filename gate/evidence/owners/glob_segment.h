// A shell pattern within one path segment: `*`, `?`, `[set]`, `\` before a character that is meant literally.
#pragma once

#include <string>
#include <string_view>

namespace gate::evidence {

// Does `pattern` match all of `name`? `?` and a set stand for one character of UTF-8 (one byte where ill-formed).
// `literal_brackets`: '[' and ']' are plain characters. O(pattern x name) where every set is closed.
bool glob_segment_matches(std::string_view pattern, std::string_view name, bool literal_brackets);

// Has the pattern an unescaped `*`, `?` or (unless literal) `[`?
bool has_wildcard(std::string_view pattern, bool literal_brackets);

// The pattern with a `\` before each '[' that opens no set, since nothing closes it.
std::string escape_unclosed_sets(std::string_view pattern);

// The text with each `\x` replaced by `x`.
std::string unescape(std::string_view pattern);

}  // namespace gate::evidence
