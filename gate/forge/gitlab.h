// GitLab's REST API, as far as a verdict needs it.
// Source: GitLab Docs, REST API v4: "Merge requests", "Merge request approvals", "Group and project members", "Notes",
// "CI/CD job token", "Predefined CI/CD variables".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/forge/rest.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"

namespace gate::forge {

// Where and as whom to ask.
struct GitLabContext {
  std::string api_url;        // CI_API_V4_URL
  std::string project;        // number: CI_MERGE_REQUEST_PROJECT_ID (the target's, also in a fork), else CI_PROJECT_ID
  std::string merge_request;  // CI_MERGE_REQUEST_IID; empty: this pipeline has none
  std::string token;          // GITLAB_TOKEN, else CI_JOB_TOKEN; never printed
  bool job_token = false;     // sent as JOB-TOKEN, which may read less; else PRIVATE-TOKEN
  std::string commit;         // that the pipeline checked out: CI_COMMIT_SHA; of a merged-results pipeline its merge
  std::string head;           // CI_MERGE_REQUEST_SOURCE_BRANCH_SHA, else `commit`; empty: not told
  std::string run_url;        // CI_JOB_URL
  std::string project_url;    // CI_MERGE_REQUEST_PROJECT_URL, else CI_PROJECT_URL
};

// nullopt where neither GITLAB_CI nor CI_API_V4_URL says that this is GitLab; an error where a variable is malformed.
Expected<std::optional<GitLabContext>> gitlab_context(const Environment& env);

RestClient gitlab_client(const GitLabContext& context, Deadline deadline);

// Who approved the merge request, whose reviewers ask for changes, who wrote it, and the direct members of each group
// in `owners` ("@group", "@group/subgroup"; a "@user" is left alone). An approval is of the version of the merge
// request that was newest when it was given, where GitLab tells the time; GitLab itself takes approvals back after a
// push only where the project says so. Members are those who may merge: access level 30 (Developer) or more. GitLab
// does not say whose account wrote a commit: approvers whose name or address is that of a commit's author or committer
// count as such. Without a merge request the answer is not `available`, and that is no error.
Expected<ReviewEvidence> gitlab_reviews(const GitLabContext& context, const std::vector<std::string>& owners,
                                        Deadline deadline);

struct NoteWritten {
  std::string url;   // of the note
  std::string what;  // "written", "changed" or why it was left as it is
};

// Decides on the new text of a note, from the text that it has ("": there is none); nullopt with a reason in `why`:
// leave it.
using WriteNote = std::function<std::optional<std::string>(const std::string& current, std::string& why)>;

// Writes to a merge request. A note that could have been written is never written twice.
class GitLabPublisher {
 public:
  GitLabPublisher(const GitLabContext& context, Deadline deadline);

  // The head of the merge request as it stands now.
  RestExpected<std::string> head() const;

  // The one note that begins with `marker` and that this token's own account wrote: made, or changed.
  RestExpected<NoteWritten> put_note(const std::string& marker, const WriteNote& write) const;

 private:
  RestClient client_;
  std::string path_;      // "/projects/1/merge_requests/2"
  std::string page_url_;  // of the merge request, for people; empty: not known
};

}  // namespace gate::forge
