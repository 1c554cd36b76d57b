#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/publish_github.h"
#include "gate/cli/publish_gitlab.h"
#include "gate/report/escape.h"
#include "gate/report/markdown.h"
#include "gate/report/read_json.h"

namespace gate::cli {
namespace {

constexpr std::uint64_t kReportLimit = 16u << 20;  // bytes
constexpr std::chrono::seconds kTime{180};

struct PublishArguments {
  std::string from;
  PublishOptions options;
};

// Pipelines show a line that begins so beside the verdict; elsewhere it is an ordinary one. It is a notice and no more,
// for it changes nothing about the verdict.
void say(const Context& context, const std::string& line, bool problem) {
  if (problem && context.env("GITHUB_ACTIONS").value_or("") == "true") {
    std::printf("::notice title=gate publish::%s\n", report::command_data(line).c_str());
  } else {
    std::printf("gate: %s%s\n", problem ? "not published: " : "",
                report::without_commands(report::plain(line)).c_str());
  }
}

std::optional<Error> wrong_word(const PublishOptions& options) {
  const auto wrong = [](const std::string& word, const char* what, const char* option, const char* remedy) {
    return Error{ErrorKind::usage, "'" + word + "' is no " + what, option, remedy};
  };
  if (!report::is_comment_name(options.name))
    return wrong(options.name, "name", "--name", "use letters, digits, blanks and ._-, at most 60");
  if (options.pull_request.find_first_not_of("0123456789") != std::string::npos || options.pull_request.size() > 12)
    return wrong(options.pull_request, "number", "--pull-request", "write digits");
  const auto& commit = options.commit;
  if (!commit.empty() && (commit.find_first_not_of("0123456789abcdef") != std::string::npos || commit.size() < 40))
    return wrong(commit, "commit", "--commit", "write the whole id");
  return std::nullopt;
}

int publish(const PublishArguments& arguments, const Context& context) {
  if (const auto wrong = wrong_word(arguments.options)) return report_error(*wrong);
  // An artifact is data: it does not say which other file to read.
  if (std::error_code error; std::filesystem::is_symlink(arguments.from, error))
    return report_error({ErrorKind::parse, "the report is a symbolic link", arguments.from, ""});
  const auto text = read_file(arguments.from, kReportLimit);
  if (!text) return report_error(text.error());
  auto verdict = report::read_json(*text, arguments.from);
  if (!verdict) return report_error(verdict.error());
  auto options = arguments.options;
  options.env = context.env;
  options.now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  options.deadline = Deadline::in(kTime);
  const bool gitlab = !context.env("GITLAB_CI").value_or("").empty();
  const auto done = (gitlab ? publish_on_gitlab : publish_on_github)(
      std::move(*verdict), options, [&](const std::string& line, bool problem) { say(context, line, problem); });
  if (!done) return report_error(done.error());
  return *done ? kPass : kUndecided;
}

}  // namespace

void add_publish(CLI::App& app, Context& context) {
  auto* command =
      app.add_subcommand("publish", "Write a verdict to the pull or merge request that it judges (GitHub, GitLab)");
  auto arguments = std::make_shared<PublishArguments>();
  command->add_option("--from", arguments->from, "The verdict: what `gate check --report json=FILE` wrote")
      ->type_name("FILE")
      ->required();
  const std::map<std::string, bool> words{{"on", true}, {"off", false}, {"true", true}, {"false", false}};
  const auto add_switch = [&](const char* name, bool& value, const char* doc) {
    command->add_option(name, value, doc)->transform(CLI::CheckedTransformer(words))->option_text("on|off");
  };
  auto& options = arguments->options;
  add_switch("--comment", options.comment, "The pull request's one comment (default: on)");
  add_switch("--check-run", options.check_run, "The check run on its head (default: on)");
  add_switch("--review-comments", options.review_comments, "Findings as comments on lines (default: off)");
  command->add_option("--name", options.name, "Name of the check run, and key of the comment (default: gate)");
  command->add_option("--pull-request", options.pull_request, "Its number (default: as the event says)");
  command->add_option("--commit", options.commit, "The commit that was judged (default: as the event says)");
  command->add_flag("--annotate-rest", options.annotate_rest,
                    "Annotate only what the step's ten annotations of a kind left out");
  command->callback([arguments, &context] { context.exit_code = publish(*arguments, context); });
}

}  // namespace gate::cli
