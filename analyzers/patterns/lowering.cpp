#include "analyzers/patterns/lowering.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

namespace gate::patterns {
namespace {

// The role of a child by the name of its field, where a table says nothing else.
constexpr FieldRole kFieldRoles[] = {
    {"function", Role::callee},
    {"callee", Role::callee},
    {"constructor", Role::callee},
    {"arguments", Role::argument},
    {"argument", Role::argument},
    {"object", Role::object},
    {"name", Role::name},
    {"attribute", Role::name},
    {"property", Role::name},
    {"field", Role::name},
    {"key", Role::name},
    {"left", Role::left},
    {"right", Role::right},
    {"condition", Role::condition},
    {"consequence", Role::then},
    {"alternative", Role::otherwise},
    {"operand", Role::operand},
    {"body", Role::body},
    {"parameters", Role::parameter},
    {"parameter", Role::parameter},
    {"type", Role::type},
    {"value", Role::value},
    {"decorator", Role::attribute},
    {"superclass", Role::superclass},
    {"superclasses", Role::superclass},
    {"return_type", Role::returns},
    {"result", Role::returns},
    {"type_parameters", Role::type_parameter},
    {"type_arguments", Role::type_parameter},
    {"initializer", Role::initializer},
    {"init", Role::initializer},
    {"update", Role::update},
    {"increment", Role::update},
    {"handler", Role::handler},
    {"finalizer", Role::finalizer},
    {"subscript", Role::argument},
    {"index", Role::argument},
    {"element", Role::element},
};

// Tokens that say nothing which the tree's form does not say.
bool is_punctuation(std::string_view token) {
  constexpr std::string_view kNothing[] = {"(", ")", "[", "]", "{", "}", ";", ",", "\"", "'", "`", "\n", ""};
  return std::ranges::find(kNothing, token) != std::end(kNothing);
}

bool takes_block(Kind kind) {
  switch (kind) {
    case Kind::if_:
    case Kind::while_:
    case Kind::do_while:
    case Kind::for_:
    case Kind::for_each:
    case Kind::with: return true;
    default: return false;
  }
}

bool has_operator(Kind kind) {
  return kind == Kind::unary || kind == Kind::binary || kind == Kind::assign_op || kind == Kind::token ||
         kind == Kind::for_each;
}

}  // namespace

// A table by the grammar's numbers.
class ShapeIndex {
 public:
  explicit ShapeIndex(const LanguageTable& table) {
    const auto language = table.language;
    for (const Shape& shape : table.shapes) {
      const syntax::KindId id = syntax::kind_id(language, shape.construct);
      if (id == 0) continue;
      if (shapes_.size() <= id) shapes_.resize(id + 1u);
      shapes_[id] = &shape;
    }
    auto add = [&](const FieldRole& entry) {
      const syntax::FieldId id = syntax::field_id(language, entry.field);
      if (id == 0) return;
      if (roles_.size() <= id) roles_.resize(id + 1u, Role::none);
      roles_[id] = entry.role;
    };
    for (const FieldRole& entry : kFieldRoles) add(entry);
    for (const FieldRole& entry : table.fields) add(entry);
    operator_ = syntax::field_id(language, "operator");
  }

  const Shape* shape(syntax::KindId kind) const { return kind < shapes_.size() ? shapes_[kind] : nullptr; }
  Role role(syntax::FieldId field) const { return field < roles_.size() ? roles_[field] : Role::none; }
  bool is_operator(syntax::FieldId field) const { return field != 0 && field == operator_; }

  static const ShapeIndex& of(syntax::Language language) {
    static std::mutex mutex;
    static std::map<syntax::Language, ShapeIndex> indices;
    const std::scoped_lock lock(mutex);
    auto found = indices.find(language);
    if (found == indices.end()) found = indices.emplace(language, ShapeIndex(*language_table(language))).first;
    return found->second;
  }

 private:
  std::vector<const Shape*> shapes_;
  std::vector<Role> roles_;
  syntax::FieldId operator_ = 0;
};

Lowering::Lowering(const syntax::Tree& tree, Ast& ast)
    : tree_(tree), ast_(ast), index_(ShapeIndex::of(tree.language())) {}

void Lowering::lower(syntax::Node node, Role role) {
  if (!node || (node.is_extra() && !node.is_error()) || node.is_missing()) return;  // errors hold code all the same
  if (too_deep()) {
    leaf(Kind::other, role, node);
    return;
  }
  ++depth_;
  const Shape* shape = index_.shape(node.kind_id());
  if (!shape) {
    if (node.named_child_count() == 0 && node.child_count() == 0)
      leaf(Kind::identifier, role, node);
    else
      as_other(node, role);
  } else {
    switch (shape->as) {
      case As::node: as_node(node, *shape, role); break;
      case As::leaf: leaf(shape->kind, role, node, shape->text.empty() ? text(node) : shape->text); break;
      case As::splice: lower_children(node, shape->rest == Role::none ? role : shape->rest); break;
      case As::drop: break;
      case As::custom: shape->make(*this, node, role); break;
    }
  }
  --depth_;
}

// A body that is one statement without braces is a block of one.
void Lowering::as_node(syntax::Node node, const Shape& shape, Role role) {
  const NodeId id = open(shape.kind, role, node, shape.text);
  const bool blocks = takes_block(shape.kind);
  bool operator_known = !shape.text.empty() || !has_operator(shape.kind);
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId field) {
    // A loop's is `in` or `of`, where the grammar names it; its first word is `for`.
    const bool operates = index_.is_operator(field) || (!child.is_named() && shape.kind != Kind::for_each);
    if (!operator_known && operates && !is_punctuation(text(child))) {
      ast_.at(id).text = text(child);
      operator_known = true;
      return;
    }
    if (!child.is_named()) return;
    Role child_role = field ? index_.role(field) : Role::none;
    if (child_role == Role::none) child_role = shape.rest;
    const Shape* inner = index_.shape(child.kind_id());
    const bool body = child_role == Role::then || child_role == Role::body || child_role == Role::otherwise;
    const bool bare = !inner || (inner->kind != Kind::block && inner->as != As::custom &&
                                 !(inner->kind == Kind::if_ && child_role == Role::otherwise) &&
                                 !(inner->as == As::splice && child_role == Role::otherwise));
    if (blocks && body && bare && !child.is_extra()) {
      open(Kind::block, child_role, child);
      lower(child, Role::statement);
      close();
    } else {
      lower(child, child_role);
    }
  });
  close();
}

void Lowering::as_other(syntax::Node node, Role role) {
  open(Kind::other, role, node);
  lower_children(node, Role::none, true);
  close();
}

void Lowering::lower_children(syntax::Node node, Role rest, bool tokens) {
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId field) {
    if (!child.is_named()) {
      if (tokens && !child.is_missing() && !is_punctuation(text(child))) leaf(Kind::token, Role::none, child);
      return;
    }
    const Role role = field ? index_.role(field) : Role::none;
    // What is spliced keeps its parent's role: an argument's own name or value is no role of the call's.
    lower(child, rest != Role::none ? rest : role);
  });
}

Ast lower(const syntax::Tree& tree) {
  Ast ast(tree.text(), tree.language());
  Lowering lowering(tree, ast);
  ast.open(Kind::program, Role::none, 0, static_cast<std::uint32_t>(tree.text().size()));
  lowering.lower_children(tree.root(), Role::statement);
  ast.close();
  ast.index();
  return ast;
}

Ast scan(std::string_view source, syntax::Language language) {
  Ast ast(source, language);
  language_table(language)->scan(ast);
  ast.index();
  return ast;
}

syntax::Node first_named(syntax::Node node) {
  for (std::uint32_t n = 0; n < node.named_child_count(); ++n)
    if (auto child = node.named_child(n); !child.is_extra()) return child;
  return {};
}

}  // namespace gate::patterns
