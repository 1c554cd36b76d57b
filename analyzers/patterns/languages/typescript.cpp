#include "analyzers/patterns/languages/ecma.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {

const LanguageTable& typescript_table() {
  static const LanguageTable table = ecma_table(syntax::Language::typescript);
  return table;
}

const LanguageTable& tsx_table() {
  static const LanguageTable table = ecma_table(syntax::Language::tsx);
  return table;
}

}  // namespace gate::patterns
