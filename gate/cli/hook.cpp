#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/pre_push.h"

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
  judging->callback([judging, remote, url, &context] {  // `url` lives as long as the option that writes it
    auto name = judging->count("REMOTE") > 0 ? *remote : context.env("PRE_COMMIT_REMOTE_NAME").value_or(*remote);
    context.exit_code = pre_push(name, context);
  });
}

}  // namespace gate::cli
