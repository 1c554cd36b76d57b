#include "tests/bench/risk/global.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analyzers/risk/model_file.h"
#include "analyzers/risk/training_recipes.h"
#include "gate/base/file.h"
#include "tests/bench/risk/issta.h"
#include "tests/bench/risk/repository_rows.h"
#include "tests/bench/risk/scores.h"

namespace gate::risk::bench {
namespace {

struct Project {
  std::string name;
  std::vector<Example> examples;  // to learn from
  std::vector<Example> trial;     // to be scored; empty: examples
};

std::string name_of(const std::string& path) {
  auto trimmed = path.ends_with("/repo") ? path.substr(0, path.size() - 5) : path;
  return trimmed.substr(trimmed.rfind('/') + 1);
}

Expected<std::vector<Project>> read_projects(const std::string& folder, std::span<char* const> repositories,
                                             std::span<char* const> tried) {
  auto tables = read_issta(folder);
  if (!tables) return std::unexpected(tables.error());
  std::vector<Project> projects;
  for (auto& [name, examples] : *tables) projects.push_back({name, std::move(examples), {}});
  const auto add = [&](const std::string& path) -> Expected<RepositoryRows> {
    auto rows = rows_of_repository(path, Message::with);
    if (!rows) return rows;
    auto examples = labelled_by_mends(*rows);
    if (!examples) return std::unexpected(examples.error());
    const auto buggy = std::ranges::count(*examples, true, &Example::buggy);
    fmt::print(stderr, "{}: {} changes, {} later mended\n", name_of(path), examples->size(), buggy);
    projects.push_back({name_of(path), std::move(*examples), {}});
    return rows;
  };
  for (const char* path : repositories)
    if (auto added = add(path); !added) return std::unexpected(added.error());
  for (std::size_t at = 0; at + 1 < tried.size(); at += 2) {
    auto rows = add(tried[at]);
    if (!rows) return std::unexpected(rows.error());
    auto labels = read_labels(tried[at + 1]);
    if (!labels) return std::unexpected(labels.error());
    projects.back().trial = labelled(*rows, *labels);
  }
  return projects;
}

// Large projects do not drown the others.
std::vector<Example> to_learn_from(const std::vector<Project>& projects, std::size_t left_out) {
  std::vector<Example> all;
  for (std::size_t at = 0; at < projects.size(); ++at) {
    if (at == left_out) continue;
    const double weight = std::sqrt(1e4 / static_cast<double>(projects[at].examples.size()));
    for (Example example : projects[at].examples) {
      example.project = static_cast<std::uint32_t>(at + 1);
      example.weight *= weight;
      all.push_back(std::move(example));
    }
  }
  return by_time(std::move(all));
}

Recipe recipe_of() { return global_recipe(global_inputs()); }

}  // namespace

Expected<void> make_global(std::span<char*> arguments) {
  auto projects = read_projects(arguments[1], arguments.subspan(2), {});
  if (!projects) return std::unexpected(projects.error());
  auto recipe = recipe_of();
  recipe.provenance = "ISSTA 2021 tables (Zeng et al.), and mends traced back in the histories of";
  for (std::size_t at = 6; at < projects->size(); ++at)
    recipe.provenance += (at == 6 ? " " : ", ") + (*projects)[at].name;
  recipe.licence = "the tables MIT; of the histories only counts are kept";
  auto model = train(to_learn_from(*projects, SIZE_MAX), recipe);
  if (!model) return std::unexpected(model.error());
  const auto bytes = write_model(*model);
  fmt::print("{}: {} bytes, version {}, {} rows, {} buggy\n", arguments[0], bytes.size(), model->version, model->rows,
             model->buggy);
  return write_file(arguments[0], bytes);
}

Expected<void> run_unseen(std::span<char*> arguments) {
  const auto cut = static_cast<std::size_t>(
      std::ranges::find(arguments, std::string_view("--"), [](char* word) { return std::string_view(word); }) -
      arguments.begin());
  const auto tried = cut < arguments.size() ? arguments.subspan(cut + 1) : std::span<char*>();
  auto projects = read_projects(arguments[0], arguments.subspan(1, cut - 1), tried);
  if (!projects) return std::unexpected(projects.error());
  fmt::print("| left out | changes | AUC | of lines added | more | bytes |\n|---|---|---|---|---|---|\n");
  double sum = 0, count = 0;
  for (std::size_t at = 0; at < projects->size(); ++at) {
    const auto& project = (*projects)[at];
    if (at >= 6 && project.trial.empty()) continue;
    const auto model = train(to_learn_from(*projects, at), recipe_of());
    if (!model) return std::unexpected(model.error());
    const auto& trial = project.trial.empty() ? project.examples : project.trial;
    const double area = area_under_curve(judge(trial, *model));
    const double alone = area_under_curve(judge_by_lines_added(trial, trial));
    fmt::print("| {} | {} | {:.4f} | {:.4f} | {:+.4f} | {} |\n", project.name, trial.size(), area, alone, area - alone,
               write_model(*model).size());
    std::fflush(stdout);
    sum += area - alone;
    ++count;
  }
  fmt::print("| mean | | | | {:+.4f} | |\n", sum / count);
  return {};
}

}  // namespace gate::risk::bench
