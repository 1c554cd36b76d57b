// What a pattern found, and under which bindings of its metavariables.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

// A metavariable of a rule: index into Rule::variables ("$X", "$...ARGS", "$1").
using Variable = std::uint16_t;

// What a metavariable stands for: nodes of a tree, or a stretch of text.
struct Binding {
  Variable variable = 0;
  const Ast* ast = nullptr;  // null: text alone (a group of a regular expression, the contents of a string)
  NodeId first = kNone;  // one node (after == (*ast)[first].after), or siblings [first, after); first == after: none
  NodeId after = kNone;
  std::uint32_t start = 0;  // bytes [start, end) of the file
  std::uint32_t end = 0;
  std::string_view text;  // those bytes, or, of a string literal matched by "$X", its contents
};

// Sorted by variable; one binding a variable.
using Bindings = std::vector<Binding>;

const Binding* find(const Bindings& bindings, Variable variable);

// The same code: structurally equal (imports resolved, whatever the quotes and blanks), or the same text.
bool same(const Binding& a, const Binding& b);

// Both sets as one; false where they differ in a variable (`into` is then undefined).
bool unite(Bindings& into, const Bindings& other);

struct Match {
  std::uint32_t start = 0;  // bytes [start, end) of the file
  std::uint32_t end = 0;
  NodeId first = kNone;  // the node, or the first and the last of the statements; kNone: of a regular expression
  NodeId last = kNone;
  Bindings bindings;
};

}  // namespace gate::patterns
