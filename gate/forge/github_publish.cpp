#include "gate/forge/github_publish.h"

#include <algorithm>

#include "gate/forge/words.h"

namespace gate::forge {
namespace {

constexpr int kTries = 3;

// GraphQL lies beside REST: https://api.github.com/graphql, https://HOST/api/graphql beside https://HOST/api/v3.
std::string graphql_url(std::string api_url) {
  constexpr std::string_view kEnterprise = "/v3";
  if (api_url.ends_with("/api/v3")) api_url.resize(api_url.size() - kEnterprise.size());
  return api_url + "/graphql";
}

std::unexpected<RestError> explained(RestError failed, const std::string& permission) {
  if (failed.status == 403 || failed.status == 404) {
    failed.error.remedy = "the job needs `" + permission +
                          "`; a pull request from a fork never has it: there a workflow_run workflow publishes "
                          "(docs/github.md)";
  }
  return std::unexpected(std::move(failed));
}

std::unexpected<RestError> garbled(const std::string& what) {
  return std::unexpected(RestError{200, {ErrorKind::parse, "the server's answer " + what, "", ""}});
}

std::uint64_t id_of(const Json& value) {
  const bool there = value.is_object() && value.contains("id") && value["id"].is_number_unsigned();
  return there ? value["id"].get<std::uint64_t>() : 0;
}

bool wrote(const Json& item, const std::string& login) {
  const auto author = text_at(item, "/user/login");
  return author == login || (text_at(item, "/user/type") == "Bot" && author == login + "[bot]");
}

}  // namespace

GitHubPublisher::GitHubPublisher(const GitHubContext& context, Deadline deadline, std::chrono::milliseconds first_pause)
    : client_(context.api_url, context.token, deadline, first_pause),
      graphql_(graphql_url(context.api_url), context.token, deadline, first_pause),
      repo_("/repos/" + context.repository) {}

RestExpected<PullRequest> GitHubPublisher::pull(const std::string& number) const {
  const auto answer = client_.get(repo_ + "/pulls/" + number);
  if (!answer) return explained(answer.error(), "pull-requests: read");
  PullRequest pull{digits_at(*answer, "/number"), text_at(*answer, "/head/sha")};
  if (pull.number != number || !is_commit(pull.head)) return garbled("names no pull request " + number);
  return pull;
}

RestExpected<std::vector<std::string>> GitHubPublisher::pulls_of(const std::string& owner, const std::string& branch,
                                                                 const std::string& commit) const {
  const auto answer =
      client_.get_all(repo_ + "/pulls?state=open&per_page=100&head=" + query_text(owner + ":" + branch));
  if (!answer) return explained(answer.error(), "pull-requests: read");
  std::vector<std::string> numbers;
  for (const auto& pull : *answer) {
    const auto number = digits_at(pull, "/number");
    if (text_at(pull, "/head/sha") == commit && is_number(number)) numbers.push_back(number);
  }
  return numbers;
}

RestExpected<std::vector<std::string>> GitHubPublisher::parents(const std::string& commit) const {
  const auto answer = client_.get(repo_ + "/git/commits/" + commit);
  if (!answer) return explained(answer.error(), "contents: read");
  if (!answer->contains("parents") || !(*answer)["parents"].is_array()) return garbled("names no parents");
  std::vector<std::string> parents;
  for (const auto& parent : (*answer)["parents"]) parents.push_back(text_at(parent, "/sha"));
  return parents;
}

RestExpected<std::vector<PullFile>> GitHubPublisher::files(const std::string& number) const {
  const auto answer = client_.get_all(repo_ + "/pulls/" + number + "/files?per_page=100");
  if (!answer) return explained(answer.error(), "pull-requests: read");
  std::vector<PullFile> files;
  for (const auto& file : *answer)
    files.push_back({text_at(file, "/filename"), text_at(file, "/previous_filename"), text_at(file, "/patch")});
  return files;
}

RestExpected<std::vector<std::string>> GitHubPublisher::pull_request_runs(const std::string& commit,
                                                                          const std::string& workflow) const {
  const auto answer = client_.get(repo_ + "/actions/runs?event=pull_request&per_page=30&head_sha=" + commit);
  if (!answer) return explained(answer.error(), "actions: read");
  if (!answer->contains("workflow_runs") || !(*answer)["workflow_runs"].is_array()) return garbled("lists no runs");
  std::vector<std::string> urls;
  for (const auto& run : (*answer)["workflow_runs"]) {
    const auto url = plain_url(text_at(run, "/html_url"));
    if (text_at(run, "/name") == workflow && !url.empty()) urls.push_back(url);
  }
  return urls;
}

RestExpected<std::string> GitHubPublisher::own_login() const {
  if (!login_.empty()) return login_;
  const Json query = {{"query", "query { viewer { login } }"}};
  for (int tries = 1;; ++tries) {
    const auto answer = graphql_.send("POST", "", query);
    if (!answer && may_have_been_done(answer.error()) && tries < kTries) continue;
    if (!answer) return std::unexpected(answer.error());
    login_ = text_at(*answer, "/data/viewer/login");
    if (login_.empty()) return garbled("does not say whose token this is");
    return login_;
  }
}

RestExpected<std::vector<GitHubPublisher::Comment>> GitHubPublisher::own_comments(const std::string& number,
                                                                                  const std::string& marker) const {
  const auto login = own_login();
  if (!login) return std::unexpected(login.error());
  const auto answer = client_.get_all(repo_ + "/issues/" + number + "/comments?per_page=100");
  if (!answer) return explained(answer.error(), "pull-requests: write");
  std::vector<Comment> comments;
  for (const auto& item : *answer) {
    auto body = text_at(item, "/body");
    if (id_of(item) == 0 || !body.starts_with(marker) || !wrote(item, *login)) continue;
    comments.push_back({id_of(item), std::move(body), plain_url(text_at(item, "/html_url"))});
  }
  std::ranges::sort(comments, {}, &Comment::id);
  return comments;
}

RestExpected<Written> GitHubPublisher::change_comment(const Comment& comment, const WriteComment& write) const {
  Written written{comment.url, ""};
  const auto body = write(comment.body, written.note);
  if (!body) return Written{"", written.note};
  if (*body == comment.body) return Written{comment.url, "it says so already"};
  const auto answer =
      client_.send("PATCH", repo_ + "/issues/comments/" + std::to_string(comment.id), {{"body", *body}});
  if (!answer) return explained(answer.error(), "pull-requests: write");
  return written;
}

// The oldest is the one; the others were made by runs at the same time.
RestExpected<Written> GitHubPublisher::settle_comments(const std::vector<Comment>& comments,
                                                       const WriteComment& write) const {
  auto written = change_comment(comments.front(), write);
  for (std::size_t i = 1; i < comments.size(); ++i) {
    client_.send("DELETE", repo_ + "/issues/comments/" + std::to_string(comments[i].id), nullptr);
  }
  return written;
}

RestExpected<Written> GitHubPublisher::make_comment(const std::string& number, const std::string& marker,
                                                    const WriteComment& write) const {
  Written written;
  const auto body = write("", written.note);
  if (!body) return written;
  const auto answer = client_.send("POST", repo_ + "/issues/" + number + "/comments", {{"body", *body}});
  if (!answer) return explained(answer.error(), "pull-requests: write");
  written.url = plain_url(text_at(*answer, "/html_url"));
  const auto comments = own_comments(number, marker);
  if (comments && comments->size() > 1) return settle_comments(*comments, write);
  return written;
}

RestExpected<Written> GitHubPublisher::put_comment(const std::string& number, const std::string& marker,
                                                   const WriteComment& write) const {
  for (int tries = 1;; ++tries) {
    const auto comments = own_comments(number, marker);
    if (!comments) return std::unexpected(comments.error());
    if (!comments->empty()) return settle_comments(*comments, write);
    auto made = make_comment(number, marker, write);
    if (made || !may_have_been_done(made.error()) || tries == kTries) return made;
  }
}

RestExpected<std::vector<std::string>> GitHubPublisher::own_review_comments(const std::string& number) const {
  const auto login = own_login();
  if (!login) return std::unexpected(login.error());
  const auto answer = client_.get_all(repo_ + "/pulls/" + number + "/comments?per_page=100");
  if (!answer) return explained(answer.error(), "pull-requests: write");
  std::vector<std::string> lines;
  for (const auto& item : *answer) {
    const auto body = text_at(item, "/body");
    if (wrote(item, *login)) lines.push_back(body.substr(0, body.find_first_of("\r\n")));
  }
  return lines;
}

RestExpected<Written> GitHubPublisher::post_review(const std::string& number, const std::string& commit,
                                                   const std::string& body, const Json& comments) const {
  const Json review = {{"commit_id", commit}, {"event", "COMMENT"}, {"body", body}, {"comments", comments}};
  const auto answer = client_.send("POST", repo_ + "/pulls/" + number + "/reviews", review);
  if (!answer) return explained(answer.error(), "pull-requests: write");
  return Written{plain_url(text_at(*answer, "/html_url")), ""};
}

}  // namespace gate::forge
