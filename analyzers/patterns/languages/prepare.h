// Rewriting of patterns' texts (LanguageTable::prepare): puts `...` into the form that its surroundings ask for. The
// word gdummy fills up what the grammar wants and stands for nothing.
#pragma once

#include <string>
#include <string_view>

namespace gate::patterns {

// `...` among the entries of a dictionary: an entry of its own.
std::string prepare_python(std::string_view pattern);
// `...` among the entries of a block or an object: an attribute.
std::string prepare_hcl(std::string_view pattern);
// JSON as people write it in patterns: keys without quotes, commas before a closing bracket.
std::string prepare_json(std::string_view pattern);
// `<... e ...>`: a command substitution.
std::string prepare_bash(std::string_view pattern);
// A line `...` becomes an item or an entry, as the lines beside it are.
std::string prepare_yaml(std::string_view pattern);

}  // namespace gate::patterns
