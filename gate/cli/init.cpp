#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/survey.h"
#include "gate/config/config.h"
#include "gate/trust.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

// A YAML scalar for a path found on disk.
std::string quoted(const std::string& text) { return dump_json(Json(text)); }

std::string language_list(const Survey& survey) {
  std::vector<std::pair<std::string, std::size_t>> languages(survey.languages.begin(), survey.languages.end());
  std::ranges::sort(languages, [](const auto& a, const auto& b) {
    return std::pair(b.second, a.first) < std::pair(a.second, b.first);
  });
  std::string text;
  for (const auto& [name, files] : languages)
    text += (text.empty() ? "" : ", ") + name + " (" + std::to_string(files) + ")";
  return text.empty() ? "none that gate parses" : text;
}

std::string analyzers_section(const Survey& survey) {
  if (!survey.c_family)
    return "# Analyzers run with their defaults; `gate explain` lists them and their options.\n"
           "# analyzers:\n#   syntax: off\n\n";
  if (survey.compile_commands.empty())
    return "# C and C++ are compiled by clang where there is a compilation database. To get one, configure with\n"
           "#   cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON\n"
           "# analyzers:\n#   clang: { compile_commands: build/compile_commands.json }\n\n";
  return "analyzers:\n  # Changed translation units are compiled before and after; what is new is reported.\n  clang: "
         "{ compile_commands: " +
         quoted(survey.compile_commands) + " }\n\n";
}

std::string coverage_sections(const Survey& survey) {
  std::string evidence, policy;
  if (survey.coverage_reports.empty()) {
    evidence =
        "# Reports of your test run, made before `gate check`:\n# evidence:\n#   coverage: [{ files: "
        "\"build/**/lcov.info\" }]\n\n";
    policy = "  # coverage: { patch: 80, max_uncovered_lines: 50 }   # of the changed lines; needs evidence.coverage\n";
  } else {
    evidence = "evidence:\n  coverage:\n";
    for (const auto& report : survey.coverage_reports) evidence += "    - files: " + quoted(report) + "\n";
    evidence += "\n";
    policy = "  # Of the lines that a change adds, this share (percent) must be covered.\n  coverage: { patch: 80 }\n";
  }
  std::string review = survey.codeowners.empty()
                           ? "  # review: { approvals: 1 }   # owners: true needs a CODEOWNERS file\n"
                           : "  # Owners by " + survey.codeowners +
                                 "; decided in the pipeline.\n  review: { approvals: 1, owners: true }\n";
  return evidence +
         "policies:\n  # New findings of this severity block, or warn.\n  findings: { block: high, warn: medium }\n" +
         policy + review;
}

std::string configuration(const Survey& survey) {
  return "# gate: may this go to production?   Every key: `gate config schema`; every rule: `gate explain`.\n"
         "# This file judges changes from the target branch: an edit counts once it is merged.\n"
         "# Found here: " +
         language_list(survey) +
         ".\nversion: 1\n\n"
         "# Paths that no analyzer looks at.\npaths:\n  exclude: [\"vendor/**\", \"third_party/**\", "
         "\"node_modules/**\", \"**/*.min.js\"]\n\n" +
         analyzers_section(survey) +
         "# Per rule: off | shadow (measured, hidden) | warn | block\n# rules: { \"clang/unused-*\": warn }\n\n" +
         coverage_sections(survey) + "\n# limits: { timeout: 120s, file_bytes: 2MiB }\n# hook: { budget: 1s }\n";
}

// How pushes are judged here: beside a hook manager, by its file.
std::string hook_step(const fs::path& root) {
  static constexpr std::pair<const char*, const char*> kManagers[] = {
      {".pre-commit-config.yaml", "ci-examples/pre-commit-config.yaml"},
      {"lefthook.yml", "ci-examples/lefthook.yml"},
      {".lefthook.yml", "ci-examples/lefthook.yml"}};
  std::error_code error;
  for (const auto& [file, example] : kManagers)
    if (fs::exists(root / file, error)) return std::string("add gate to ") + file + " as " + example + " does";
  return "gate hook install";
}

struct InitArguments {
  RepositoryArgument repository;
  bool print = false, force = false;
};

int init(const InitArguments& arguments, const Context& context) {
  auto repository = git::Repository::open(repository_options(arguments.repository, context, false));
  if (!repository) return report_error(repository.error());
  auto found = survey(*repository);
  if (!found) return report_error(found.error());
  auto text = configuration(*found);
  if (auto valid = config::parse(text, ".gate.yml", config_schema()); !valid) return report_error(valid.error());
  if (arguments.print || repository->bare()) {
    std::fputs(text.c_str(), stdout);
    return kPass;
  }
  auto path = fs::path(repository->root()) / ".gate.yml";
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error)) && !arguments.force)
    return report_error({ErrorKind::usage, "the file exists already", path.string(),
                         "add --force to replace it, or --print to look first"});
  if (auto written = write_file(path, text); !written) return report_error(written.error());
  std::printf("wrote %s for %s\nnext: gate check --worktree; %s; commit the file\n", printable(path.string()).c_str(),
              language_list(*found).c_str(), hook_step(repository->root()).c_str());
  return kPass;
}

}  // namespace

void add_init(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("init", "Write a commented .gate.yml fitted to this repository");
  auto arguments = std::make_shared<InitArguments>();
  add_repository_option(*command, arguments->repository);
  command->add_flag("--print", arguments->print, "Print it instead of writing");
  command->add_flag("--force", arguments->force, "Replace an existing file");
  command->callback([arguments, &context] { context.exit_code = init(*arguments, context); });
}

}  // namespace gate::cli
