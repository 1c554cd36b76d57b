// Terraform and other HCL: a block `resource "a" "b" { ... }` is a call resource("a", "b", {...}) whose last argument
// is a dict; `k = v` is a pair, in blocks and in objects alike.
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/patterns/languages/prepare.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

bool is_access(syntax::Node node) {
  const auto kind = node.kind();
  return kind == "get_attr" || kind == "index" || kind == "splat";
}

// `.name`, `[e]`, `.0`, `.*`, `[*]`, one by one.
void collect_accesses(syntax::Node node, std::vector<syntax::Node>& accesses) {
  const auto kind = node.kind();
  if (kind == "index" || kind == "splat") {
    syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
      if (child.is_named()) collect_accesses(child, accesses);
    });
    return;
  }
  accesses.push_back(node);
  if (kind != "attr_splat" && kind != "full_splat") return;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (is_access(child)) collect_accesses(child, accesses);
  });
}

void lower_access(Lowering& l, syntax::Node access) {
  const auto kind = access.kind();
  if (kind == "get_attr") {
    l.lower(first_named(access), Role::name);
  } else if (kind == "new_index") {
    l.lower(first_named(access), Role::argument);
  } else if (kind == "legacy_index") {
    const auto text = l.text(access);
    l.leaf(Kind::number, Role::argument, access, text.substr(std::min<std::size_t>(1, text.size())));
  } else {
    l.leaf(Kind::token, kind == "attr_splat" ? Role::name : Role::argument, access, "*");
  }
}

// How many accesses in a row become nested nodes; the rest are left out.
constexpr std::size_t kMostAccesses = 100;

// A base and the accesses that follow it as siblings: `var.a[0].b`.
void chain(Lowering& l, const std::vector<syntax::Node>& parts, Role role) {
  if (parts.empty()) return;
  std::vector<syntax::Node> accesses;
  for (std::size_t n = 1; n < parts.size(); ++n) collect_accesses(parts[n], accesses);
  if (accesses.size() > kMostAccesses) accesses.resize(kMostAccesses);
  for (std::size_t n = accesses.size(); n-- > 0;) {
    const auto kind = accesses[n].kind();
    const bool dot = kind == "get_attr" || kind == "attr_splat";
    l.ast().open(dot ? Kind::dot : Kind::index, n + 1 == accesses.size() ? role : Role::object, parts[0].start_byte(),
                 std::max(accesses[n].end_byte(), parts[0].end_byte()), accesses[n].kind_id());
  }
  l.lower(parts[0], accesses.empty() ? role : Role::object);
  for (auto access : accesses) {
    lower_access(l, access);
    l.close();
  }
}

std::vector<syntax::Node> named_children(syntax::Node node) {
  std::vector<syntax::Node> parts;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_named() && !child.is_extra()) parts.push_back(child);
  });
  return parts;
}

void expression(Lowering& l, syntax::Node node, Role role) { chain(l, named_children(node), role); }

void binary(Lowering& l, syntax::Node node, Role role) {
  std::vector<syntax::Node> left, right;
  syntax::Node sign;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_extra()) return;
    if (child.is_named())
      (sign ? right : left).push_back(child);
    else if (const auto kind = child.kind(); kind != "(" && kind != ")")
      sign = child;
  });
  l.open(Kind::binary, role, node, l.text(sign));
  chain(l, left, Role::left);
  chain(l, right, Role::right);
  l.close();
}

void unary(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::unary, role, node, l.text(node.child(0)));
  chain(l, named_children(node), Role::operand);
  l.close();
}

void conditional(Lowering& l, syntax::Node node, Role role) {
  static constexpr Role kRoles[] = {Role::condition, Role::then, Role::otherwise};
  l.open(Kind::conditional, role, node);
  const auto parts = named_children(node);
  for (std::size_t n = 0; n < parts.size() && n < std::size(kRoles); ++n) l.lower(parts[n], kRoles[n]);
  l.close();
}

void function_call(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::call, role, node);
  Role next = Role::callee;
  for (auto child : named_children(node)) {
    l.lower(child, next);
    next = Role::argument;
  }
  l.close();
}

void attribute(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::pair, role, node);
  Role next = Role::name;
  for (auto child : named_children(node)) {
    l.lower(child, next);
    next = Role::value;
  }
  l.close();
}

// The labels, then the body with its braces.
void block(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::call, role, node);
  Role next = Role::callee;
  bool opened = false;
  for (auto child : named_children(node)) {
    const auto kind = child.kind();
    if (kind == "block_start") {
      l.ast().open(Kind::dict, Role::argument, child.start_byte(), node.end_byte(), child.kind_id());
      opened = true;
    } else if (kind == "body") {
      l.lower_children(child, Role::element);
    } else if (kind != "block_end") {
      l.lower(child, next);
    }
    next = Role::argument;
  }
  if (opened) l.close();
  l.close();
}

// Where the contents of a quoted text begin and end.
std::string_view between_quotes(Lowering& l, syntax::Node node) {
  std::uint32_t start = node.start_byte(), end = node.end_byte();
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.kind() == "quoted_template_start") start = child.end_byte();
    if (child.kind() == "quoted_template_end") end = child.start_byte();
  });
  return l.tree().text().substr(start, end < start ? 0 : end - start);
}

// A heredoc's lines without the indentation of the first.
std::string_view heredoc_text(Lowering& l, syntax::Node node) {
  syntax::Node literal;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (!literal && child.kind() == "template_literal") literal = child;
  });
  if (!literal) return "";
  const std::string_view source = l.text(literal);
  const std::size_t indent = literal.start().column;
  std::string text;
  for (std::size_t from = 0, end = 0; from < source.size(); from = end) {
    end = std::min(source.find('\n', from), source.size() - 1) + 1;
    std::size_t skip = from;
    while (from > 0 && skip < end && skip - from < indent && source[skip] == ' ') ++skip;
    text += source.substr(skip, end - skip);
  }
  return l.ast().keep(std::move(text));
}

// Quoted or heredoc: a string, or a template when anything is interpolated.
void template_text(Lowering& l, syntax::Node node, Role role) {
  bool plain = true;
  for (auto child : named_children(node))
    plain &= child.kind() != "template_interpolation" && child.kind() != "template_directive";
  if (plain) {
    const bool heredoc = node.kind() == "heredoc_template";
    l.leaf(Kind::string, role, node, heredoc ? heredoc_text(l, node) : between_quotes(l, node));
    return;
  }
  l.open(Kind::template_string, role, node);
  for (auto child : named_children(node)) {
    const auto kind = child.kind();
    if (kind == "template_literal") l.leaf(Kind::string, Role::element, child);
    if (kind == "template_interpolation" || kind == "template_directive") l.lower(child, Role::element);
  }
  l.close();
}

constexpr Shape kShapes[] = {
    {"config_file", As::splice},
    {"body", As::splice},
    {"block", As::custom, Kind::call, Role::none, "", block},
    {"attribute", As::custom, Kind::pair, Role::none, "", attribute},
    {"expression", As::custom, Kind::other, Role::none, "", expression},
    {"variable_expr", As::splice},
    {"literal_value", As::splice},
    {"collection_value", As::splice},
    {"template_expr", As::splice},
    {"operation", As::splice},
    {"for_expr", As::splice},
    {"numeric_lit", As::leaf, Kind::number},
    {"bool_lit", As::leaf, Kind::boolean},
    {"null_lit", As::leaf, Kind::null, Role::none, "null"},
    {"string_lit", As::custom, Kind::string, Role::none, "", template_text},
    {"quoted_template", As::custom, Kind::string, Role::none, "", template_text},
    {"heredoc_template", As::custom, Kind::string, Role::none, "", template_text},
    {"template_interpolation", As::splice},
    {"template_interpolation_start", As::drop},
    {"template_interpolation_end", As::drop},
    {"strip_marker", As::drop},
    {"tuple", As::node, Kind::list, Role::element},
    {"object", As::node, Kind::dict, Role::element},
    {"object_elem", As::node, Kind::pair},
    {"tuple_start", As::drop},
    {"tuple_end", As::drop},
    {"object_start", As::drop},
    {"object_end", As::drop},
    {"ellipsis", As::drop},  // f(list...)
    {"function_call", As::custom, Kind::call, Role::none, "", function_call},
    {"function_arguments", As::splice},
    {"conditional", As::custom, Kind::conditional, Role::none, "", conditional},
    {"binary_operation", As::custom, Kind::binary, Role::none, "", binary},
    {"unary_operation", As::custom, Kind::unary, Role::none, "", unary},
};

constexpr FieldRole kFields[] = {{"key", Role::name}, {"val", Role::value}};

constexpr Wrapper kWrappers[] = {
    {"", ""},
    {"gdummy = ", ""},        // an expression
    {"gdummy = {\n", "\n}"},  // entries of an object
    {"gdummy ", " {}"},       // labels
};
constexpr std::string_view kEllipses[] = {"@", "@ = gdummy", "@ {}"};
constexpr std::string_view kMetavariables[] = {"@", "@ = gdummy", "@ {}"};

}  // namespace

const LanguageTable& hcl_table() {
  static const LanguageTable table{syntax::Language::hcl, kShapes, kFields,    kWrappers, kEllipses,
                                   kMetavariables,        nullptr, prepare_hcl};
  return table;
}

}  // namespace gate::patterns
