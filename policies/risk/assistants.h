// Which commits an assistant helped to write, by what the commits say themselves. Authors can leave that out: this
// tells of those that did not.
#pragma once

#include <string>
#include <vector>

#include "gate/model/change.h"

namespace gate::bands {

struct Assistance {
  std::string assistant;  // "Claude"
  std::string sign;       // "Co-authored-by: Claude <noreply@anthropic.com>", "author copilot-swe-agent[bot]"
  std::string commit;     // abbreviated
};

// One entry for each assistant, of the newest commit that names it. Looked at are the trailers Co-authored-by,
// Co-developed-by, Assisted-by and Generated-by, and the author: where a person could have the name ("Claude",
// "Devin"), only the address counts in those that name authors.
std::vector<Assistance> assistance(const std::vector<Commit>& commits);

}  // namespace gate::bands
