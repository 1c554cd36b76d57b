// Every language whose code patterns can be matched on.
#include "analyzers/patterns/languages/tables.h"
#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

const LanguageTable* language_table(syntax::Language language) {
  using syntax::Language;
  switch (language) {
    case Language::c: return &c_table();
    case Language::cpp: return &cpp_table();
    case Language::python: return &python_table();
    case Language::javascript: return &javascript_table();
    case Language::typescript: return &typescript_table();
    case Language::tsx: return &tsx_table();
    case Language::go: return &go_table();
    case Language::rust: return &rust_table();
    case Language::java: return &java_table();
    case Language::csharp: return &csharp_table();
    case Language::ruby: return &ruby_table();
    case Language::php: return &php_table();
    case Language::kotlin: return &kotlin_table();
    case Language::bash: return &bash_table();
    case Language::hcl: return &hcl_table();
    case Language::json: return &json_table();
    case Language::yaml: return &yaml_table();
    case Language::dockerfile: return &dockerfile_table();
    case Language::toml: break;
  }
  return nullptr;
}

}  // namespace gate::patterns
