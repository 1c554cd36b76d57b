// `gate owners`: who owns a path by CODEOWNERS and which line says so; what is wrong with the file.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <tuple>

#include "gate/base/file.h"
#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/evidence/owners/codeowners.h"
#include "gate/git/repository.h"

namespace gate::cli {
namespace {

using evidence::Codeowners;
using evidence::OwnersDialect;

struct OwnersArguments {
  RepositoryArgument repository;
  std::string codeowners;  // file; empty: found in HEAD
  std::string dialect;     // "github", "gitlab"; empty: by place and pipeline
  std::string format = "text";
  bool lint = false;
  std::vector<std::string> paths;
};

struct OwnersFile {
  std::string place;  // "docs/CODEOWNERS at HEAD"
  OwnersDialect dialect = OwnersDialect::github;
  std::string text;
};

OwnersDialect choose_dialect(const OwnersArguments& arguments, const std::string& path, const Context& context) {
  if (!arguments.dialect.empty()) {
    return arguments.dialect == "gitlab" ? OwnersDialect::gitlab : OwnersDialect::github;
  }
  const bool folder = std::filesystem::path(path).parent_path().filename() == ".gitlab";
  return folder || context.env("GITLAB_CI") ? OwnersDialect::gitlab : OwnersDialect::github;
}

Expected<std::shared_ptr<const Source>> open_head(const OwnersArguments& arguments, const Context& context) {
  auto repository = git::Repository::open(repository_options(arguments.repository, context, true));
  if (!repository) return std::unexpected(repository.error());
  auto head = repository->resolve("HEAD");
  if (!head) return std::unexpected(head.error());
  Change change;  // of nothing: HEAD is read as the policy commit
  change.policy = {*head, "HEAD", ""};
  return repository->source(change);
}

Expected<OwnersFile> find_in_head(const Source& head, const OwnersArguments& arguments, const Context& context) {
  const auto first = choose_dialect(arguments, "", context);
  auto places = evidence::owners_locations(first);
  if (arguments.dialect.empty()) places.push_back(".gitlab/CODEOWNERS");
  for (const auto& place : places) {
    auto text = head.file(Tree::policy, place, evidence::kCodeownersLimit);
    if (!text) return std::unexpected(text.error());
    if (*text) return OwnersFile{place, choose_dialect(arguments, place, context), std::move(**text)};
  }
  return fail(ErrorKind::not_found, "HEAD has no CODEOWNERS", "",
              "looked at " + places[0] + ", " + places[1] + " and " + places[2] + "; --codeowners FILE names another");
}

Expected<OwnersFile> load(const OwnersArguments& arguments, const Context& context) {
  if (arguments.codeowners.empty()) {
    auto head = open_head(arguments, context);
    if (!head) return std::unexpected(head.error());
    return find_in_head(**head, arguments, context);
  }
  auto text = read_file(arguments.codeowners, evidence::kCodeownersLimit);
  if (!text) {
    auto error = text.error();
    if (error.kind == ErrorKind::not_found) error.kind = ErrorKind::usage;
    return std::unexpected(error);
  }
  return OwnersFile{arguments.codeowners, choose_dialect(arguments, arguments.codeowners, context), std::move(*text)};
}

// Paths as git writes them: without "./" and a leading '/'. "-" stands for the lines of stdin.
std::vector<std::string> wanted_paths(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  auto add = [&](std::string_view path) {
    while (path.starts_with("./")) path.remove_prefix(2);
    while (path.starts_with('/')) path.remove_prefix(1);
    if (!path.empty()) out.emplace_back(path);
  };
  for (const auto& path : given) {
    if (path != "-") {
      add(path);
      continue;
    }
    for (std::string line; std::getline(std::cin, line);) add(line);
  }
  return out;
}

Json path_json(const std::string& path, const std::vector<PathOwners>& entries) {
  std::vector<std::string> owners;
  Json sections = Json::array();
  for (const auto& entry : entries) {
    for (const auto& owner : entry.owners) {
      if (std::ranges::find(owners, owner) == owners.end()) owners.push_back(owner);
    }
    if (entry.line != 0) {
      sections.push_back(
          {{"name", entry.section}, {"line", entry.line}, {"owners", entry.owners}, {"approvals", entry.approvals}});
    }
  }
  const auto line = entries.front().line;
  return {{"path", path}, {"owners", owners}, {"line", line == 0 ? Json(nullptr) : Json(line)}, {"sections", sections}};
}

std::string entry_text(const PathOwners& entry, const std::string& place) {
  std::string out;
  for (const auto& owner : entry.owners) out += (out.empty() ? "" : " ") + owner;
  if (out.empty()) out = "unowned";
  if (entry.line == 0) return out + "  (no line matches)";
  out += "  (" + place + ":" + std::to_string(entry.line);
  if (!entry.section.empty()) out += ", section [" + entry.section + "]";
  if (!entry.section.empty() && entry.approvals == 0) out += ", optional";
  if (entry.approvals > 1) out += ", " + std::to_string(entry.approvals) + " approvals";
  return out + ")";
}

void print_owners(const OwnersFile& file, const Codeowners& owners, const OwnersArguments& arguments) {
  const auto paths = wanted_paths(arguments.paths);
  Json list = Json::array();
  std::size_t width = 0;
  for (const auto& path : paths) width = std::min<std::size_t>(60, std::max(width, path.size()));
  for (const auto& path : paths) {
    const auto entries = owners.owners(path);
    if (arguments.format == "json") {
      list.push_back(path_json(path, entries));
      continue;
    }
    for (const auto& entry : entries) {
      std::printf("%-*s  %s\n", static_cast<int>(width), printable(path).c_str(),
                  printable(entry_text(entry, file.place)).c_str());
    }
  }
  if (arguments.format != "json") return;
  const auto dialect = file.dialect == OwnersDialect::gitlab ? "gitlab" : "github";
  std::puts(dump_json(Json{{"codeowners", file.place}, {"dialect", dialect}, {"paths", list}}, 2).c_str());
}

// The files that lines are tried on: those named, else HEAD's.
Expected<std::vector<std::string>> lint_paths(const OwnersArguments& arguments, const Context& context) {
  if (!arguments.paths.empty()) return wanted_paths(arguments.paths);
  auto head = open_head(arguments, context);
  if (!head) return std::unexpected(head.error());
  auto files = (*head)->list(Tree::policy, "");
  if (!files) return std::unexpected(files.error());
  std::vector<std::string> paths;
  for (auto& file : *files) paths.push_back(std::move(file.path));
  return paths;
}

int lint(const OwnersFile& file, const Codeowners& owners, const OwnersArguments& arguments, const Context& context) {
  auto paths = lint_paths(arguments, context);
  if (!paths) return report_error(paths.error());
  auto problems = owners.problems();
  std::ranges::move(owners.lint(*paths), std::back_inserter(problems));
  std::ranges::sort(problems, {}, [](const auto& problem) { return std::tie(problem.line, problem.message); });
  Json list = Json::array();
  for (const auto& problem : problems) {
    list.push_back({{"line", problem.line}, {"message", problem.message}});
    if (arguments.format != "json") {
      std::printf("%s:%u: %s\n", printable(file.place).c_str(), problem.line, printable(problem.message).c_str());
    }
  }
  if (arguments.format == "json") {
    const Json out{
        {"codeowners", file.place}, {"files", paths->size()}, {"rules", owners.rules().size()}, {"problems", list}};
    std::puts(dump_json(out, 2).c_str());
  } else {
    std::printf("%zu rule(s) tried on %zu file(s): %zu problem(s)\n", owners.rules().size(), paths->size(),
                problems.size());
  }
  return problems.empty() ? kPass : kBlocked;
}

int run_owners(const OwnersArguments& arguments, const Context& context) {
  if (arguments.paths.empty() && !arguments.lint) {
    return report_error({ErrorKind::usage, "no path was given", "", "name one or more paths, or use --lint"});
  }
  auto file = load(arguments, context);
  if (!file) return report_error(file.error());
  const auto owners = Codeowners::parse(file->text, file->dialect);
  if (arguments.lint) return lint(*file, owners, arguments, context);
  print_owners(*file, owners, arguments);
  return kPass;
}

}  // namespace

void add_owners(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<OwnersArguments>();
  auto* command = app.add_subcommand("owners", "Who owns a path by CODEOWNERS, and the line that won");
  command->add_option("PATH", arguments->paths, "Paths from the repository's root; - reads them from stdin");
  command->add_option("--codeowners", arguments->codeowners, "File to read (default: HEAD's)")->type_name("FILE");
  command->add_option("--dialect", arguments->dialect, "github or gitlab (default: by the file's place)")
      ->check(CLI::IsMember({"github", "gitlab"}));
  command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  command->add_flag("--lint", arguments->lint, "Name dead, unreadable and shadowed lines; exit 1 when there are any");
  add_repository_option(*command, arguments->repository);
  command->callback([arguments, &context] { context.exit_code = run_owners(*arguments, context); });
}

}  // namespace gate::cli
