// Check runs of gate's are told from those of jobs, which may have the same name, by their external id.
#include <algorithm>

#include "gate/forge/github_publish.h"
#include "gate/forge/words.h"

namespace gate::forge {
namespace {

constexpr int kTries = 3;
constexpr std::size_t kMostARequest = 50;
constexpr std::string_view kPrefix = "gate:1:";

std::string external_id(const CheckRunRequest& request) { return std::string(kPrefix) + std::to_string(request.time); }

// When the verdict of a check run of gate's was judged; nullopt of others'.
std::optional<std::int64_t> time_of(const Json& run) {
  const auto id = text_at(run, "/external_id");
  if (!id.starts_with(kPrefix) || !is_number(std::string_view(id).substr(kPrefix.size()))) return std::nullopt;
  return std::stoll(id.substr(kPrefix.size()));
}

Json output_with(const CheckRunRequest& request, std::size_t first) {
  Json output = request.output;
  output["annotations"] = Json::array();
  for (std::size_t i = first; i < std::min(request.annotations.size(), first + kMostARequest); ++i) {
    output["annotations"].push_back(request.annotations[i]);
  }
  return output;
}

Json body_of(const CheckRunRequest& request) {
  Json body = {{"name", request.name},
               {"head_sha", request.commit},
               {"status", "completed"},
               {"conclusion", request.conclusion},
               {"external_id", external_id(request)},
               {"output", output_with(request, 0)}};
  if (!request.details_url.empty()) body["details_url"] = request.details_url;
  return body;
}

std::unexpected<RestError> explained(RestError failed) {
  if (failed.status == 403 || failed.status == 404) {
    failed.error.remedy =
        "the job needs `checks: write`; a pull request from a fork never has it: there a workflow_run workflow "
        "publishes (docs/github.md)";
  }
  return std::unexpected(std::move(failed));
}

}  // namespace

// What stands of this verdict, or of a newer one, on the commit.
RestExpected<GitHubPublisher::StandingCheck> GitHubPublisher::standing_check(const CheckRunRequest& request) const {
  const auto runs = client_.get_all(
      repo_ + "/commits/" + request.commit + "/check-runs?per_page=100&check_name=" + query_text(request.name),
      "check_runs");
  if (!runs) return explained(runs.error());
  StandingCheck standing;
  for (const auto& run : *runs) {
    const auto time = time_of(run);
    if (!time) continue;
    standing.newer = standing.newer || *time > request.time;
    if (*time == request.time && text_at(run, "/conclusion") == request.conclusion) standing.same = run;
  }
  return standing;
}

RestExpected<Json> GitHubPublisher::make_check_run(const CheckRunRequest& request, std::string& why) const {
  for (int tries = 1;; ++tries) {
    auto standing = standing_check(request);
    if (!standing) return std::unexpected(standing.error());
    if (standing->newer) {
      why = "a newer verdict of this commit stands";
      return Json();
    }
    if (!standing->same.is_null()) return std::move(standing->same);
    auto made = client_.send("POST", repo_ + "/check-runs", body_of(request));
    if (made || !may_have_been_done(made.error()) || tries == kTries) return made ? made : explained(made.error());
  }
}

RestExpected<Written> GitHubPublisher::put_check_run(const CheckRunRequest& request) const {
  Written written;
  const auto run = make_check_run(request, written.note);
  if (!run) return std::unexpected(run.error());
  if (run->is_null()) return written;
  written.url = plain_url(text_at(*run, "/html_url"));
  const auto id = digits_at(*run, "/id");
  for (std::size_t first = kMostARequest; first < request.annotations.size() && !id.empty(); first += kMostARequest) {
    const auto more = client_.send("PATCH", repo_ + "/check-runs/" + id, {{"output", output_with(request, first)}});
    if (!more) {
      written.note = "not all annotations were taken: " + more.error().error.text();
      break;
    }
  }
  return written;
}

}  // namespace gate::forge
