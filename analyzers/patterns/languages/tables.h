// The tables of all languages; one file each.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

const LanguageTable& c_table();
const LanguageTable& cpp_table();
const LanguageTable& python_table();
const LanguageTable& javascript_table();
const LanguageTable& typescript_table();
const LanguageTable& tsx_table();
const LanguageTable& go_table();
const LanguageTable& rust_table();
const LanguageTable& java_table();
const LanguageTable& csharp_table();
const LanguageTable& ruby_table();
const LanguageTable& php_table();
const LanguageTable& kotlin_table();
const LanguageTable& bash_table();
const LanguageTable& hcl_table();
const LanguageTable& json_table();
const LanguageTable& yaml_table();
const LanguageTable& dockerfile_table();

}  // namespace gate::patterns
