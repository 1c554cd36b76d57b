#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "analyzers/risk/model_file.h"
#include "analyzers/risk/predictors.h"
#include "analyzers/risk/training_recipes.h"
#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/progress.h"
#include "gate/cli/risk.h"
#include "gate/cli/risk_past.h"

namespace gate::cli {
namespace {

struct TrainArguments {
  RepositoryArgument repository;
  std::string revision = "HEAD";
  std::string output;  // empty: .gate/risk.model of the work tree
};

Expected<std::string> place_of(const TrainArguments& arguments, const git::Repository& repository) {
  if (!arguments.output.empty()) return arguments.output;
  if (repository.bare())
    return fail(ErrorKind::usage, "a bare repository has no place for the model", "", "name a file with --output");
  return repository.root() + "/" + std::string(risk::kOwnModelPath);
}

Expected<risk::Model> learn(const RepositoryPast& past) {
  auto rows = rows_of(past, risk::Message::with);
  if (!rows) return std::unexpected(rows.error());
  auto labels = labels_of(past);
  if (!labels) return std::unexpected(labels.error());
  if (rows->empty()) return fail(ErrorKind::not_found, "there is no change to learn from");
  Progress progress;
  progress.stage("learning");
  // As known at the newest commit, so that the same history gives the same model whenever it is learnt.
  const auto now = std::ranges::max_element(*rows, {}, &risk::PastChange::time)->time;
  const auto known = labels_by_row(*rows, *labels)(rows->size(), now);
  auto recipe = risk::token_recipe(risk::repository_inputs());
  recipe.provenance = "this repository's own past, up to " + past.line.tip;
  return risk::train(risk::examples_of(*rows, known), recipe);
}

int train(const TrainArguments& arguments, const Context& context) {
  auto past = open_past(arguments.repository, arguments.revision, context);
  if (!past) return report_error(past.error());
  auto place = place_of(arguments, past->repository);
  if (!place) return report_error(place.error());
  auto model = learn(*past);
  if (!model) return report_error(model.error());
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(*place).parent_path(), ignored);
  const auto bytes = risk::write_model(*model);
  if (auto written = write_file(*place, bytes); !written) return report_error(written.error());
  std::printf("%s: %zu bytes, learnt from %llu changes, %llu of them later mended\n%s\n", printable(*place).c_str(),
              bytes.size(), static_cast<unsigned long long>(model->rows), static_cast<unsigned long long>(model->buggy),
              printable(model->calibration).c_str());
  std::printf(
      "Commit it: it counts once it is on the branch that changes are judged against. `gate risk evaluate` "
      "says how well such a model foretells.\n");
  return kPass;
}

}  // namespace

void add_risk_train(CLI::App& risk, Context& context) {
  auto arguments = std::make_shared<TrainArguments>();
  auto* command = risk.add_subcommand("train", "Learn a model of this repository from its past, to be committed");
  command->add_option("REV", arguments->revision, "The newest commit to learn from (default: HEAD)");
  command->add_option("-o,--output", arguments->output, "File to write (default: .gate/risk.model)")->type_name("FILE");
  add_repository_option(*command, arguments->repository);
  command->callback([arguments, &context] { context.exit_code = train(*arguments, context); });
}

}  // namespace gate::cli
