#include "analyzers/patterns/match.h"

#include <algorithm>
#include <utility>

namespace gate::patterns {
namespace {

bool literal(Kind kind) {
  return kind == Kind::string || kind == Kind::number || kind == Kind::boolean || kind == Kind::null;
}

struct Place {
  const Ast* ast;
  NodeId id;

  const Node& operator*() const { return (*ast)[id]; }
};

// The import's full name where the node is an alias; else the node itself.
Place resolved(Place place) {
  const NodeId alias = place.ast->alias(place.id);
  return alias == kNone ? place : Place{place.ast, alias};
}

// The node itself, whatever is below it. Grammars number their kinds each for itself.
bool alike(const Node& a, const Node& b, bool same_language) {
  if (a.kind != b.kind || a.text != b.text) return false;
  return a.kind != Kind::other || !same_language || a.tag == b.tag;
}

// Names that are spelled alike but declared apart.
bool different_variables(Place a, Place b) {
  if (a.ast != b.ast || (*a).kind != Kind::identifier) return false;
  const NodeId x = a.ast->variable(a.id), y = b.ast->variable(b.id);
  return x != kNone && y != kNone && x != y;
}

using Pairs = std::vector<std::pair<Place, Place>>;

// Pairs the children of two nodes; false where number or roles differ.
bool pair_children(Place a, Place b, Pairs& open) {
  NodeId x = a.id + 1, y = b.id + 1;
  const NodeId x_end = (*a).after, y_end = (*b).after;
  while (x < x_end && y < y_end) {
    if ((*a.ast)[x].role != (*b.ast)[y].role) return false;
    open.emplace_back(Place{a.ast, x}, Place{b.ast, y});
    x = (*a.ast)[x].after;
    y = (*b.ast)[y].after;
  }
  return x >= x_end && y >= y_end;
}

// Whether two subtrees are the same, up to positions. Iterative: depth is the input's.
bool same_tree(Place a, Place b) {
  Pairs open{{a, b}};
  while (!open.empty()) {
    auto [x, y] = open.back();
    open.pop_back();
    if (x.ast == y.ast && x.id == y.id) continue;
    if (different_variables(x, y)) return false;
    const Place left = resolved(x), right = resolved(y);
    // Both ways of writing count: the imported name and the name that it stands for.
    const bool as_written = alike(*x, *y, x.ast->language() == y.ast->language());
    if (!as_written) x = left, y = right;
    if (!as_written && !alike(*x, *y, x.ast->language() == y.ast->language())) return false;
    if (!pair_children(x, y, open)) return false;
  }
  return true;
}

// An identifier that always holds a literal is that literal.
bool same_constant(Place name, Place value) {
  if ((*name).kind != Kind::identifier || !literal((*value).kind)) return false;
  const NodeId constant = name.ast->constant(name.id);
  return constant != kNone && same_tree({name.ast, constant}, value);
}

bool same_node(Place a, Place b) { return same_tree(a, b) || same_constant(a, b) || same_constant(b, a); }

}  // namespace

const Binding* find(const Bindings& bindings, Variable variable) {
  const auto found = std::lower_bound(bindings.begin(), bindings.end(), variable,
                                      [](const Binding& binding, Variable v) { return binding.variable < v; });
  return found != bindings.end() && found->variable == variable ? &*found : nullptr;
}

bool same(const Binding& a, const Binding& b) {
  const bool trees = a.ast != nullptr && b.ast != nullptr && a.first != kNone && b.first != kNone;
  if (!trees) return a.text == b.text;
  NodeId x = a.first, y = b.first;
  while (x < a.after && y < b.after) {
    if (!same_node({a.ast, x}, {b.ast, y})) return false;
    x = (*a.ast)[x].after;
    y = (*b.ast)[y].after;
  }
  return x >= a.after && y >= b.after;
}

bool unite(Bindings& into, const Bindings& other) {
  std::size_t at = 0;
  for (const Binding& binding : other) {
    while (at < into.size() && into[at].variable < binding.variable) ++at;
    if (at == into.size() || into[at].variable != binding.variable)
      into.insert(into.begin() + static_cast<std::ptrdiff_t>(at), binding);
    else if (!same(into[at], binding))
      return false;
    ++at;
  }
  return true;
}

}  // namespace gate::patterns
