// Whose approval counts, and why or why not.
#pragma once

#include <string>
#include <vector>

#include "gate/model/facts.h"

namespace gate::review {

// One person's standing word: their latest approval, request for changes or dismissal. A comment changes nothing.
struct Voice {
  std::string user;  // login, or the e-mail address of a trailer
  ReviewState state = ReviewState::approved;
  bool counts = false;
  std::string words;  // "@ann approved (given on an earlier commit, 1a2b3c4)", "@bo approved: not counted, ..."
};

struct Panel {
  std::vector<Voice> voices;  // in the order of the reviews

  std::vector<const Voice*> approvals() const;  // those that count
  std::vector<const Voice*> objections() const;
  std::vector<std::string> words() const;
};

// `trust`: of "github", "file", "trailers"; reviews from elsewhere are heard but do not count.
Panel hear(const Facts& facts, const std::vector<std::string>& trust);

// "@login"; an e-mail address stands as it is.
std::string name_of(const std::string& user);

// "@ann", "@ann and @bo", "@ann, @bo and 3 more" (at most `most` names).
std::string list_of(const std::vector<std::string>& names, std::size_t most = 5);

}  // namespace gate::review
