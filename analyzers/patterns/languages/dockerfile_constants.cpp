// What variables of a Dockerfile are known to be. Those of ARG are not: who builds may set them.
#include <map>
#include <utility>
#include <vector>

#include "analyzers/patterns/languages/dockerfile_parts.h"

namespace gate::patterns::dockerfile {
namespace {

using Values = std::map<std::string_view, NodeId>;

// The names that an ENV sets; a value that is not plain text makes its name unknown.
void read_env(const Ast& ast, NodeId instruction, Values& values) {
  ast.children(instruction, [&](NodeId pair) {
    if (ast[pair].kind != Kind::pair) return;
    const NodeId name = ast.child(pair, Role::name), value = ast.child(pair, Role::value);
    if (name == kNone || value == kNone) return;
    if (ast[value].kind == Kind::string)
      values[ast[name].text] = value;
    else
      values.erase(ast[name].text);
  });
}

}  // namespace

void set_constants(Ast& ast) {
  Values values;
  std::vector<std::pair<NodeId, NodeId>> known;  // use, value
  ast.children(0, [&](NodeId statement) {
    const NodeId callee = ast.child(statement, Role::callee);
    const std::string_view name = callee == kNone ? std::string_view{} : ast[callee].text;
    if (name == "FROM") values.clear();
    for (NodeId id = statement; id < ast[statement].after; ++id) {
      if (ast[id].kind != Kind::unary || ast[id].text != "$" || ast.is_leaf(id)) continue;
      if (const auto found = values.find(ast[id + 1].text); found != values.end())
        known.emplace_back(id, found->second);
    }
    if (name == "ENV") read_env(ast, statement, values);
  });
  for (const auto& [use, value] : known) {
    const Node node = ast[value];
    ast.set_constant(use, ast.leaf(Kind::string, Role::none, node.start, node.end, 0, node.text));
  }
}

}  // namespace gate::patterns::dockerfile
