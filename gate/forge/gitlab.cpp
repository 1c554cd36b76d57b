#include "gate/forge/gitlab.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <map>
#include <set>

#include "gate/base/text.h"
#include "gate/forge/words.h"

namespace gate::forge {
namespace {

constexpr std::int64_t kDeveloper = 30;  // the lowest access level that may merge

std::int64_t number_at(const Json& value, const char* pointer) {
  const auto place = Json::json_pointer(pointer);
  return value.contains(place) && value[place].is_number_integer() ? value[place].get<std::int64_t>() : 0;
}

// Milliseconds since the epoch of GitLab's "2024-05-01T12:00:00.123Z" or "...+02:00"; 0 where there is none.
std::int64_t time_of(const std::string& text) {
  int year = 0, end = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u%n", &year, &month, &day, &hour, &minute, &second, &end) != 6)
    return 0;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return 0;
  std::string_view rest = std::string_view(text).substr(static_cast<std::size_t>(end));
  std::int64_t milliseconds = 0;
  if (rest.starts_with('.')) {
    std::int64_t unit = 100;
    for (rest.remove_prefix(1); !rest.empty() && std::isdigit(static_cast<unsigned char>(rest[0])); unit /= 10) {
      milliseconds += (rest[0] - '0') * unit;
      rest.remove_prefix(1);
    }
  }
  std::int64_t offset = 0;  // minutes east
  unsigned hours = 0, minutes = 0;
  if ((rest.starts_with('+') || rest.starts_with('-')) &&
      std::sscanf(std::string(rest.substr(1)).c_str(), "%2u:%2u", &hours, &minutes) == 2)
    offset = (rest[0] == '-' ? -1 : 1) * static_cast<std::int64_t>(hours * 60 + minutes);
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  const std::int64_t seconds = days * std::int64_t{86'400} + hour * 3'600 + minute * 60 + second - offset * 60;
  return seconds * 1'000 + milliseconds;
}

bool is_name(std::string_view name) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; };
  return !name.empty() && name != "." && name != ".." && std::ranges::all_of(name, plain);
}

// "@group/sub" -> "group%2Fsub", fit to stand in a path of the API; "" where it is no name of a group or user.
std::string path_segment(std::string_view owner) {
  if (!owner.starts_with('@') || owner.starts_with("@@")) return {};
  std::string out;
  for (const auto& part : split(owner.substr(1), '/')) {
    if (!is_name(part)) return {};
    out += (out.empty() ? "" : "%2F") + part;
  }
  return out;
}

// Asks for one merge request and fills the evidence; every step returns the first error.
class Conversation {
 public:
  Conversation(const GitLabContext& context, Deadline deadline)
      : client_(gitlab_client(context, deadline)),
        job_token_(context.job_token),
        project_("/projects/" + context.project),
        merge_request_(project_ + "/merge_requests/" + context.merge_request) {
    out_.pipeline = true;
    out_.pull_request = context.merge_request;
  }

  Expected<ReviewEvidence> ask(const std::vector<std::string>& owners) {
    if (auto done = ask_merge_request(); !done) return std::unexpected(done.error());
    if (auto done = ask_approvals(); !done) return std::unexpected(done.error());
    if (auto done = ask_objections(); !done) return std::unexpected(done.error());
    if (auto done = ask_authors(); !done) return std::unexpected(done.error());
    for (const auto& owner : owners) ask_owner(owner);
    out_.available = true;
    return std::move(out_);
  }

 private:
  std::unexpected<Error> explained(const RestError& failed) const {
    auto error = failed.error;
    if (failed.status == 401 || failed.status == 403 || failed.status == 404)
      error.remedy = std::string(job_token_ ? "CI_JOB_TOKEN may not read approvals: give" : "give") +
                     " the job a masked variable GITLAB_TOKEN, a project access token with the scope read_api and the "
                     "role Developer";
    return std::unexpected(error);
  }

  Expected<void> ask_merge_request() {
    const auto answer = client_.get(merge_request_);
    if (!answer) return explained(answer.error());
    out_.author = text_at(*answer, "/author/username");
    out_.head = text_at(*answer, "/sha");
    if (out_.author.empty() || out_.head.empty())
      return fail(ErrorKind::parse, "the server's answer for " + merge_request_ + " names no author and head");
    return {};
  }

  Expected<void> ask_approvals() {
    const auto answer = client_.get(merge_request_ + "/approvals");
    if (!answer) return explained(answer.error());
    const Json::json_pointer list("/approved_by");
    if (!answer->contains(list) || !(*answer)[list].is_array())
      return fail(ErrorKind::parse, "the server's answer for " + merge_request_ + "/approvals has no list approved_by");
    for (const auto& item : (*answer)[list]) {
      const auto given = time_of(text_at(item, "/approved_at"));
      auto review = review_of(item, ReviewState::approved);
      if (!review) return std::unexpected(review.error());
      review->time = given / 1'000;
      if (given > 0) {
        auto commit = version_at(given);
        if (!commit) return std::unexpected(commit.error());
        review->commit = std::move(*commit);
      }
      out_.reviews.push_back(std::move(*review));
    }
    return {};
  }

  // Reviewers who ask for changes (GitLab 16.9); older ones have no such list, or no such state in it.
  Expected<void> ask_objections() {
    const auto answer = client_.get_all(merge_request_ + "/reviewers?per_page=100");
    if (!answer && answer.error().status == 404) return {};
    if (!answer) return explained(answer.error());
    for (const auto& item : *answer) {
      if (text_at(item, "/state") != "requested_changes") continue;
      auto review = review_of(item, ReviewState::changes_requested);
      if (!review) return std::unexpected(review.error());
      out_.reviews.push_back(std::move(*review));
    }
    return {};
  }

  Expected<Review> review_of(const Json& item, ReviewState state) {
    Review review;
    review.user = text_at(item, "/user/username");
    if (review.user.empty())
      return fail(ErrorKind::parse, "a review of " + merge_request_ + " names no user that is known");
    review.state = state;
    review.source = "gitlab";
    auto member = may_merge(number_at(item, "/user/id"));
    if (!member) return std::unexpected(member.error());
    review.member = *member;
    people_[review.user] = lower(text_at(item, "/user/name"));
    return review;
  }

  Expected<bool> may_merge(std::int64_t user) {
    if (user <= 0) return false;
    const auto answer = client_.get(project_ + "/members/all/" + std::to_string(user));
    if (!answer && answer.error().status == 404) return false;
    if (!answer) return explained(answer.error());
    return number_at(*answer, "/access_level") >= kDeveloper;
  }

  // The head of the merge request at that time; "" when it is not known.
  Expected<std::string> version_at(std::int64_t milliseconds) {
    if (!versions_) {
      const auto answer = client_.get_all(merge_request_ + "/versions?per_page=100");
      if (!answer) return explained(answer.error());
      versions_.emplace();
      for (const auto& item : *answer)
        (*versions_)[time_of(text_at(item, "/created_at"))] = text_at(item, "/head_commit_sha");
    }
    const auto after = versions_->upper_bound(milliseconds);
    return after == versions_->begin() ? std::string() : std::prev(after)->second;
  }

  Expected<void> ask_authors() {
    if (people_.empty()) return {};
    const auto commits = client_.get_all(merge_request_ + "/commits?per_page=100");
    if (!commits) return explained(commits.error());
    std::set<std::string> wrote;
    for (const auto& commit : *commits) {
      for (const char* field : {"/author_name", "/committer_name"}) wrote.insert(lower(text_at(commit, field)));
    }
    wrote.erase("");
    for (const auto& [user, name] : people_) {
      if (wrote.contains(name) || wrote.contains(lower(user))) out_.co_authors.push_back(user);
    }
    return {};
  }

  // A group's members; a user's name stays as it is.
  void ask_owner(const std::string& owner) {
    const auto segment = path_segment(owner);
    const bool may_be_user = owner.find('/') == std::string::npos;
    if (segment.empty() || (may_be_user && people_.contains(owner.substr(1)))) return;
    const auto members = client_.get_all("/groups/" + segment + "/members?per_page=100");
    if (members) {
      auto& names = out_.teams[owner];
      for (const auto& member : *members) {
        auto name = text_at(member, "/username");
        if (!name.empty() && number_at(member, "/access_level") >= kDeveloper) names.push_back(std::move(name));
      }
      return;
    }
    if (members.error().status == 404 && may_be_user && is_user(segment)) return;
    out_.unresolved_teams[owner] = why_unresolved(members.error());
  }

  bool is_user(const std::string& name) {
    const auto answer = client_.get_all("/users?username=" + name);
    return answer && !answer->empty();
  }

  static std::string why_unresolved(const RestError& failed) {
    if (failed.status != 401 && failed.status != 403 && failed.status != 404) return failed.error.text();
    return "the token may not list its members (answer " + std::to_string(failed.status) +
           "), or there is no such group: GITLAB_TOKEN needs the scope read_api and a role in the group";
  }

  RestClient client_;
  bool job_token_;
  std::string project_, merge_request_;
  std::map<std::string, std::string> people_;                         // login of a reviewer -> name, lower case
  std::optional<std::map<std::int64_t, std::string>> versions_ = {};  // created -> head
  ReviewEvidence out_;
};

}  // namespace

Expected<ReviewEvidence> gitlab_reviews(const GitLabContext& context, const std::vector<std::string>& owners,
                                        Deadline deadline) {
  if (context.merge_request.empty()) {
    ReviewEvidence none;
    none.pipeline = true;
    none.unavailable = "this pipeline belongs to no merge request";
    return none;
  }
  return Conversation(context, deadline).ask(owners);
}

}  // namespace gate::forge
