#include "gate/git/forge_event.h"

#include "gate/base/file.h"
#include "gate/base/json.h"
#include "gate/git/library.h"

namespace gate::git {
namespace {

constexpr std::uint64_t kEventLimit = 32u << 20;  // GitHub caps webhook payloads at 25 MB

std::string variable(const Environment& env, const char* name) { return env(name).value_or(""); }

// The string at a path of keys; "" where there is none.
std::string text_at(const Json& event, std::initializer_list<const char*> keys) {
  const Json* at = &event;
  for (const char* key : keys) {
    if (!at->is_object() || !at->contains(key)) return {};
    at = &(*at)[key];
  }
  return at->is_string() ? at->get<std::string>() : std::string();
}

std::string branch_of(std::string ref) {
  constexpr std::string_view kHeads = "refs/heads/";
  if (ref.starts_with(kHeads)) ref.erase(0, kHeads.size());
  return ref;
}

Json read_event(const Environment& env, std::string& note) {
  const std::string path = variable(env, "GITHUB_EVENT_PATH");
  if (path.empty()) return Json::object();
  auto text = read_file(path, kEventLimit);
  if (!text) {
    note = "the event file could not be read: " + text.error().text();
    return Json::object();
  }
  auto event = parse_json(*text, path);
  if (event && event->is_object()) return std::move(*event);
  note = "the event file could not be read: " + (event ? path + " holds no object" : event.error().text());
  return Json::object();
}

std::optional<ForgeEvent> github_event(const Environment& env) {
  ForgeEvent event;
  event.name = variable(env, "GITHUB_EVENT_NAME");
  const Json json = read_event(env, event.note);
  event.default_branch = text_at(json, {"repository", "default_branch"});
  if (event.name.starts_with("pull_request")) {
    event.kind = EventKind::pull_request;
    event.runs_on_target = event.name == "pull_request_target";
    event.target_branch = variable(env, "GITHUB_BASE_REF");
    if (event.target_branch.empty()) event.target_branch = text_at(json, {"pull_request", "base", "ref"});
    event.target_sha = text_at(json, {"pull_request", "base", "sha"});
    event.head_sha = text_at(json, {"pull_request", "head", "sha"});
    return event;
  }
  if (event.name == "merge_group") {
    event.kind = EventKind::merge_group;
    event.target_branch = branch_of(text_at(json, {"merge_group", "base_ref"}));
    event.before = text_at(json, {"merge_group", "base_sha"});
    event.head_sha = text_at(json, {"merge_group", "head_sha"});
    return event;
  }
  if (event.name == "push") {
    event.before = text_at(json, {"before"});
    event.head_sha = text_at(json, {"after"});
    event.forced = json.contains("forced") && json["forced"].is_boolean() && json["forced"].get<bool>();
    return event;
  }
  return std::nullopt;
}

std::optional<ForgeEvent> gitlab_event(const Environment& env) {
  ForgeEvent event;
  event.default_branch = variable(env, "CI_DEFAULT_BRANCH");
  if (!variable(env, "CI_MERGE_REQUEST_IID").empty() || !variable(env, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME").empty()) {
    event.kind = EventKind::pull_request;
    event.name = "merge request";
    event.target_branch = variable(env, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
    event.target_sha = variable(env, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA");
    event.head_sha = variable(env, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
    event.before = variable(env, "CI_MERGE_REQUEST_DIFF_BASE_SHA");
    return event;
  }
  event.name = "push";
  event.before = variable(env, "CI_COMMIT_BEFORE_SHA");
  event.head_sha = variable(env, "CI_COMMIT_SHA");
  if (event.before.empty() || variable(env, "CI_PIPELINE_SOURCE") != "push") return std::nullopt;
  return event;
}

}  // namespace

std::optional<ForgeEvent> forge_event(const Environment& env) {
  if (!variable(env, "GITHUB_EVENT_NAME").empty()) return github_event(env);
  if (!variable(env, "GITLAB_CI").empty() || !variable(env, "CI_MERGE_REQUEST_IID").empty()) return gitlab_event(env);
  return std::nullopt;
}

}  // namespace gate::git
