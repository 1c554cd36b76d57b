// The words of rule files for languages and modes, brought to one each: for tables.
#pragma once

#include <string>
#include <string_view>

#include "gate/cli/rules_run.h"
#include "gate/syntax/tree.h"

namespace gate::cli {

// "js" -> "javascript", "C#" -> "csharp", "terraform" -> "hcl"; other words stay.
std::string language_word(std::string_view word);

// The usual ending of a language's files, with its dot.
std::string_view extension_of(syntax::Language language);

// Languages and mode of the first rule of a text whose rules gate all lacks.
void describe_lacking(std::string_view text, RuleFileResult& result);

}  // namespace gate::cli
