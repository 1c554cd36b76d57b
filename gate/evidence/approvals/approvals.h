// Who approved the change: from a file, from commit trailers. (From a forge: gate/forge.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"

namespace gate::evidence {

// `--approvals FILE`, a JSON object (docs/review.md):
//   {"author": "ann", "co_authors": ["ben", "ben@example.org"], "pull_request": "12", "head": "<commit>",
//    "reviews": [{"user": "cy", "state": "approved", "commit": "<commit>", "time": "2024-05-01T12:00:00Z", "member":
//    true}], "teams": {"@org/team": ["cy"]}}
// Only `reviews` with `user` and `state` are required. `time` is seconds since the epoch or ISO 8601 in UTC; reviews
// without it count in the order of the file. Errors (parse) name the field: malformed JSON, a wrong type, an unknown
// key.
Expected<ReviewEvidence> parse_approvals(std::string_view text, std::string_view name);

// "Reviewed-by: Name <e@mail>" of the change's commits, as unverified approvals by that e-mail address, oldest first.
std::vector<Review> trailer_reviews(const Change& change);

// Everybody who wrote, co-wrote or committed a commit of the change: e-mail addresses, names, and the logins in
// GitHub's and GitLab's no-reply addresses; each once. GitHub itself, which commits what is merged in the browser, is
// nobody.
std::vector<std::string> commit_authors(const Change& change);

}  // namespace gate::evidence
