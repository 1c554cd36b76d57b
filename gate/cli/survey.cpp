#include "gate/cli/survey.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "gate/base/text.h"
#include "gate/evidence/owners/codeowners.h"
#include "gate/syntax/tree.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

bool looks_like_coverage(const std::string& name) {
  static constexpr std::array kNames{"lcov.info",     "coverage.info",          "coverage.xml",
                                     "cobertura.xml", "cobertura-coverage.xml", "coverage.lcov",
                                     "lcov.dat"};
  return std::ranges::find(kNames, name) != kNames.end();
}

bool worth_entering(const std::string& name) { return name != ".git" && name != "node_modules" && name != ".venv"; }

// Build products lie near the root: three folders deep, a few thousand entries at most.
void look_on_disk(const std::string& root, Survey& survey) {
  constexpr int kDeepest = 3;
  constexpr std::size_t kMostEntries = 20'000;
  std::error_code error;
  std::size_t seen = 0;
  fs::recursive_directory_iterator walk(root, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && walk != end && seen < kMostEntries; walk.increment(error), ++seen) {
    auto name = walk->path().filename().string();
    std::error_code ignored;
    if (walk->is_directory(ignored)) {
      if (walk.depth() >= kDeepest || !worth_entering(name) || walk->is_symlink(ignored))
        walk.disable_recursion_pending();
    } else if (looks_like_coverage(name) && survey.coverage_reports.size() < 10) {
      survey.coverage_reports.push_back(walk->path().lexically_relative(root).string());
    } else if (name == "compile_commands.json" && survey.compile_commands.empty()) {
      survey.compile_commands = walk->path().lexically_relative(root).string();
    } else if (name == ".gate.yml" && walk.depth() == 0) {
      survey.config = true;
    }
  }
  std::ranges::sort(survey.coverage_reports);
}

}  // namespace

Expected<Survey> survey(const git::Repository& repository) {
  Survey survey;
  if (repository.resolve("HEAD")) {
    auto nothing = repository.change({.range = "HEAD..HEAD"}, {});
    if (!nothing) return std::unexpected(nothing.error());
    auto source = repository.source(*nothing);
    auto files = source->list(Tree::head, "");
    if (!files) return std::unexpected(files.error());
    const auto& places = evidence::owners_locations(evidence::OwnersDialect::github);
    for (const auto& file : *files) {
      ++survey.files;
      if (auto language = syntax::language_of(file.path)) {
        ++survey.languages[std::string(to_string(*language))];
        survey.c_family |= *language == syntax::Language::c || *language == syntax::Language::cpp;
      }
      if (file.path == ".gate.yml") survey.config = true;
      if (survey.codeowners.empty() && std::ranges::find(places, file.path) != places.end())
        survey.codeowners = file.path;
    }
  }
  if (!repository.root().empty()) look_on_disk(repository.root(), survey);
  return survey;
}

}  // namespace gate::cli
