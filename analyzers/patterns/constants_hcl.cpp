#include "analyzers/patterns/constants_hcl.h"

#include <map>
#include <string>

namespace gate::patterns {
namespace {

bool is_literal(Kind kind) { return kind == Kind::string || kind == Kind::number || kind == Kind::boolean; }

class NamedValues {
 public:
  explicit NamedValues(const Ast& ast) : ast_(ast) {
    ast.children(0, [&](NodeId block) {
      if (ast[block].kind == Kind::call) add_block(block);
    });
  }

  bool empty() const { return values_.empty(); }

  // Of `local.x` or `var.x`; kNone: not known.
  NodeId of(NodeId dot) const {
    const NodeId object = ast_.child(dot, Role::object), name = ast_.child(dot, Role::name);
    if (object == kNone || name == kNone || ast_[object].kind != Kind::identifier) return kNone;
    const auto found = values_.find(key(ast_[object].text, ast_[name].text));
    return found == values_.end() ? kNone : found->second;
  }

 private:
  static std::string key(std::string_view object, std::string_view name) {
    return std::string(object) + '.' + std::string(name);
  }

  void add(std::string name, NodeId value) {
    const auto [known, fresh] = values_.try_emplace(std::move(name), value);
    if (!fresh || !is_literal(ast_[value].kind)) known->second = kNone;
  }

  void add_block(NodeId block) {
    const NodeId callee = ast_.child(block, Role::callee);
    const std::string_view kind = callee == kNone ? std::string_view() : ast_[callee].text;
    if (kind != "locals" && kind != "variable") return;
    std::string_view label;
    ast_.children(block, [&](NodeId part) {
      if (ast_[part].kind == Kind::string) label = ast_[part].text;
      if (ast_[part].kind != Kind::dict) return;
      ast_.children(part, [&](NodeId entry) {
        const NodeId name = ast_.child(entry, Role::name), value = ast_.child(entry, Role::value);
        if (ast_[entry].kind != Kind::pair || name == kNone || value == kNone) return;
        if (kind == "locals") add(key("local", ast_[name].text), value);
        if (kind == "variable" && ast_[name].text == "default") add(key("var", label), value);
      });
    });
  }

  const Ast& ast_;
  std::map<std::string, NodeId> values_;
};

}  // namespace

void propagate_hcl_constants(Ast& ast) {
  if (ast.size() == 0) return;
  const NamedValues values(ast);
  if (values.empty()) return;
  for (NodeId id = 0; id < ast.size(); ++id)
    if (ast[id].kind == Kind::dot)
      if (const NodeId value = values.of(id); value != kNone) ast.set_constant(id, value);
}

}  // namespace gate::patterns
