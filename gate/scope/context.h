// What a finding is about, in a form that survives moves and reformatting: the base of matching and of fingerprints.
#pragma once

#include <string>

#include "gate/base/text.h"
#include "gate/model/finding.h"

namespace gate::scope {

// A shorter context says too little to tell one finding from another.
inline constexpr std::size_t kTellingBytes = 8;

// Without blanks and line ends; at most the first 1,024 bytes that remain.
std::string normalised(std::string_view text);

// The finding's own context where its analyzer gave one, else the text of its lines (the first eight; of a line over
// 1,024 bytes the part around the column), normalised. Where fewer than kTellingBytes remain, up to three lines either
// side are added, so that a lone '}' is not taken for another. Empty for findings of a whole file and lines outside of
// the text. `text` may be null where it could not be read.
std::string context_of(const Finding& finding, const LineIndex* text);

}  // namespace gate::scope
