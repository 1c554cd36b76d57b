#include "analyzers/patterns/languages/go_definitions.h"

#include "analyzers/patterns/languages/fields.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kGo = syntax::Language::go;

KindId go_kind(std::string_view kind) { return syntax::kind_id(kGo, kind); }

// `var a, b T = x, y`: a definition each; without a value where one call gives several. What says var is met by const.
void make_specification(Lowering& lowering, syntax::Node node, Role role, bool constant) {
  static const FieldId kName = syntax::field_id(kGo, "name");
  const syntax::Node type_node = node.field("type"), values = node.field("value");
  std::uint32_t number = 0, names = 0;
  syntax::for_children(node, [&](syntax::Node child, FieldId field) { names += field == kName && child.is_named(); });
  const bool paired = values && count_named(values) == names;
  syntax::for_children(node, [&](syntax::Node child, FieldId field) {
    if (field != kName || !child.is_named()) return;
    lowering.open(Kind::define, role, node);
    if (constant) lowering.leaf(Kind::token, modifier, child, "const");
    lowering.lower(type_node, type);
    lowering.lower(child, name);
    if (paired) lowering.lower(values.named_child(number++), value);
    lowering.close();
  });
}

// What a function gives back: one type, or a tuple of them.
void lower_result(Lowering& lowering, syntax::Node result) {
  static const KindId kList = go_kind("parameter_list");
  if (!result) return;
  if (result.kind_id() != kList) return lowering.lower(result, returns);
  const bool several = count_named(result) > 1;
  if (several) lowering.open(Kind::tuple, returns, result);
  for_named(result, [&](syntax::Node child) {
    const syntax::Node type_node = child.field("type");
    lowering.lower(type_node ? type_node : child, several ? element : returns);
  });
  if (several) lowering.close();
}

void lower_receiver(Lowering& lowering, syntax::Node receiver) {
  if (!receiver) return;
  const syntax::Node child = first_named(receiver);
  if (!child) return;
  lowering.open(Kind::parameter, parameter, child, "receiver");
  lowering.lower(child.field("type"), type);
  lowering.lower(child.field("name"), name);
  lowering.close();
}

// `a, b T`: a node each, of `kind`; a type alone is a node without a name. The `...` before a pattern's parameter seems
// to be a name of the same type.
void lower_declared(Lowering& lowering, syntax::Node node, Role role, Kind kind, std::string_view text) {
  static const FieldId kName = syntax::field_id(kGo, "name");
  const syntax::Node type_node = node.field("type"), tag = node.field("tag");
  auto declare = [&](syntax::Node declared) {
    const syntax::Node only = declared ? declared : type_node;
    if (only && is_list_placeholder(lowering.text(only))) return lowering.lower(only, role);
    lowering.open(kind, role, node, text);
    lowering.lower(tag, attribute);
    lowering.lower(type_node, type);
    lowering.lower(declared, name);
    lowering.close();
  };
  bool any = false;
  syntax::for_children(node, [&](syntax::Node child, FieldId field) {
    if (field != kName || !child.is_named()) return;
    any = true;
    declare(child);
  });
  if (!any) declare({});
}

}  // namespace

// `import x "a/b"`, `import . "a/b"`, from the word `import` on, which may stand lines before. The `...` of a pattern's
// import list seems to be the name of the next; it says nothing, since any import may stand among others.
void make_go_import(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kDot = go_kind("dot");
  syntax::Node local = node.field("name");
  if (local && is_list_placeholder(lowering.text(local))) {
    if (unquoted(lowering.text(node.field("path"))) == kDummyWord) return;
    local = {};
  }
  syntax::Node whole = node.parent();
  static const KindId kList = go_kind("import_spec_list");
  if (whole && whole.kind_id() == kList) whole = whole.parent();
  lowering.ast().open(Kind::import, role, whole ? whole.start_byte() : node.start_byte(), node.end_byte(),
                      node.kind_id());
  lowering.lower(node.field("path"), object);
  if (local && local.kind_id() == kDot)
    lowering.leaf(Kind::token, name, local, "*");
  else
    lowering.lower(local, left);
  lowering.close();
}

void make_go_var(Lowering& lowering, syntax::Node node, Role role) { make_specification(lowering, node, role, false); }

void make_go_const(Lowering& lowering, syntax::Node node, Role role) { make_specification(lowering, node, role, true); }

// Functions, methods, methods of interfaces.
void make_go_function(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::function, role, node);
  lowering.lower(node.field("name"), name);
  lowering.lower(node.field("type_parameters"), type_parameter);
  lower_receiver(lowering, node.field("receiver"));
  lowering.lower(node.field("parameters"), parameter);
  lower_result(lowering, node.field("result"));
  lowering.lower(node.field("body"), body);
  lowering.close();
}

void make_go_lambda(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::lambda, role, node);
  lowering.lower(node.field("parameters"), parameter);
  lower_result(lowering, node.field("result"));
  lowering.lower(node.field("body"), body);
  lowering.close();
}

void make_go_function_type(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::other, role, node);
  lowering.lower(node.field("parameters"), parameter);
  lower_result(lowering, node.field("result"));
  lowering.close();
}

void make_go_parameter(Lowering& lowering, syntax::Node node, Role role) {
  lower_declared(lowering, node, role, Kind::parameter, {});
}

void make_go_variadic(Lowering& lowering, syntax::Node node, Role role) {
  lower_declared(lowering, node, role, Kind::parameter, "*");
}

void make_go_field(Lowering& lowering, syntax::Node node, Role role) {
  lower_declared(lowering, node, role, Kind::define, {});
}

// `type T struct { ... }` and interfaces are classes.
void make_go_type_specification(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kStruct = go_kind("struct_type"), kInterface = go_kind("interface_type");
  const syntax::Node type_node = node.field("type");
  const bool is_struct = type_node && type_node.kind_id() == kStruct;
  if (!is_struct && !(type_node && type_node.kind_id() == kInterface)) {
    lowering.open(Kind::other, role, node);
    lowering.lower_children(node, none, true);
    lowering.close();
    return;
  }
  lowering.open(Kind::class_, role, node);
  lowering.leaf(Kind::token, modifier, type_node, is_struct ? "struct" : "interface");
  lowering.lower(node.field("name"), name);
  lowering.lower(node.field("type_parameters"), type_parameter);
  lowering.open(Kind::block, body, type_node);
  lowering.lower_children(type_node, statement);
  lowering.close();
  lowering.close();
}

}  // namespace gate::patterns
