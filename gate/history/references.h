// Issues and commits that a commit message names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gate::history {

// How many different issues or pull requests: KEY-12 of Jira, #12, GH-12, and URLs that end in one of them or in a
// number after issues/, pull/, browse/, ticket/, bug id=. At most 1,000.
std::uint32_t count_issues(std::string_view text);

// The length of the reference to an issue that stands at `at`, a URL included; 0: none does.
std::size_t issue_at(std::string_view text, std::size_t at);

// The id of the commit that the message says it takes back ("This reverts commit 1a2b3c..."), in lower case; "?" when
// it says so without an id, "" when it does not.
std::string reverted_commit(std::string_view message);

// The length of the hexadecimal number of 7 to 64 digits that stands at `at` as a word; 0: none does.
std::size_t commit_id_at(std::string_view text, std::size_t at);

}  // namespace gate::history
