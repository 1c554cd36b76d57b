// Which lines of a source text a mend can blame: those that hold code. Comments, blank lines, lone punctuation and
// import lines cannot be the cause of a defect (Kim et al., ASE 2006; da Costa et al., TSE 2017).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gate::history {

// How a language writes comments, strings and imports; only what telling code from comments needs.
struct LineSyntax;

// By the path's extension, without case; nullptr for anything that is not source code (prose, data, configuration).
const LineSyntax* line_syntax(std::string_view path);

// The code of each line: comments and white space removed, empty where nothing is left but punctuation and a word that
// only shapes a block (`} else {`), or where the line only imports or names a package. One pass; block comments and
// multi-line strings are followed across lines. A text that is not well-formed gives some answer, in linear time.
std::vector<std::string> code_of_lines(const LineSyntax& syntax, std::string_view text);

// A line without its white space, as two texts are compared: its hash, and how many letters and digits it has.
struct BareLine {
  std::uint64_t hash = 0;
  std::uint32_t letters = 0;
};
BareLine bare_line(std::string_view line);

}  // namespace gate::history
