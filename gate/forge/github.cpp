#include "gate/forge/github.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <map>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/forge/rest.h"
#include "gate/forge/words.h"

namespace gate::forge {
namespace {

// Seconds since the epoch of GitHub's "2024-05-01T12:00:00Z"; 0 where there is none.
std::int64_t time_of(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2uZ", &year, &month, &day, &hour, &minute, &second) != 6)
    return 0;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return 0;
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  return days * std::int64_t{86'400} + hour * 3'600 + minute * 60 + second;
}

std::optional<ReviewState> state_of(const std::string& word) {
  if (word == "APPROVED") return ReviewState::approved;
  if (word == "CHANGES_REQUESTED") return ReviewState::changes_requested;
  if (word == "COMMENTED") return ReviewState::commented;
  if (word == "DISMISSED") return ReviewState::dismissed;
  if (word == "PENDING") return ReviewState::pending;
  return std::nullopt;
}

bool can_write(const std::string& association) {
  return association == "OWNER" || association == "MEMBER" || association == "COLLABORATOR";
}

bool is_plain(unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; }

// Fit to stand in a path of the API.
bool is_login(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && std::ranges::all_of(name, is_plain);
}

bool is_team(std::string_view name) {
  const auto slash = name.find('/');
  return name.starts_with('@') && slash != std::string_view::npos && is_login(name.substr(1, slash - 1)) &&
         is_login(name.substr(slash + 1));
}

// Asks for one pull request and fills the evidence; every step returns the first error.
class Conversation {
 public:
  Conversation(const GitHubContext& context, Deadline deadline)
      : client_(context.api_url, context.token, deadline),
        repository_(context.repository),
        pull_("/repos/" + context.repository + "/pulls/" + context.pull_request) {
    out_.pipeline = true;
    out_.pull_request = context.pull_request;
    out_.author = context.author;
    out_.head = context.head;
  }

  Expected<ReviewEvidence> ask(const std::vector<std::string>& teams) {
    if (auto done = ask_pull_request(); !done) return std::unexpected(done.error());
    if (auto done = ask_reviews(); !done) return std::unexpected(done.error());
    if (auto done = ask_commits(); !done) return std::unexpected(done.error());
    for (const auto& team : teams) ask_team(team);
    out_.available = true;
    return std::move(out_);
  }

 private:
  static std::unexpected<Error> explained(const RestError& failed) {
    auto error = failed.error;
    if (failed.status == 403 || failed.status == 404) error.remedy += " (pull-requests: read)";
    return std::unexpected(error);
  }

  Expected<void> ask_pull_request() {
    if (!out_.author.empty() && !out_.head.empty()) return {};
    const auto pull = client_.get(pull_);
    if (!pull) return explained(pull.error());
    out_.author = text_at(*pull, "/user/login");
    out_.head = text_at(*pull, "/head/sha");
    if (out_.author.empty() || out_.head.empty())
      return fail(ErrorKind::parse, "the server's answer for " + pull_ + " names no author and head");
    return {};
  }

  Expected<void> ask_reviews() {
    const auto reviews = client_.get_all(pull_ + "/reviews?per_page=100");
    if (!reviews) return explained(reviews.error());
    for (const auto& item : *reviews) {
      const auto state = state_of(text_at(item, "/state"));
      if (!state) return fail(ErrorKind::parse, "a review of " + pull_ + " has no state that is known");
      const auto login = text_at(item, "/user/login");
      Review review;
      review.user = login.empty() ? "ghost" : login;
      review.state = *state;
      review.commit = text_at(item, "/commit_id");
      review.time = time_of(text_at(item, "/submitted_at"));
      review.source = "github";
      review.member = !login.empty() && (can_write(text_at(item, "/author_association")) || may_write(login, *state));
      out_.reviews.push_back(std::move(review));
    }
    return {};
  }

  Expected<void> ask_commits() {
    const auto commits = client_.get_all(pull_ + "/commits?per_page=100");
    if (!commits) return explained(commits.error());
    for (const auto& commit : *commits) {
      add_author(text_at(commit, "/author/login"));
      // The account that commits what is merged or edited in the browser.
      if (const auto login = text_at(commit, "/committer/login"); login != "web-flow") add_author(login);
    }
    return {};
  }

  // A token that does not see private members of an organisation is told "CONTRIBUTOR" of them: the permission decides.
  bool may_write(const std::string& login, ReviewState state) {
    if (state != ReviewState::approved && state != ReviewState::changes_requested) return false;
    const auto [known, added] = permissions_.try_emplace(login, false);
    if (added && is_login(login)) {
      const auto answer = client_.get("/repos/" + repository_ + "/collaborators/" + login + "/permission");
      const auto word = answer ? text_at(*answer, "/permission") : "";
      known->second = word == "admin" || word == "write";  // "maintain" is reported as "write"
    }
    return known->second;
  }

  void add_author(const std::string& login) {
    if (!login.empty() && std::ranges::find(out_.co_authors, login) == out_.co_authors.end()) {
      out_.co_authors.push_back(login);
    }
  }

  void ask_team(const std::string& team) {
    const auto slash = team.find('/');
    const auto members = client_.get_all("/orgs/" + team.substr(1, slash - 1) + "/teams/" + team.substr(slash + 1) +
                                         "/members?per_page=100");
    if (!members) {
      out_.unresolved_teams[team] = why_unresolved(members.error());
      return;
    }
    auto& logins = out_.teams[team];
    for (const auto& member : *members) {
      if (auto login = text_at(member, "/login"); !login.empty()) logins.push_back(std::move(login));
    }
  }

  static std::string why_unresolved(const RestError& failed) {
    if (failed.status != 401 && failed.status != 403 && failed.status != 404) return failed.error.text();
    return "the token may not list its members (answer " + std::to_string(failed.status) +
           "), or there is no such team: give GITHUB_TOKEN a token with read:org (fine-grained and apps: organisation "
           "permission \"Members: read\"); the token that Actions provides never has it";
  }

  RestClient client_;
  std::string repository_;
  std::string pull_;
  std::map<std::string, bool> permissions_;
  ReviewEvidence out_;
};

}  // namespace

Expected<ReviewEvidence> github_reviews(const GitHubContext& context, const std::vector<std::string>& teams,
                                        Deadline deadline) {
  if (context.pull_request.empty()) {
    ReviewEvidence none;
    none.pipeline = true;
    none.unavailable = "this run belongs to no pull request";
    return none;
  }
  std::vector<std::string> askable;
  std::ranges::copy_if(teams, std::back_inserter(askable), is_team);
  return Conversation(context, deadline).ask(askable);
}

}  // namespace gate::forge
