#include "analyzers/patterns/languages/rust_items.h"

#include "analyzers/patterns/languages/fields.h"

namespace gate::patterns {
namespace {

using syntax::KindId;
using enum Role;
constexpr auto kRust = syntax::Language::rust;
constexpr int kDeepestUse = 100;

KindId rust_kind(std::string_view kind) { return syntax::kind_id(kRust, kind); }

// The names that a path consists of, after those of `prefix`.
std::vector<syntax::Node> path_of(syntax::Node node, std::vector<syntax::Node> prefix) {
  static const KindId kScoped = rust_kind("scoped_identifier");
  std::vector<syntax::Node> names;
  for (int depth = 0; node && depth < kDeepestUse; ++depth) {
    if (node.kind_id() != kScoped) {
      names.push_back(node);
      break;
    }
    names.push_back(node.field("name"));
    node = node.field("path");
  }
  prefix.insert(prefix.end(), names.rbegin(), names.rend());
  return prefix;
}

void lower_chain(Lowering& lowering, const std::vector<syntax::Node>& names, std::size_t count, Role role) {
  if (count == 0) return;
  if (count == 1) return lowering.lower(names[0], role);
  lowering.ast().open(Kind::dot, role, names[0].start_byte(), names[count - 1].end_byte());
  lower_chain(lowering, names, count - 1, object);
  lowering.lower(names[count - 1], name);
  lowering.close();
}

void lower_import(Lowering& lowering, syntax::Node node, const std::vector<syntax::Node>& path, syntax::Node alias,
                  bool all, Role role) {
  if (path.empty()) return;
  const std::size_t modules = all || path.size() == 1 ? path.size() : path.size() - 1;
  lowering.open(Kind::import, role, node);
  lower_chain(lowering, path, modules, object);
  if (all)
    lowering.leaf(Kind::token, name, node, "*");
  else if (modules < path.size())
    lowering.lower(path.back(), name);
  lowering.lower(alias, left);
  lowering.close();
}

void lower_use(Lowering& lowering, syntax::Node node, const std::vector<syntax::Node>& prefix, Role role, int depth) {
  static const KindId kList = rust_kind("use_list"), kScopedList = rust_kind("scoped_use_list"),
                      kAs = rust_kind("use_as_clause"), kAll = rust_kind("use_wildcard");
  if (!node || depth > kDeepestUse) return;
  const KindId kind = node.kind_id();
  if (kind == kList) {
    for_named(node, [&](syntax::Node child) { lower_use(lowering, child, prefix, role, depth + 1); });
  } else if (kind == kScopedList) {
    const syntax::Node path = node.field("path");
    lower_use(lowering, node.field("list"), path ? path_of(path, prefix) : prefix, role, depth + 1);
  } else if (kind == kAs) {
    lower_import(lowering, node, path_of(node.field("path"), prefix), node.field("alias"), false, role);
  } else if (kind == kAll) {
    const syntax::Node path = first_named(node);
    lower_import(lowering, node, path ? path_of(path, prefix) : prefix, {}, true, role);
  } else {
    lower_import(lowering, node, path_of(node, prefix), {}, false, role);
  }
}

void lower_visibility(Lowering& lowering, syntax::Node node) {
  static const KindId kVisible = rust_kind("visibility_modifier"), kModifiers = rust_kind("function_modifiers"),
                      kMutable = rust_kind("mutable_specifier");
  for_named(node, [&](syntax::Node child) {
    if (child.kind_id() == kVisible || child.kind_id() == kModifiers || child.kind_id() == kMutable)
      lowering.leaf(Kind::token, modifier, child);
  });
}

}  // namespace

void make_rust_function(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::function, role, node);
  lower_visibility(lowering, node);
  lowering.lower(node.field("name"), name);
  lowering.lower(node.field("type_parameters"), type_parameter);
  lowering.lower(node.field("parameters"), parameter);
  lowering.lower(node.field("return_type"), returns);
  lowering.lower(node.field("body"), body);
  lowering.close();
}

void make_rust_parameter(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kSelf = rust_kind("self_parameter");
  lowering.open(Kind::parameter, role, node);
  lower_visibility(lowering, node);
  lowering.lower(node.field("type"), type);
  if (node.kind_id() == kSelf)
    lowering.leaf(Kind::identifier, name, node, "self");
  else
    lowering.lower(node.field("pattern"), name);
  lowering.close();
}

void make_rust_type(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kImpl = rust_kind("impl_item"), kVisible = rust_kind("visibility_modifier");
  const syntax::Node members = node.field("body");
  const bool implementation = node.kind_id() == kImpl;
  lowering.open(Kind::class_, role, node);
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    const std::string_view text = lowering.text(child);
    if (!child.is_named() && text != ";" && text != "for")
      lowering.leaf(Kind::token, modifier, child);
    else if (child.kind_id() == kVisible)
      lowering.leaf(Kind::token, modifier, child);
  });
  lowering.lower(node.field(implementation ? "type" : "name"), name);
  lowering.lower(node.field("type_parameters"), type_parameter);
  lowering.lower(node.field("trait"), superclass);
  if (members) {
    lowering.open(Kind::block, body, members);
    lowering.lower_children(members, statement);
    lowering.close();
  }
  lowering.close();
}

void make_rust_constant(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::define, role, node);
  lower_visibility(lowering, node);
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    const std::string_view text = child.is_named() ? "" : lowering.text(child);
    if (text == "const" || text == "static") lowering.leaf(Kind::token, modifier, child);
  });
  lowering.lower(node.field("type"), type);
  lowering.lower(node.field("name"), name);
  lowering.lower(node.field("value"), value);
  lowering.close();
}

void make_rust_use(Lowering& lowering, syntax::Node node, Role role) {
  lower_use(lowering, node.field("argument"), {}, role, 0);
}

}  // namespace gate::patterns
