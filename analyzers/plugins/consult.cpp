#include "analyzers/plugins/consult.h"

#include <fmt/format.h>

#include "analyzers/plugins/rulings.h"
#include "analyzers/plugins/workspace.h"
#include "gate/base/process.h"
#include "gate/base/text.h"
#include "gate/model/json.h"

namespace gate::plugins {
namespace {

Expected<std::string> ask(const PluginSpec& plugin, const Facts& facts, const Source& source, const Environment& env,
                          const Deadline& deadline) {
  auto workspace = Workspace::make(plugin, source, facts.change.repository, env);
  if (!workspace) return std::unexpected(workspace.error());
  auto cell = workspace->cell("policy");
  if (!cell) return std::unexpected(cell.error());
  worker::SessionSpec session = workspace->session(*cell);
  session.argv = workspace->words();
  session.deadline = deadline.earlier(Deadline::in(plugin.timeout));
  ProcessSpec process = worker::process_spec(session);
  Json document = facts_to_json(facts);
  document["options"] = plugin.options;
  process.input = dump_json(document) + "\n";
  process.output_limit = plugin.output_bytes;
  auto result = run_process(process);
  if (!result) return std::unexpected(result.error());
  if (result->exit_code != 0)
    return fail(ErrorKind::unavailable, "it " + describe_end(result->exit_code, result->signal, result->errors));
  if (trim(result->output).empty()) return fail(ErrorKind::parse, "it answered nothing");
  return std::move(result->output);
}

}  // namespace

std::vector<Ruling> consult(const PluginSpec& plugin, const Facts& facts, const Source& source, const Environment& env,
                            const Deadline& deadline) {
  auto answer = ask(plugin, facts, source, env, deadline);
  auto rulings = answer ? read_rulings(*answer, plugin.name, facts.findings)
                        : Expected<std::vector<Ruling>>(std::unexpected(answer.error()));
  if (rulings) return std::move(*rulings);
  Ruling ruling;
  ruling.policy = plugin.name;
  ruling.condition = "the plugin rules";
  ruling.value = "no ruling";
  const bool out_of_budget = facts.hook && deadline.expired();
  ruling.status = out_of_budget ? Status::not_applicable : Status::error;
  ruling.reason = out_of_budget
                      ? "the hook's time is over: decided in the pipeline"
                      : fmt::format("policy plugin {} could not rule: {}", plugin.name, rulings.error().text());
  return {std::move(ruling)};
}

}  // namespace gate::plugins
