// A pattern: a piece of code with metavariables and ellipses, as a tree.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzers/patterns/ast.h"
#include "analyzers/patterns/match.h"
#include "analyzers/patterns/readings.h"
#include "analyzers/patterns/regex.h"
#include "gate/base/error.h"

namespace gate::patterns {

struct Pattern {
  std::unique_ptr<std::string> source;  // the text that was parsed, placeholders and wrapper included
  std::unique_ptr<Ast> ast;
  // What to match: one node, or consecutive statements. Never empty.
  std::vector<NodeId> roots;
  // Written as a statement ("f();"), not as an expression.
  bool statement = false;
  // Variable of each metavariable node of `ast`, by NodeId; of "$_" and others: kAny.
  static constexpr Variable kAny = 0xffff;
  // A string's "$X" stands for its contents.
  std::vector<Variable> variables;
  // Of strings "=~/re/".
  std::vector<std::pair<NodeId, Regex>> regexes;

  const Regex* regex(NodeId id) const {
    for (const auto& [node, regex] : regexes)
      if (node == id) return &regex;
    return nullptr;
  }
};

// Reads a pattern. `variables` are the rule's names so far; new ones are added. Error (usage): the text is no code of
// the language, at its line within the pattern.
Expected<Pattern> read_pattern(std::string_view text, syntax::Language language, std::vector<std::string>& variables);

// How the pattern is read, found out by trials; nullopt: the language needs no reading. For rules/readings.txt.
std::optional<Reading> find_reading(std::string_view text, syntax::Language language);

// Number of `name` in `variables`, added if new; kAny for "$_" and "$...".
Variable variable_of(std::string_view name, std::vector<std::string>& variables);

}  // namespace gate::patterns
