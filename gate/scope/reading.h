// What settle() learns from the text of the files that have findings.
#pragma once

#include <string>
#include <vector>

#include "gate/model/source.h"
#include "gate/scope/file_index.h"

namespace gate::scope {

struct Reading {
  std::vector<std::string> contexts;  // of the findings, index by index (context.h)
  std::vector<Finding> reports;       // about suppressions, with their snippets (suppress.h)
};

// Reads each file that `findings` of one side name, once and in parallel, and completes the findings: snippet (where
// the analyzer gave none, as it does where it must redact), and after the change line hash and suppression. A file that
// cannot be read, or is over `limit` bytes, leaves them as they are.
Reading read_texts(std::vector<Finding>& findings, Side side, const FileIndex& files, const Source& source,
                   std::uint64_t limit);

}  // namespace gate::scope
