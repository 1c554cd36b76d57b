// C and C++ share their shapes: C's grammar merely lacks some.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

LanguageTable c_family_table(syntax::Language language);

}  // namespace gate::patterns
