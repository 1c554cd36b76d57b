// What a line of code is by how it begins: cheap enough for every changed line of a history. Lines come without their
// leading white space.
#pragma once

#include <cstdint>
#include <string_view>

#include "gate/history/record.h"

namespace gate::history {

// Begins as a comment of the usual languages; `*` alone is one within a block, `*p` is not. Not for an empty line.
bool begins_as_comment(std::string_view line);
// Takes in other code, or names a package. Not for an empty line.
bool begins_as_import(std::string_view line);
// Begins with a word that decides where execution goes on, after a closing brace or without: `} else if`, `return`.
bool begins_as_control(std::string_view line);

// Counts lines of code among changed lines.
class CodeLineCounter {
 public:
  void add(std::string_view lines);  // any number, with their terminators
  void remove(std::string_view lines);
  CodeLines result() const { return counts_; }

 private:
  CodeLines counts_;
};

}  // namespace gate::history
