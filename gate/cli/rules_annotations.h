// What the comments of a target say that rules find there (https://semgrep.dev/docs/writing-rules/testing-rules).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace gate::cli {

using Lines = std::set<std::uint32_t>;

struct Annotations {
  // Lines that a comment on the line before speaks of, by the rule's id.
  std::map<std::string, Lines> expected;  // ruleid:
  std::map<std::string, Lines> todo;      // todoruleid: and todook: : not compared
};

// An annotation is a comment `MARKER WORD: ID[, ID ...]`; the word may be followed by others for further engines
// ("ruleid: deepok: ID"). Those of other engines alone (proruleid:, deepok: ...) are not for gate.
Annotations read_annotations(std::string_view text);

}  // namespace gate::cli
