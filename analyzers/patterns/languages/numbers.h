// Integer literals as they are compared: by value.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

// An integer literal in decimal: 0x10, 0b10000, 020 and 1_6 are "16"; what is no integer below 2^64 is as written.
// Digits may be parted by `_` or `'` and followed by a type (u, L, i32).
void make_integer(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
