#include "gate/forge/github_target.h"

#include "gate/base/file.h"
#include "gate/forge/words.h"

namespace gate::forge {
namespace {

constexpr std::uint64_t kEventLimit = 32u << 20;  // bytes; GitHub's own payload limit is 25 MB

std::string variable(const Environment& env, const char* name) { return env(name).value_or(""); }

Expected<Json> read_event(const std::string& path) {
  if (path.empty()) return Json::object();
  const auto text = read_file(path, kEventLimit);
  if (!text) return std::unexpected(text.error());
  return parse_json(*text, path);
}

// A run of this repository's `workflow_run` event. Its head_sha is GitHub's word, whatever the artifact says.
void take_workflow_run(const Json& event, GitHubTarget& target) {
  target.foreign = true;
  target.commit = text_at(event, "/workflow_run/head_sha");
  target.run_event = text_at(event, "/workflow_run/event");
  target.run_conclusion = text_at(event, "/workflow_run/conclusion");
  target.head_owner = text_at(event, "/workflow_run/head_repository/owner/login");
  target.head_branch = text_at(event, "/workflow_run/head_branch");
  target.run_url = plain_url(text_at(event, "/workflow_run/html_url"));
  target.workflow = text_at(event, "/workflow_run/name");
}

void take_own_run(const Environment& env, GitHubTarget& target) {
  target.workflow = variable(env, "GITHUB_WORKFLOW");
  const auto repository = variable(env, "GITHUB_REPOSITORY"), run = variable(env, "GITHUB_RUN_ID");
  if (target.server_url.empty() || !is_repository(repository) || !is_number(run)) return;
  target.run_url = target.server_url + "/" + repository + "/actions/runs/" + run;
}

void take_event(const Json& event, const Environment& env, GitHubTarget& target) {
  if (event.contains(Json::json_pointer("/pull_request/number"))) {
    target.pull_request = digits_at(event, "/pull_request/number");
    target.commit = text_at(event, "/pull_request/head/sha");
  } else if (target.event == "merge_group") {
    target.commit = text_at(event, "/merge_group/head_sha");
  } else {
    target.commit = variable(env, "GITHUB_SHA");
  }
  take_own_run(env, target);
}

}  // namespace

bool is_commit_id(std::string_view text) { return is_commit(text); }

Expected<GitHubTarget> github_target(const Environment& env) {
  GitHubTarget target;
  target.event = variable(env, "GITHUB_EVENT_NAME");
  target.server_url = plain_url(variable(env, "GITHUB_SERVER_URL"));
  const auto path = variable(env, "GITHUB_EVENT_PATH");
  const auto event = read_event(path);
  if (!event) return std::unexpected(event.error());
  if (target.event == "workflow_run") {
    take_workflow_run(*event, target);
    if (!is_commit(target.commit)) return fail(ErrorKind::parse, "the event names no workflow_run.head_sha", path);
  } else {
    take_event(*event, env, target);
  }
  if (!target.commit.empty() && !is_commit(target.commit)) {
    return fail(ErrorKind::parse, "the event's head is no commit id", path);
  }
  return target;
}

}  // namespace gate::forge
