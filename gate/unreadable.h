// A source file that an analyzer cannot read cannot be judged: turning unreadable is a finding of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gate/model/change.h"
#include "gate/model/finding.h"
#include "gate/model/source.h"

namespace gate {

// The finding `gate/unreadable-source` for one side of a source file that is over the limit or holds a NUL byte; `text`
// is null where it was too large to read. Both sides are asked and matched like all findings, so only a file that the
// change made unreadable is new.
std::optional<Finding> unreadable_source(const ChangedFile& file, Side side, const std::string* text,
                                         std::uint64_t limit);

}  // namespace gate
