// GitHub code scanning's `primaryLocationLineHash`, so that an upload keeps the value that GitHub would compute itself.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gate::scope {

// The hash of each of `lines` (1-based, ascending, repeats allowed) as "hex:occurrence"; "" for a line that does not
// exist. Lines are counted as the algorithm does: CR, LF and CRLF each end one. Linear in the text.
//
// Source: github/codeql-action, src/fingerprints.ts. A rolling hash with multiplier 37 and 64-bit wrap over the first
// 100 UTF-16 units from the line's start, spaces and tabs left out, line ends as LF, the end of the file as unit 65535
// followed by zeros; the occurrence counts earlier lines of the file with the same hash.
std::vector<std::string> line_hashes(std::string_view text, std::span<const std::uint32_t> lines);

}  // namespace gate::scope
