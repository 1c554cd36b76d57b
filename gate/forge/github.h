// GitHub's REST API, as far as a verdict needs it. The only room that names libcurl, which is opened on first use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"

namespace gate::forge {

// Where and as whom to ask; from GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_EVENT_PATH, GITHUB_REF.
struct GitHubContext {
  std::string api_url;
  std::string repository;    // "owner/name"
  std::string token;         // never printed
  std::string pull_request;  // number; empty: this run has none
  std::string author;        // login of its author, when the event says it
  std::string head;          // its head commit, when the event says it
};

// nullopt where neither GITHUB_ACTIONS nor GITHUB_REPOSITORY says that this is GitHub; an error where a variable or the
// event file is malformed. The pull request is the event's, else that of GITHUB_REF or of the merge queue's branch.
Expected<std::optional<GitHubContext>> github_context(const Environment& env);

// The pull request's reviews, the logins that wrote its commits, and the members of each team in `teams` ("@org/team").
// Pages are followed; rate limits (Retry-After, X-RateLimit-Reset) are waited for within the deadline; redirects to
// another host never carry the token. A reviewer counts as member when GitHub calls them OWNER, MEMBER or COLLABORATOR,
// or when the permission endpoint says that they can write. A team whose members cannot be listed is named in
// unresolved_teams with the permission that is missing. Without a pull request the answer is not `available`, and that
// is no error. Source: GitHub REST API 2022-11-28, "Pull request reviews", "Pull requests", "Collaborators", "Team
// members".
Expected<ReviewEvidence> github_reviews(const GitHubContext& context, const std::vector<std::string>& teams,
                                        Deadline deadline);

}  // namespace gate::forge
