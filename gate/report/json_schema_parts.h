// The parts of the schema that have a file of their own: members of `properties`, each ended by a comma and a newline.
#pragma once

#include <string_view>

namespace gate::report {

std::string_view schema_of_evidence();  // coverage, tests, evidence
std::string_view schema_of_history();

}  // namespace gate::report
