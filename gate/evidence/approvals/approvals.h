// Who approved the change: from a file, from commit trailers. (From a forge: gate/forge.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"

namespace gate::evidence {

// `--approvals FILE`: {"author": "...", "reviews": [{"user", "state", "commit", "time"}], "teams": {"@org/team": [...]}}.
// Documented in docs/review.md.
Expected<ReviewEvidence> parse_approvals(std::string_view text, std::string_view name);

// "Reviewed-by: Name <e@mail>" of the change's commits, as unverified approvals.
std::vector<Review> trailer_reviews(const Change& change);

// E-mails and names of everybody who wrote a commit of the change, co-authors included.
std::vector<std::string> commit_authors(const Change& change);

}  // namespace gate::evidence
