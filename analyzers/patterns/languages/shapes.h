// Short ways to write a table's entries.
#pragma once

#include <string_view>

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

// `kind`: what `make` usually makes; Lowering looks at it for blocks and ifs.
constexpr Shape custom(std::string_view construct, void (*make)(Lowering&, syntax::Node, Role),
                       Kind kind = Kind::other) {
  return {construct, As::custom, kind, Role::none, {}, make};
}
constexpr Shape node(std::string_view construct, Kind kind, Role rest = Role::none, std::string_view text = {}) {
  return {construct, As::node, kind, rest, text};
}
constexpr Shape splice(std::string_view construct, Role rest = Role::none) {
  return {construct, As::splice, Kind::other, rest};
}
constexpr Shape drop(std::string_view construct) { return {construct, As::drop}; }
constexpr Shape leaf(std::string_view construct, Kind kind, std::string_view text = {}) {
  return {construct, As::leaf, kind, Role::none, text};
}

}  // namespace gate::patterns
