#include "gate/cli/publish_github.h"

#include <algorithm>
#include <set>

#include "gate/forge/github_publish.h"
#include "gate/forge/github_target.h"
#include "gate/report/comment_state.h"
#include "gate/report/github_check.h"
#include "gate/report/github_review.h"
#include "gate/report/markdown.h"
#include "gate/report/next_steps.h"

namespace gate::cli {
namespace {

constexpr std::size_t kMostFilesListed = 3'000;  // of a pull request, by GitHub

std::string short_id(const std::string& commit) { return commit.substr(0, 12); }

bool edits_workflows(const std::vector<forge::PullFile>& files) {
  constexpr std::string_view kFolder = ".github/";
  return files.size() >= kMostFilesListed || std::ranges::any_of(files, [&](const forge::PullFile& file) {
           return file.path.starts_with(kFolder) || file.former_path.starts_with(kFolder);
         });
}

class Publication {
 public:
  Publication(Verdict verdict, const PublishOptions& options, const Say& say, const forge::GitHubContext& context,
              forge::GitHubTarget target)
      : verdict_(std::move(verdict)),
        options_(options),
        say_(say),
        target_(std::move(target)),
        repository_(context.repository),
        github_(context, options.deadline) {}

  Expected<bool> run() {
    if (auto found = find_commit(); !found) return std::unexpected(found.error());
    if (auto found = find_pull_request(); !found) return std::unexpected(found.error());
    if (auto right = check_report(); !right) return std::unexpected(right.error());
    if (options_.check_run) publish_check_run();
    if (options_.comment) publish_comment();
    if (options_.review_comments) publish_review();
    if (!check_written_ && target_.event == "pull_request_review") say_which_to_run_again();
    return all_done_;
  }

 private:
  void problem(const std::string& what, const Error& error) {
    all_done_ = false;
    say_(what + ": " + error.text(), true);
  }
  void done(const std::string& what, const forge::Written& written) {
    std::string line = what + ": " + (written.url.empty() ? "left as it is" : written.url);
    if (!written.note.empty()) line += " (" + written.note + ")";
    say_(line, false);
  }

  bool by_hand() const { return !options_.pull_request.empty() || !options_.commit.empty(); }

  Expected<void> find_commit() {
    if (options_.commit.empty()) return {};
    if (target_.foreign && options_.commit != target_.commit)
      return fail(ErrorKind::usage, "this run is of commit " + target_.commit, "--commit " + options_.commit);
    target_.commit = options_.commit;
    return {};
  }

  // The pull request, with the head that it has now.
  Expected<void> find_pull_request() {
    auto number = options_.pull_request.empty() ? target_.pull_request : options_.pull_request;
    if (number.empty() && target_.foreign && target_.run_event.starts_with("pull_request")) {
      auto found = number_of_run();
      if (!found) return std::unexpected(found.error());
      number = std::move(*found);
    }
    if (number.empty()) return {};
    const auto pull = github_.pull(number);
    if (!pull && (by_hand() || target_.foreign)) return std::unexpected(pull.error().error);
    if (!pull) {
      problem("pull request " + number, pull.error().error);
      return {};
    }
    if (target_.commit.empty() || (by_hand() && !target_.foreign && options_.commit.empty()))
      target_.commit = pull->head;
    if (pull->head == target_.commit) {
      pull_request_ = number;
    } else if (by_hand()) {
      return fail(ErrorKind::usage, "the head of pull request " + number + " is " + pull->head,
                  "--pull-request " + number, "publish a report of that commit");
    } else {
      moved_on_ = "pull request " + number + " has moved on to " + short_id(pull->head) + ", whose own run will say";
    }
    return {};
  }

  Expected<std::string> number_of_run() {
    if (target_.head_owner.empty() || target_.head_branch.empty()) return std::string();
    const auto numbers = github_.pulls_of(target_.head_owner, target_.head_branch, target_.commit);
    if (!numbers) return std::unexpected(numbers.error().error);
    if (numbers->size() == 1) return numbers->front();
    if (numbers->empty()) {
      moved_on_ = "no open pull request has the head " + short_id(target_.commit) + " any more";
      return std::string();
    }
    return fail(ErrorKind::usage, std::to_string(numbers->size()) + " pull requests have the head " + target_.commit,
                "", "say which with --pull-request");
  }

  // A report that came from elsewhere must be about the commit that it is published for, or about its merge.
  Expected<void> check_report() {
    if (target_.commit.empty())
      return fail(ErrorKind::usage, "no commit to publish for", "", "say which with --pull-request or --commit");
    if (!target_.foreign && !by_hand()) return {};
    const auto& judged = verdict_.facts.change.head.oid;
    if (judged == target_.commit) return {};
    const auto of_another = fail(ErrorKind::parse, "the report judges " + (judged.empty() ? "no commit" : judged) +
                                                       ", not " + target_.commit + " or its merge");
    if (!forge::is_commit_id(judged)) return of_another;
    const auto parents = github_.parents(judged);
    if (!parents) return std::unexpected(parents.error().error);
    if (std::ranges::find(*parents, target_.commit) == parents->end()) return of_another;
    return {};
  }

  // Why a stranger's pass is none, with what the check concludes instead; nullopt where it is one.
  std::optional<std::pair<std::string, std::string>> doubt() const {
    if (!target_.foreign) return std::nullopt;
    if (target_.run_conclusion != "success") return std::pair("failure", "the run that judged did not succeed");
    if (!target_.run_event.starts_with("pull_request")) return std::nullopt;
    constexpr const char* kAsk = "action_required";
    if (pull_request_.empty()) return std::pair(kAsk, "no open pull request has this head: a person has to look");
    const auto files = github_.files(pull_request_);
    if (!files) return std::pair(kAsk, "the files of the pull request could not be listed: a person has to look");
    if (!edits_workflows(*files)) return std::nullopt;
    return std::pair(kAsk, "this change edits .github/, and so perhaps the run that judged it: a person has to look");
  }

  void temper(report::CheckRun& run) const {
    const auto doubts = run.conclusion == "failure" ? std::nullopt : doubt();
    if (!doubts) return;
    const auto& [conclusion, why] = *doubts;
    run.conclusion = conclusion;
    run.title = why;
    run.summary = "**" + why + "**\n\n" + run.summary;
    say_("check: not a pass: " + why, false);
  }

  void publish_check_run() {
    const auto annotations =
        options_.annotate_rest ? report::annotations_left_out(verdict_) : report::annotations_of(verdict_);
    auto run = report::check_run(verdict_, annotations);
    temper(run);
    const auto written =
        github_.put_check_run({.name = options_.name,
                               .commit = target_.commit,
                               .conclusion = run.conclusion,
                               .details_url = target_.run_url,
                               .time = verdict_.facts.now,
                               .output = {{"title", run.title}, {"summary", run.summary}, {"text", run.text}},
                               .annotations = run.annotations});
    if (!written) return problem("check", written.error().error);
    check_written_ = true;
    done("check", *written);
  }

  bool has_pull_request(const std::string& what) {
    if (!pull_request_.empty()) return true;
    say_(what + ": not written: " + (moved_on_.empty() ? "this run belongs to no pull request" : moved_on_), false);
    return false;
  }

  report::CommentOptions comment_options() const {
    report::CommentOptions comment;
    comment.name = options_.name;
    comment.head = target_.commit;
    comment.run_url = target_.run_url;
    // Lines are those of what was judged: the merge with the target, where there is one.
    const auto& judged = verdict_.facts.change.head.oid;
    if (!target_.server_url.empty() && forge::is_commit_id(judged)) {
      comment.blob_url = target_.server_url + "/" + repository_ + "/blob/" + judged + "/";
    }
    return comment;
  }

  void publish_comment() {
    if (!has_pull_request("comment")) return;
    auto comment = comment_options();
    const auto write = [&](const std::string& current, std::string& why) -> std::optional<std::string> {
      const auto state = report::read_state(current);
      if (state && state->head == target_.commit && state->time > verdict_.facts.now) {
        why = "it has a newer verdict of this commit";
        return std::nullopt;
      }
      comment.previous = current;
      return report::write_comment(verdict_, comment);
    };
    const auto written = github_.put_comment(pull_request_, report::comment_marker(options_.name), write);
    if (!written) return problem("comment", written.error().error);
    done("comment", *written);
  }

  void publish_review() {
    if (!has_pull_request("review comments")) return;
    const auto lines = github_.own_review_comments(pull_request_);
    if (!lines) return problem("review comments", lines.error().error);
    const auto files = github_.files(pull_request_);
    if (!files) return problem("review comments", files.error().error);
    std::set<std::string> posted;
    for (const auto& line : *lines) posted.insert(report::commented_finding(line, options_.name));
    std::vector<report::DiffFile> diff;
    for (const auto& file : *files) diff.push_back({file.path, file.patch});
    post_draft(report::review_draft(verdict_, diff, posted, options_.name));
  }

  void post_draft(const report::ReviewDraft& draft) {
    std::string rest;
    if (draft.left_out > 0) rest += ", " + report::plural(draft.left_out, "more finding") + " left out";
    if (draft.off_diff > 0) rest += ", " + report::plural(draft.off_diff, "finding") + " not on lines of the diff";
    if (draft.comments.empty()) return say_("review comments: nothing new" + rest, false);
    Json comments = Json::array();
    for (const auto& comment : draft.comments) {
      Json json = {{"path", comment.path}, {"line", comment.line}, {"side", "RIGHT"}, {"body", comment.body}};
      if (comment.start_line > 0) json["start_line"] = comment.start_line, json["start_side"] = "RIGHT";
      comments.push_back(std::move(json));
    }
    const auto written = github_.post_review(pull_request_, target_.commit, draft.body, comments);
    if (!written) return problem("review comments", written.error().error);
    say_("review comments: " + std::to_string(comments.size()) + " written" + rest, false);
  }

  // An approval does not change the check of the `pull_request` event by itself.
  void say_which_to_run_again() {
    const auto runs = github_.pull_request_runs(target_.commit, target_.workflow);
    const auto which = runs && !runs->empty()
                           ? runs->front()
                           : "that of workflow '" + target_.workflow + "' on " + short_id(target_.commit);
    say_("run this check again for the approval to count: " + which, true);
  }

  Verdict verdict_;
  const PublishOptions& options_;
  const Say& say_;
  forge::GitHubTarget target_;
  std::string repository_;
  forge::GitHubPublisher github_;
  std::string pull_request_;  // whose head is the commit; empty: none
  std::string moved_on_;      // why there is none
  bool check_written_ = false;
  bool all_done_ = true;
};

}  // namespace

Expected<bool> publish_on_github(Verdict verdict, const PublishOptions& options, const Say& say) {
  auto context = forge::github_context(options.env);
  if (!context) return std::unexpected(context.error());
  if (!*context)
    return fail(ErrorKind::usage, "no repository to publish to", "",
                "run it in GitHub Actions, or set GITHUB_REPOSITORY=OWNER/NAME and GITHUB_TOKEN");
  auto target = forge::github_target(options.env);
  if (!target) return std::unexpected(target.error());
  // A report may not claim to be newer than now: it would outrank every later one.
  verdict.facts.now = std::min(verdict.facts.now, options.now);
  return Publication(std::move(verdict), options, say, **context, std::move(*target)).run();
}

}  // namespace gate::cli
