#include "gate/syntax/grammars.h"

extern "C" {
const TSLanguage* tree_sitter_c();
const TSLanguage* tree_sitter_cpp();
const TSLanguage* tree_sitter_python();
const TSLanguage* tree_sitter_javascript();
const TSLanguage* tree_sitter_typescript();
const TSLanguage* tree_sitter_tsx();
const TSLanguage* tree_sitter_go();
const TSLanguage* tree_sitter_rust();
const TSLanguage* tree_sitter_java();
const TSLanguage* tree_sitter_c_sharp();
const TSLanguage* tree_sitter_ruby();
const TSLanguage* tree_sitter_php();
const TSLanguage* tree_sitter_kotlin();
const TSLanguage* tree_sitter_bash();
const TSLanguage* tree_sitter_hcl();
const TSLanguage* tree_sitter_json();
const TSLanguage* tree_sitter_yaml();
}

namespace gate::syntax {

const TSLanguage* grammar(Language language) {
  switch (language) {
    case Language::c: return tree_sitter_c();
    case Language::cpp: return tree_sitter_cpp();
    case Language::python: return tree_sitter_python();
    case Language::javascript: return tree_sitter_javascript();
    case Language::typescript: return tree_sitter_typescript();
    case Language::tsx: return tree_sitter_tsx();
    case Language::go: return tree_sitter_go();
    case Language::rust: return tree_sitter_rust();
    case Language::java: return tree_sitter_java();
    case Language::csharp: return tree_sitter_c_sharp();
    case Language::ruby: return tree_sitter_ruby();
    case Language::php: return tree_sitter_php();
    case Language::kotlin: return tree_sitter_kotlin();
    case Language::bash: return tree_sitter_bash();
    case Language::hcl: return tree_sitter_hcl();
    case Language::json: return tree_sitter_json();
    case Language::yaml: return tree_sitter_yaml();
    case Language::toml:
    case Language::dockerfile: break;
  }
  return nullptr;
}

bool has_grammar(Language language) { return grammar(language) != nullptr; }

KindId kind_id(Language language, std::string_view kind, bool named) {
  const TSLanguage* found = grammar(language);
  if (!found) return 0;
  return ts_language_symbol_for_name(found, kind.data(), static_cast<std::uint32_t>(kind.size()), named);
}

FieldId field_id(Language language, std::string_view field) {
  const TSLanguage* found = grammar(language);
  if (!found) return 0;
  return ts_language_field_id_for_name(found, field.data(), static_cast<std::uint32_t>(field.size()));
}

}  // namespace gate::syntax
