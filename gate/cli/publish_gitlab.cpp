#include "gate/cli/publish_gitlab.h"

#include <algorithm>

#include "gate/base/text.h"
#include "gate/forge/gitlab.h"
#include "gate/report/comment_state.h"
#include "gate/report/markdown.h"

namespace gate::cli {
namespace {

// A line that begins with '/' would be obeyed as a quick action ("/merge").
std::string without_quick_actions(std::string_view text) {
  std::string out;
  bool begins = true;
  for (const char c : text) {
    if (begins && c == '/') out += ' ';
    out += c;
    begins = c == '\n';
  }
  return out;
}

Expected<bool> write_note(const Verdict& verdict, const PublishOptions& options, const forge::GitLabContext& context,
                          const Say& say) {
  const forge::GitLabPublisher gitlab(context, options.deadline);
  const auto failed = [&](const Error& error) {
    say("note: " + error.text(), true);
    return false;
  };
  const auto head = gitlab.head();
  if (!head) return failed(head.error().error);
  const auto& judged = verdict.facts.change.head.oid;
  if (judged != *head && judged != context.commit)
    return fail(ErrorKind::usage, "the report judges " + printable(judged) + ", not the commit of this pipeline");
  if (judged != *head && context.head != *head) {
    say("note: not written: merge request " + context.merge_request + " has moved on to " +
            printable(head->substr(0, 12)) + ", whose own pipeline will say",
        false);
    return true;
  }
  report::CommentOptions comment{.name = options.name, .head = *head, .run_url = context.run_url};
  if (!context.project_url.empty()) comment.blob_url = context.project_url + "/-/blob/" + *head + "/";
  const auto write = [&](const std::string& current, std::string& why) -> std::optional<std::string> {
    const auto state = report::read_state(current);
    if (state && state->head == *head && state->time > verdict.facts.now) {
      why = "left as it is: it has a newer verdict of this commit";
      return std::nullopt;
    }
    comment.previous = current;
    return without_quick_actions(report::write_comment(verdict, comment));
  };
  const auto written = gitlab.put_note(report::comment_marker(options.name), write);
  if (!written) return failed(written.error().error);
  say("note: " + written->what + (written->url.empty() ? "" : ": " + written->url), false);
  return true;
}

}  // namespace

Expected<bool> publish_on_gitlab(Verdict verdict, const PublishOptions& options, const Say& say) {
  auto context = forge::gitlab_context(options.env);
  if (!context) return std::unexpected(context.error());
  if (!*context)
    return fail(ErrorKind::usage, "no project to publish to", "",
                "run it in GitLab CI, or set CI_API_V4_URL, CI_PROJECT_ID and GITLAB_TOKEN");
  if (!options.pull_request.empty()) (*context)->merge_request = options.pull_request;
  if (!options.comment || (*context)->merge_request.empty()) {
    say("note: not written: " +
            std::string(options.comment ? "this pipeline belongs to no merge request" : "switched off"),
        false);
    return true;
  }
  // A report may not claim to be newer than now: it would outrank every later one.
  verdict.facts.now = std::min(verdict.facts.now, options.now);
  return write_note(verdict, options, **context, say);
}

}  // namespace gate::cli
