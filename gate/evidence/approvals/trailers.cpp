#include <algorithm>
#include <ranges>

#include "gate/base/text.h"
#include "gate/evidence/approvals/approvals.h"

namespace gate::evidence {
namespace {

// "Name <e@mail>" of a trailer; a bare address has no name.
Person parse_person(std::string_view value) {
  const auto open = value.rfind('<');
  const auto close = value.rfind('>');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    const auto word = trim(value);
    return word.contains('@') && !word.contains(' ') ? Person{"", std::string(word)} : Person{std::string(word), ""};
  }
  return {std::string(trim(value.substr(0, open))), std::string(trim(value.substr(open + 1, close - open - 1)))};
}

// "12345+login@users.noreply.github.com", "login@users.noreply.github.com", "12345-login@users.noreply.gitlab.com".
std::string login_of(std::string_view email) {
  const auto at = email.find('@');
  if (at == std::string_view::npos || !email.substr(at + 1).starts_with("users.noreply.")) return "";
  auto local = email.substr(0, at);
  const auto digits = std::min(local.find_first_not_of("0123456789"), local.size());
  if (digits > 0 && digits < local.size() && (local[digits] == '+' || local[digits] == '-')) {
    local.remove_prefix(digits + 1);
  }
  return std::string(local);
}

// The merge that GitHub makes to try a pull request out, "Merge <head> into <base>": nobody wrote it.
bool is_trial_merge(const Commit& commit, const Change& change) {
  return commit.oid == change.head.oid && commit.parents.size() == 2 &&
         commit.committer.email == "noreply@github.com" &&
         commit.message.starts_with("Merge " + commit.parents[1] + " into " + commit.parents[0]);
}

class People {
 public:
  void add(const Person& person) {
    if (lower(person.email) == "noreply@github.com") return;
    add(person.email);
    add(person.name);
    add(login_of(lower(person.email)));
  }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  void add(const std::string& name) {
    if (!name.empty() && std::ranges::find(names_, name) == names_.end()) names_.push_back(name);
  }
  std::vector<std::string> names_;
};

}  // namespace

std::vector<Review> trailer_reviews(const Change& change) {
  std::vector<Review> out;
  for (const auto& commit : change.commits | std::views::reverse) {
    for (const auto& value : commit.trailers("Reviewed-by")) {
      const auto person = parse_person(value);
      const auto& user = person.email.empty() ? person.name : person.email;
      if (!user.empty()) out.push_back({user, ReviewState::approved, commit.oid, commit.time, "trailer", false, true});
    }
  }
  return out;
}

std::vector<std::string> commit_authors(const Change& change) {
  People people;
  for (const auto& commit : change.commits) {
    if (is_trial_merge(commit, change)) continue;
    people.add(commit.author);
    people.add(commit.committer);
    for (const auto& value : commit.trailers("Co-authored-by")) people.add(parse_person(value));
  }
  return people.take();
}

}  // namespace gate::evidence
