// A verdict as large as a comment on a pull or merge request.
#pragma once

#include <string>
#include <string_view>

#include "gate/model/verdict.h"

namespace gate::report {

struct CommentOptions {
  std::string name;  // which of a repository's gates this is: [A-Za-z0-9 ._-]{1,60}; "": no hidden lines
  std::string head;  // the commit to name as judged; "": the change's head
  // Addresses, which stand in the page as they are: of characters that mean nothing to HTML.
  std::string blob_url;             // a file's address without its path: "https://host/o/r/blob/COMMIT/"; "": no links
  std::string run_url;              // of the run that judged; "": none
  std::string previous;             // the comment that this one replaces; "": none
  std::size_t most_bytes = 65'000;  // GitHub takes 65,535 characters, GitLab 1,000,000
};

bool is_comment_name(std::string_view name);

// The first line of the comments of that gate; only a comment that begins with it is one.
std::string comment_marker(std::string_view name);

// Outcome, what to do next, every ruling with its reason, the ten most important findings with their code, what earlier
// verdicts of this pull request found and is gone (struck out), what was not checked. What does not fit is counted.
// Ends with the hidden state that the next comment needs (comment_state.h).
std::string write_comment(const Verdict& verdict, const CommentOptions& options);

}  // namespace gate::report
