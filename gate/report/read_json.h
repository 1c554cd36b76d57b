// Reads the json report back (docs/schema/verdict.schema.json), also one that a stranger may have written.
#pragma once

#include <string_view>

#include "gate/base/error.h"
#include "gate/model/verdict.h"

namespace gate::report {

// What write_json wrote, as far as reports need it: the lines of a coverage report and the rules' words are not in it.
// Every field that the schema requires must be there and of its type; unknown fields are ignored. A verdict that
// contradicts itself is refused: the outcome is the worst ruling's, the exit code decided is the outcome's, and another
// exit code has its reason. ErrorKind::parse names the field: "/findings/3/line must be ...".
Expected<Verdict> read_json(std::string_view text, std::string_view name);

}  // namespace gate::report
