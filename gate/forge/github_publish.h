// Writes to GitHub: the sticky comment, the check run, review comments. Every call says what was done, or why not; none
// is repeated where that could write twice.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gate/base/json.h"
#include "gate/forge/github.h"
#include "gate/forge/rest.h"

namespace gate::forge {

struct PullRequest {
  std::string number;
  std::string head;  // the commit
};

struct Written {
  std::string url;   // of what was written; empty: nothing was
  std::string note;  // why not, or what else is to be known
};

// Decides on the new text of a comment, from the text that it has ("": there is none); nullopt with a reason in `why`:
// leave it.
using WriteComment = std::function<std::optional<std::string>(const std::string& current, std::string& why)>;

struct CheckRunRequest {
  std::string name;
  std::string commit;
  std::string conclusion;
  std::string details_url;  // empty: none
  std::int64_t time = 0;    // of the verdict, seconds since the epoch: a newer one of the same commit is not replaced
  Json output;              // title, summary, text
  Json annotations;         // any number; sent fifty at a time
};

// One file of a pull request's diff; `patch` is empty where GitHub shows none.
struct PullFile {
  std::string path;
  std::string former_path;  // of a renamed file
  std::string patch;
};

// Sources: GitHub REST API 2022-11-28, "Issue comments", "Check runs", "Pull requests", "Pull request reviews".
class GitHubPublisher {
 public:
  GitHubPublisher(const GitHubContext& context, Deadline deadline,
                  std::chrono::milliseconds first_pause = std::chrono::milliseconds(250));

  // The pull request of that number, as it stands now.
  RestExpected<PullRequest> pull(const std::string& number) const;

  // Numbers of the open pull requests from OWNER's BRANCH whose head is `commit`.
  RestExpected<std::vector<std::string>> pulls_of(const std::string& owner, const std::string& branch,
                                                  const std::string& commit) const;

  // The parents of a commit; empty where it has none.
  RestExpected<std::vector<std::string>> parents(const std::string& commit) const;

  // The files of a pull request's diff (GitHub lists at most 3,000).
  RestExpected<std::vector<PullFile>> files(const std::string& number) const;

  // The one comment that begins with `marker` and that this token's own account wrote: made, or changed. Where two runs
  // made one at the same time, the older stays and the younger is removed.
  RestExpected<Written> put_comment(const std::string& number, const std::string& marker,
                                    const WriteComment& write) const;

  // A new check run of that name on the commit, which stands for those before.
  RestExpected<Written> put_check_run(const CheckRunRequest& request) const;

  // The first line of every review comment that this token's own account wrote.
  RestExpected<std::vector<std::string>> own_review_comments(const std::string& number) const;

  // One review of that commit with `comments` as the API takes them.
  RestExpected<Written> post_review(const std::string& number, const std::string& commit, const std::string& body,
                                    const Json& comments) const;

  // Addresses of the runs of `workflow` for a pull request's head, the newest first.
  RestExpected<std::vector<std::string>> pull_request_runs(const std::string& commit,
                                                           const std::string& workflow) const;

 private:
  struct Comment {
    std::uint64_t id = 0;
    std::string body, url;
  };
  struct StandingCheck {
    bool newer = false;  // of a newer verdict
    Json same;           // of this one; null: none
  };
  RestExpected<StandingCheck> standing_check(const CheckRunRequest& request) const;
  RestExpected<Json> make_check_run(const CheckRunRequest& request, std::string& why) const;
  RestExpected<std::string> own_login() const;
  RestExpected<std::vector<Comment>> own_comments(const std::string& number, const std::string& marker) const;
  RestExpected<Written> change_comment(const Comment& comment, const WriteComment& write) const;
  RestExpected<Written> make_comment(const std::string& number, const std::string& marker,
                                     const WriteComment& write) const;
  RestExpected<Written> settle_comments(const std::vector<Comment>& comments, const WriteComment& write) const;

  RestClient client_;
  RestClient graphql_;
  std::string repo_;  // "/repos/o/r"
  mutable std::string login_;
};

}  // namespace gate::forge
