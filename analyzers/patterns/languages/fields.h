// Roles by field for one construct, for shapes of kind As::custom: where a field means something else than elsewhere in
// the language.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/placeholders.h"

namespace gate::patterns {

// A grammar's fields with the roles that they have in one construct. Made once, read from any thread.
class FieldRoles {
 public:
  FieldRoles(syntax::Language language, std::initializer_list<FieldRole> roles) {
    for (const FieldRole& entry : roles)
      if (const auto id = syntax::field_id(language, entry.field)) roles_.emplace_back(id, entry.role);
  }
  // Role::none: not listed.
  Role of(syntax::FieldId field) const {
    for (const auto& [id, role] : roles_)
      if (id == field) return role;
    return Role::none;
  }

 private:
  std::vector<std::pair<syntax::FieldId, Role>> roles_;
};

// A node of `kind` with those named children of `node` that stand in a listed field, in order. Children in no field (or
// an unlisted one) get `rest`; Role::none: they are left out.
inline NodeId lower_fields(Lowering& lowering, syntax::Node node, Kind kind, Role role, const FieldRoles& roles,
                           Role rest = Role::none, std::string_view text = {}) {
  const NodeId id = lowering.open(kind, role, node, text);
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId field) {
    if (!child.is_named()) return;
    Role child_role = roles.of(field);
    if (child_role == Role::none) child_role = rest;
    if (child_role != Role::none) lowering.lower(child, child_role);
  });
  lowering.close();
  return id;
}

// Calls each(child) for the named children that are no comments.
template <class Each>
void for_named(syntax::Node node, Each&& each) {
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_named() && !child.is_extra()) each(child);
  });
}

inline std::uint32_t count_named(syntax::Node node) {
  std::uint32_t count = 0;
  for_named(node, [&](syntax::Node) { ++count; });
  return count;
}

// `quoted` without the `open` first and `close` last bytes; whole where it is too short.
inline std::string_view unquoted(std::string_view quoted, std::size_t open = 1, std::size_t close = 1) {
  return quoted.size() < open + close ? quoted : quoted.substr(open, quoted.size() - open - close);
}

// A pattern's statement that is one metavariable: where braces may be left out it stands for a whole block.
inline bool is_variable(Lowering& lowering, syntax::Node node) {
  std::string_view text = lowering.text(node);
  if (text.starts_with('$')) text.remove_prefix(1);
  return text.starts_with(kMetavariableWord) && text.find_first_of(" (.=[-+\n") == text.npos;
}

// The word of a pattern's `...` or `$...X`: it stands for any number of what may stand there.
inline bool is_list_placeholder(std::string_view word) { return word == kEllipsisWord || word.starts_with(kListWord); }

}  // namespace gate::patterns
