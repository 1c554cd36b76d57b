// What a comment on a pull request remembers of the verdict it shows, so that the next one can say what was fixed: a
// hidden line at its end. Others can edit comments, so what is read back is checked as strictly as a stranger's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/verdict.h"

namespace gate::report {

struct RememberedFinding {
  std::string fingerprint;  // 1 to 64 of [0-9a-z]
  std::string rule;
  std::string path;  // UTF-8
  std::uint32_t line = 0;
  std::string message;  // cut
};

struct CommentState {
  std::string head;                      // the commit that was judged
  std::int64_t time = 0;                 // of the verdict, seconds since the epoch
  std::vector<RememberedFinding> open;   // in scope then
  std::vector<RememberedFinding> fixed;  // in scope once, gone since; newest first
};

// The state of a comment about `verdict` that replaces one with `previous`. A finding of it is fixed when no analyzer
// sees it any more; where its analyzer did not run now, it stays open. The most important are kept, at most 18,000
// bytes as JSON.
CommentState next_state(const std::optional<CommentState>& previous, const Verdict& verdict, std::string head);

// "<!-- gate:state ... -->" with the state in base64.
std::string hidden_state(const CommentState& state);

// The state at the end of a comment; nullopt where there is none or anything about it is not as hidden_state writes it.
std::optional<CommentState> read_state(std::string_view comment);

}  // namespace gate::report
