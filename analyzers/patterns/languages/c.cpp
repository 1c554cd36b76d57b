#include "analyzers/patterns/languages/c_family.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {

const LanguageTable& c_table() {
  static const LanguageTable table = c_family_table(syntax::Language::c);
  return table;
}

}  // namespace gate::patterns
