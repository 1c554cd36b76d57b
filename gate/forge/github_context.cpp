#include "gate/base/file.h"
#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/forge/github.h"
#include "gate/forge/words.h"

namespace gate::forge {
namespace {

constexpr std::uint64_t kEventLimit = 32u << 20;  // bytes; GitHub's own payload limit is 25 MB

// "refs/pull/12/merge" -> "12"; "refs/heads/gh-readonly-queue/main/pr-12-<sha>" -> "12"; else "".
std::string number_from_ref(std::string_view ref) {
  constexpr std::string_view kPull = "refs/pull/", kQueue = "gh-readonly-queue/", kEntry = "/pr-";
  std::string_view rest;
  if (ref.starts_with(kPull)) {
    rest = ref.substr(kPull.size());
    rest = rest.substr(0, rest.find('/'));
  } else if (const auto entry = ref.rfind(kEntry); ref.contains(kQueue) && entry != std::string_view::npos) {
    rest = ref.substr(entry + kEntry.size());
    rest = rest.substr(0, rest.find('-'));
  }
  return is_number(rest) ? std::string(rest) : "";
}

Expected<void> read_event(const std::string& path, GitHubContext& context) {
  const auto text = read_file(path, kEventLimit);
  if (!text) return std::unexpected(text.error());
  const auto event = parse_json(*text, path);
  if (!event) return std::unexpected(event.error());
  const Json::json_pointer number("/pull_request/number");
  if (event->contains(number) && (*event)[number].is_number_unsigned()) {
    context.pull_request = std::to_string((*event)[number].get<std::uint64_t>());
    context.author = text_at(*event, "/pull_request/user/login");
    context.head = text_at(*event, "/pull_request/head/sha");
  } else if (context.pull_request.empty()) {
    context.pull_request = number_from_ref(text_at(*event, "/merge_group/head_ref"));
  }
  return {};
}

std::string variable(const Environment& env, const char* name) { return env(name).value_or(""); }

}  // namespace

Expected<std::optional<GitHubContext>> github_context(const Environment& env) {
  GitHubContext context;
  context.repository = variable(env, "GITHUB_REPOSITORY");
  if (variable(env, "GITHUB_ACTIONS") != "true" && context.repository.empty()) return std::nullopt;
  if (!is_repository(context.repository)) {
    return fail(ErrorKind::usage,
                "GITHUB_REPOSITORY is not OWNER/NAME: " + printable(context.repository.substr(0, 200)));
  }
  context.api_url = variable(env, "GITHUB_API_URL");
  if (context.api_url.empty()) context.api_url = "https://api.github.com";
  while (context.api_url.ends_with('/')) context.api_url.pop_back();
  context.token = trim(variable(env, "GITHUB_TOKEN"));
  if (context.token.empty()) context.token = trim(variable(env, "GH_TOKEN"));
  context.pull_request = number_from_ref(variable(env, "GITHUB_REF"));
  if (const auto event = variable(env, "GITHUB_EVENT_PATH"); !event.empty()) {
    if (auto read = read_event(event, context); !read) return std::unexpected(read.error());
  }
  return context;
}

}  // namespace gate::forge
