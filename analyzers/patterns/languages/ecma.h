// The shapes of JavaScript and TypeScript: one table serves the three grammars, which share their kinds' names.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

// A table for one of javascript, typescript and tsx.
LanguageTable ecma_table(syntax::Language language);

}  // namespace gate::patterns
