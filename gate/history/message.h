// What a commit message says of its commit. Messages are hostile: any bytes, any length; what lies beyond the first
// 64 KiB is not read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gate::history {

struct MessageFacts {
  bool fix = false;     // it says that the commit mends something that users can meet
  std::string reverts;  // the id, or its beginning, of the commit taken back, in lower case; "?": one that is not named
  std::uint32_t characters = 0, lines = 0;  // code points; lines that are not blank; without `git-svn-id:`
  std::uint32_t issue_links = 0;            // different issues or pull requests: KEY-12, #12, GH-12, their URLs
};

MessageFacts read_message(std::string_view message);

// The message without lines that name people or places instead of saying what was done: trailers such as
// `Signed-off-by:` and `Change-Id:`, `git-svn-id:`, ASF's `Reviewers:` and `Author:`.
std::string message_words(std::string_view message);

}  // namespace gate::history
