// A compile command reduced to what decides the meaning of the source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate::clang {

// Splits by the rules of a POSIX shell as far as a compilation database uses them: blanks, quotes and backslashes; no
// expansion of anything. https://clang.llvm.org/docs/JSONCompilationDatabase.html
std::vector<std::string> split_command(std::string_view command);

struct Command {
  std::vector<std::string> arguments;  // without compiler, source file and output
  bool response_file = false;          // an @file was left out: the command may lack include paths
  std::string unsupported;             // what is not understood: the compiler's name, or a language; empty: nothing
};

// Keeps the options that are known to be about language, target, macros, include paths and warnings, and drops all
// others: whatever loads code (-fplugin=, -fpass-plugin=, -Xclang, -mllvm), writes files, or names response files.
// Wrappers (ccache, sccache, distcc ...) are stepped over. -Werror becomes a plain warning; -w is dropped. gate's own
// warnings come first, so that the project's -Wno-... wins.
Command sanitise(const std::vector<std::string>& argv);

}  // namespace gate::clang
