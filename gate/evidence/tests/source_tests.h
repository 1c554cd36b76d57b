// Finds tests in source text: by lines, not by a parse, because what is asked is whether a name is there and whether a
// marker stands before or within it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gate::evidence {

// A test, a group of tests (class, describe), or the file itself (name empty).
struct SourceTest {
  std::string name;
  std::uint32_t line = 0;  // of its declaration, 1-based
  std::uint32_t last = 0;  // the line before the next test or group; the end of the text for the last one
  bool group = false;
  std::string skip;             // the marker that keeps it from running, or lets it fail; empty: none
  std::uint32_t skip_line = 0;  // of the marker
  std::string only;             // the marker that keeps all others from running
};

enum class TestLanguage { none, python, javascript, java, csharp, rust, go, cpp, ruby, php };

// By extension, and, where a name alone says little, by the places where tests are kept.
TestLanguage test_language(std::string_view path);

// In the order of the text.
std::vector<SourceTest> find_source_tests(TestLanguage language, std::string_view text);

// The text with comments, and Python's triple-quoted strings, blanked; lines keep their numbers.
std::string without_comments(TestLanguage language, std::string_view text);

}  // namespace gate::evidence
