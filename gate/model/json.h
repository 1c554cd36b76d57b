// Facts, findings and rulings as JSON: the ledger's format and that of tests/verdicts. Field names are the structs'.
#pragma once

#include "gate/base/json.h"
#include "gate/model/verdict.h"

namespace gate {

// Version of the Facts document; a reader refuses a higher one (ErrorKind::parse).
inline constexpr int kFactsVersion = 1;

// Paths that are not UTF-8 are stored as {"base64": "..."} instead of a string, so nothing is lost.
Json facts_to_json(const Facts& facts);
// Absent fields take their defaults (tests write only what they need); a field of the wrong type is an error that names
// it.
Expected<Facts> facts_from_json(const Json& json);

Json finding_to_json(const Finding& finding);
Expected<Finding> finding_from_json(const Json& json);

Json ruling_to_json(const Ruling& ruling);
Expected<Ruling> ruling_from_json(const Json& json);

}  // namespace gate
