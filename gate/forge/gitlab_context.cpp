#include "gate/base/text.h"
#include "gate/forge/gitlab.h"
#include "gate/forge/words.h"

namespace gate::forge {
namespace {

std::string first_of(const Environment& env, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (auto value = std::string(trim(env(name).value_or(""))); !value.empty()) return value;
  }
  return {};
}

std::string page_address(std::string_view url) {
  auto address = plain_url(url);
  while (address.ends_with('/')) address.pop_back();
  return address;
}

}  // namespace

Expected<std::optional<GitLabContext>> gitlab_context(const Environment& env) {
  GitLabContext context;
  context.api_url = first_of(env, {"CI_API_V4_URL"});
  if (first_of(env, {"GITLAB_CI"}).empty() && context.api_url.empty()) return std::nullopt;
  while (context.api_url.ends_with('/')) context.api_url.pop_back();
  if (context.api_url.empty()) context.api_url = "https://gitlab.com/api/v4";
  context.project = first_of(env, {"CI_MERGE_REQUEST_PROJECT_ID", "CI_PROJECT_ID"});
  context.merge_request = first_of(env, {"CI_MERGE_REQUEST_IID"});
  if (!context.merge_request.empty() && !is_number(context.merge_request))
    return fail(ErrorKind::usage, "not a number: " + printable(context.merge_request.substr(0, 100)),
                "CI_MERGE_REQUEST_IID");
  if (!context.merge_request.empty() && !is_number(context.project))
    return fail(ErrorKind::usage, "not a number: " + printable(context.project.substr(0, 100)), "CI_PROJECT_ID",
                "GitLab CI sets it; elsewhere use --approvals FILE");
  context.token = first_of(env, {"GITLAB_TOKEN"});
  context.job_token = context.token.empty();
  if (context.job_token) context.token = first_of(env, {"CI_JOB_TOKEN"});
  context.commit = first_of(env, {"CI_COMMIT_SHA"});
  context.head = first_of(env, {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"});
  context.run_url = page_address(first_of(env, {"CI_JOB_URL"}));
  context.project_url = page_address(first_of(env, {"CI_MERGE_REQUEST_PROJECT_URL", "CI_PROJECT_URL"}));
  return context;
}

RestClient gitlab_client(const GitLabContext& context, Deadline deadline) {
  RestDialect dialect{.token_header = context.job_token ? "JOB-TOKEN: " : "PRIVATE-TOKEN: ",
                      .accept = "application/json",
                      .headers = {},
                      .token_name = "GITLAB_TOKEN"};
  return RestClient(context.api_url, context.token, deadline, std::chrono::milliseconds(250), std::move(dialect));
}

}  // namespace gate::forge
