// Inside the room: the compiled grammars.
#pragma once

#include <tree_sitter/api.h>

#include "gate/syntax/tree.h"

namespace gate::syntax {

// Null for the data formats. Static data: never freed.
const TSLanguage* grammar(Language language);

}  // namespace gate::syntax
