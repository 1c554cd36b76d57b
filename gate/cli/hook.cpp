#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/output.h"
#include "gate/run.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "# Installed by `gate hook install`.";
constexpr std::string_view kChained = "pre-push.before-gate";

// POSIX sh: git runs it from the top of the work tree with the refs on stdin. The refs are read once and handed to the
// hook that was there before and to gate, since both want them.
std::string hook_script(const std::string& executable) {
  std::string quoted = "'";
  for (char c : executable) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  quoted += "'";
  return "#!/bin/sh\n" + std::string(kMark) +
         " Remove with `gate hook uninstall`.\n"
         "refs=$(cat)\n"
         "feed() { if [ -n \"$refs\" ]; then printf '%s\\n' \"$refs\"; fi; }\n"
         "before=$(dirname \"$0\")/" +
         std::string(kChained) +
         "\n"
         "if [ -x \"$before\" ]; then feed | \"$before\" \"$@\" || exit $?; fi\n"
         "gate=" +
         quoted +
         "\n"
         "[ -x \"$gate\" ] || gate=$(command -v gate) || {\n"
         "  echo 'gate: not found, so the push was not judged; install gate, run `gate hook uninstall`, or push with"
         " --no-verify' >&2\n"
         "  exit 3\n"
         "}\n"
         "feed | \"$gate\" hook pre-push \"$@\"\n";
}

Expected<git::Repository> open(const RepositoryArgument& repository, const Context& context) {
  return git::Repository::open(repository_options(repository, context, false));
}

bool is_ours(const fs::path& hook) {
  auto text = read_file(hook, 1u << 20);
  return text && text->find(kMark) != std::string::npos;
}

// True when `path` lies below the repository: a hooks folder elsewhere serves other repositories too.
bool belongs_to(const git::Repository& repository, const fs::path& path) {
  auto below = [&](const std::string& folder) {
    if (folder.empty()) return false;
    auto relative = fs::weakly_canonical(path).lexically_relative(fs::weakly_canonical(folder));
    return !relative.empty() && *relative.begin() != "..";
  };
  return below(repository.root()) || below(repository.common_dir());
}

Expected<void> install(const git::Repository& repository, const Context& context, bool force) {
  fs::path folder = repository.hooks_dir();
  fs::path hook = folder / "pre-push";
  if (!force && !belongs_to(repository, folder))
    return fail(ErrorKind::config,
                "core.hooksPath points outside of this repository, so the hook would serve others too", folder.string(),
                "add --force to install it there all the same");
  std::error_code error;
  fs::create_directories(folder, error);
  bool there = fs::exists(fs::symlink_status(hook, error));
  if (there && !is_ours(hook)) {
    if (fs::exists(folder / kChained, error))
      return fail(ErrorKind::config, "both a foreign pre-push hook and an earlier chained one exist",
                  (folder / kChained).string(), "merge the two by hand, then run `gate hook install` again");
    fs::rename(hook, folder / kChained, error);
    if (error) return fail(ErrorKind::io, "cannot move the existing hook: " + error.message(), hook.string());
  }
  if (auto written = write_file(hook, hook_script(context.executable)); !written) return written;
  fs::permissions(hook, fs::perms(0755), error);
  if (error) return fail(ErrorKind::io, "cannot make the hook executable: " + error.message(), hook.string());
  std::printf("installed %s%s\n", printable(hook.string()).c_str(),
              fs::exists(folder / kChained, error) ? " (the hook that was there runs first)" : "");
  return {};
}

Expected<void> uninstall(const git::Repository& repository) {
  fs::path folder = repository.hooks_dir();
  fs::path hook = folder / "pre-push";
  if (!is_ours(hook)) return fail(ErrorKind::not_found, "gate's hook is not installed", hook.string());
  std::error_code error;
  fs::remove(hook, error);
  if (!error && fs::exists(folder / kChained, error)) fs::rename(folder / kChained, hook, error);
  if (error) return fail(ErrorKind::io, "cannot remove the hook: " + error.message(), hook.string());
  std::printf("removed %s\n", printable(hook.string()).c_str());
  return {};
}

struct PushedRef {
  std::string local_ref, local_oid, remote_ref, remote_oid;
};

bool is_zero(const std::string& oid) { return oid.find_first_not_of('0') == std::string::npos; }

// githooks(5): "<local ref> SP <local object name> SP <remote ref> SP <remote object name> LF".
Expected<std::vector<PushedRef>> read_pushed_refs(std::istream& input) {
  std::string text{std::istreambuf_iterator<char>(input),
                   {}};  // to the end, before any work: git waits for us to drain it
  std::vector<PushedRef> refs;
  std::uint32_t number = 0;
  for (auto line : split_lines(text)) {
    ++number;
    if (trim(line).empty()) continue;
    auto words = split(line, ' ');
    if (words.size() != 4)
      return fail(ErrorKind::usage, "expected '<local ref> <local oid> <remote ref> <remote oid>'",
                  "standard input:" + std::to_string(number),
                  "this command is started by git push; install it with `gate hook install`");
    refs.push_back({words[0], words[1], words[2], words[3]});
  }
  return refs;
}

// What the budget or the hook's own limits left to the pipeline.
void print_left_out(const Verdict& verdict) {
  for (const auto& run : verdict.facts.analyzers) {
    if (run.state == RunState::not_checked)
      std::printf("gate:   %s not checked: %s\n", run.name.c_str(), printable(run.reason).c_str());
    for (const auto& left_out : run.not_checked)
      std::printf("gate:   %s left out %s\n", run.name.c_str(), printable(left_out).c_str());
  }
}

// Judges one pushed ref; the exit code.
int judge_ref(const PushedRef& ref, const std::string& remote, const Context& context) {
  RunOptions options;
  options.repository.allow_commands = false;
  options.repository.env = context.env;
  options.hook = true;
  options.executable = context.executable;
  options.now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  bool in_pipeline = !context.env("CI").value_or("").empty();
  if (!in_pipeline) options.skip_reason = context.env("GATE_SKIP").value_or("");

  auto repository = git::Repository::open(options.repository);
  if (!repository) return report_error(repository.error());
  auto base = repository->push_base(remote, ref.local_oid, ref.remote_oid);
  if (!base) return report_error(base.error());
  auto shown = printable(ref.local_ref);
  if (!*base) {
    std::printf("gate: %s: nothing to judge\n", shown.c_str());
    return kPass;
  }
  options.selection.base = (*base)->oid.empty() ? std::string(git::kEmptyTree) : (*base)->oid;
  options.selection.head = ref.local_oid;
  options.selection.exact = true;
  options.selection.source = (*base)->source;
  options.head_name = ref.local_ref;
  auto verdict = run(options);
  if (!verdict) return report_error(verdict.error());
  if (verdict->outcome > Status::pass || !verdict->exit_reason.empty()) {
    if (auto written = write_reports(*verdict, {}, false, context.env); !written) report_error(written.error());
  } else {
    std::printf("gate: %s: %s (%u found, %u in scope, %u blocking; %u ms)\n", shown.c_str(),
                std::string(to_string(verdict->outcome)).c_str(), verdict->counts.found, verdict->counts.in_scope,
                verdict->counts.blocking, verdict->milliseconds);
    print_left_out(*verdict);
  }
  return verdict->exit_code;
}

int pre_push(const std::string& remote, const Context& context) {
  if (::isatty(STDIN_FILENO) == 1)
    return report_error({ErrorKind::usage, "this command reads the pushed refs that git writes to it", "standard input",
                         "install it with `gate hook install`; to judge by hand use `gate check`"});
  auto refs = read_pushed_refs(std::cin);
  if (!refs) return report_error(refs.error());
  // The worst code: 1 (blocked) before 2 and 3, for a block is certain where the others could not decide.
  int code = kPass;
  for (const auto& ref : *refs) {
    if (is_zero(ref.local_oid)) continue;  // a deletion ships nothing
    int one = judge_ref(ref, remote, context);
    std::fflush(stdout);
    if (code != kBlocked && one != kPass) code = one == kBlocked ? kBlocked : std::max(code, one);
  }
  return code;
}

}  // namespace

void add_hook(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("hook", "Judge pushes on this machine, before they leave it");
  command->require_subcommand(1);
  auto repository = std::make_shared<RepositoryArgument>();
  auto force = std::make_shared<bool>(false);
  auto finish = [&context](const Expected<void>& done) {
    context.exit_code = done ? kPass : report_error(done.error());
  };

  auto* installing =
      command->add_subcommand("install", "Install the pre-push hook; an existing one is kept and runs first");
  add_repository_option(*installing, *repository);
  installing->add_flag("--force", *force, "Also where core.hooksPath points outside of the repository");
  installing->callback([=, &context] {
    auto opened = open(*repository, context);
    finish(opened ? install(*opened, context, *force) : Expected<void>(std::unexpected(opened.error())));
  });

  auto* removing = command->add_subcommand("uninstall", "Remove the hook and put back the one that was there before");
  add_repository_option(*removing, *repository);
  removing->callback([=, &context] {
    auto opened = open(*repository, context);
    finish(opened ? uninstall(*opened) : Expected<void>(std::unexpected(opened.error())));
  });

  auto* judging = command->add_subcommand("pre-push", "What git runs: judges every pushed ref (githooks(5))");
  auto remote = std::make_shared<std::string>("origin");
  auto url = std::make_shared<std::string>();
  judging->add_option("REMOTE", *remote, "Name of the remote");
  judging->add_option("URL", *url, "Its address (not used)");
  judging->callback([remote, url, &context] { context.exit_code = pre_push(*remote, context); });
}

}  // namespace gate::cli
