// Findings as review comments on the lines of a pull request.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/verdict.h"

namespace gate::report {

// A file of the pull request as GitHub shows it.
struct DiffFile {
  std::string path;
  std::string patch;  // empty where GitHub shows none (binary, too large)
};

struct ReviewComment {
  std::string path;
  std::uint32_t line = 0;        // the last one that it stands on
  std::uint32_t start_line = 0;  // the first; 0: the same
  std::string body;
};

struct ReviewDraft {
  std::vector<ReviewComment> comments;  // at most 20
  std::string body;                     // of the review as a whole; says what was left out
  std::size_t left_out = 0;             // findings beyond those 20, or beyond what was looked for
  std::size_t off_diff = 0;             // findings on lines that the pull request does not show
};

// Comments on findings in scope, the most important first, that stand on lines of `files` and whose fingerprint is not
// in `posted`. A fix that can be shown as whole lines is a `suggestion` block.
ReviewDraft review_draft(const Verdict& verdict, const std::vector<DiffFile>& files,
                         const std::set<std::string>& posted, std::string_view name);

// The fingerprint in the hidden first line of such a comment; "" where there is none of the gate of that name.
std::string commented_finding(std::string_view body, std::string_view name);

}  // namespace gate::report
