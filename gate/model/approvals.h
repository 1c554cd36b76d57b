// Whose approval counts, and why or why not: what every policy that asks for approvals has in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gate/model/verdict.h"

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

// Why nobody can be counted: decided elsewhere, nothing to approve, or nobody to ask. nullopt: `hear` tells.
struct Unheard {
  Status status = Status::not_applicable;
  std::string value;   // "not asked"
  std::string reason;  // a sentence
};
std::optional<Unheard> unheard(const Facts& facts);

// Whether enough of the people named in a list approved.
enum class Answer {
  met,
  missing,
  unknown,  // somebody who approved may belong to a team whose members are not known
};
struct Standing {
  Answer answer = Answer::missing;
  std::vector<std::string> approvers;   // names of those of the list that approved
  std::vector<std::string> unresolved;  // "@org/team: why its members are not known", while not met
};

// `names` as CODEOWNERS writes them ("@user", "@org/team", "e@mail"): `asked` different people of them must approve.
Standing standing(const std::vector<std::string>& names, std::uint32_t asked, const Panel& panel,
                  const ReviewEvidence& review);

// The ruling on a number of approvals, without its policy; `where` is "" or " for src/payments/**".
Ruling judge_approvals(const Panel& panel, std::size_t asked, const std::string& where);

// "@login"; an e-mail address stands as it is.
std::string name_of(const std::string& user);

// "@ann", "@ann and @bo", "@ann, @bo and 3 more" (at most `most` names).
std::string list_of(const std::vector<std::string>& names, std::size_t most = 5);

}  // namespace gate::review
