// Characters that let a line be read in another way than it looks: bidirectional controls (UAX #9), which reorder what
// is shown (CVE-2021-42574, "Trojan Source", https://trojansource.codes), and those that leave no mark on the screen.
#pragma once

#include <string_view>
#include <vector>

#include "gate/model/change.h"
#include "gate/model/finding.h"
#include "gate/model/source.h"

namespace gate {

// The findings `gate/bidirectional-control` (high where a control has no partner on its line, else medium) and
// `gate/invisible-character` (medium) in the lines of one side that the change removes or adds: one a line and rule,
// and of each severity the first 100. No findings are what text needs to be written well: a byte order mark at the
// file's start, joiners within emoji and between letters of scripts that join (Arabic, Indic and their kin), the tags
// of the flags of England, Scotland and Wales. Bytes that are no UTF-8 are passed over.
std::vector<Finding> invisible_characters(const ChangedFile& file, Side side, std::string_view text);

}  // namespace gate
