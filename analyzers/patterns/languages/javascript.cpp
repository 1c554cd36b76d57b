#include "analyzers/patterns/languages/ecma.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {

const LanguageTable& javascript_table() {
  static const LanguageTable table = ecma_table(syntax::Language::javascript);
  return table;
}

}  // namespace gate::patterns
