#include <fmt/format.h>

#include <cstdio>
#include <map>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/base/thread_pool.h"
#include "gate/cli/command.h"
#include "gate/cli/rules.h"
#include "gate/cli/rules_files.h"
#include "gate/cli/rules_run.h"

namespace gate::cli {
namespace {

struct Count {
  int files = 0, passed = 0, failed = 0, not_run = 0, without_target = 0;

  void add(const RuleFileResult& result) {
    ++files;
    if (result.status == RuleStatus::passed) ++passed;
    if (result.status == RuleStatus::failed) ++failed;
    if (result.status == RuleStatus::not_run) ++not_run;
    if (result.status == RuleStatus::not_run && !result.has_targets) ++without_target;
  }
  // Of the files that have a test.
  double percent() const {
    const int tested = files - without_target;
    return tested == 0 ? 0 : 100.0 * passed / tested;
  }
};

// By language and mode, and the sum of all.
struct Table {
  std::map<std::pair<std::string, std::string>, Count> rows;
  Count all;
};

Table count(const std::vector<RuleFileResult>& results) {
  Table table;
  for (const auto& result : results) {
    table.rows[{result.language, result.mode}].add(result);
    table.all.add(result);
  }
  return table;
}

std::string_view word(RuleStatus status) {
  if (status == RuleStatus::passed) return "passed";
  return status == RuleStatus::failed ? "failed" : "not-run";
}

OrderedJson json_of(const RuleFileResult& result) {
  OrderedJson failures = OrderedJson::array();
  for (const auto& failure : result.failures) {
    failures.push_back({{"rule", failure.rule},
                        {"file", failure.file},
                        {"line", failure.line},
                        {"expected", failure.expected},
                        {"message", failure.message}});
  }
  OrderedJson out = {{"rule_file", result.rule_file},
                     {"rules", result.rules},
                     {"languages", result.languages},
                     {"mode", result.mode},
                     {"status", word(result.status)}};
  if (!result.reason.empty()) out["reason"] = result.reason;
  out["failures"] = std::move(failures);
  return out;
}

OrderedJson json_of(const Count& count) {
  return {{"files", count.files},
          {"passed", count.passed},
          {"failed", count.failed},
          {"not_run", count.not_run},
          {"without_target", count.without_target},
          {"percent", count.percent()}};
}

void print_json(const std::vector<RuleFileResult>& results, const Table& table) {
  OrderedJson out;
  out["files"] = OrderedJson::array();
  for (const auto& result : results) out["files"].push_back(json_of(result));
  out["summary"] = json_of(table.all);
  out["summary"]["table"] = OrderedJson::array();
  for (const auto& [key, count] : table.rows) {
    OrderedJson row = {{"language", key.first}, {"mode", key.second}};
    row.update(json_of(count));
    out["summary"]["table"].push_back(std::move(row));
  }
  std::printf("%s\n", dump_json(out, 2).c_str());
}

void print_failures(const RuleFileResult& result) {
  std::printf("failed  %s\n", printable(result.rule_file).c_str());
  for (const auto& failure : result.failures) {
    const std::string place = failure.line == 0 ? failure.file : fmt::format("{}:{}", failure.file, failure.line);
    std::printf("        %s\n", printable(fmt::format("{}: {}{}{}", place, failure.rule,
                                                      failure.rule.empty() ? "" : ": ", failure.message))
                                    .c_str());
  }
}

void print_row(const std::string& language, const std::string& mode, const Count& count) {
  std::printf("%-12s %-8s %6d %7d %7d %8d %6.1f\n", printable(language.empty() ? "?" : language).c_str(),
              printable(mode).c_str(), count.files, count.passed, count.failed, count.not_run, count.percent());
}

void print_text(const std::vector<RuleFileResult>& results, const Table& table) {
  for (const auto& result : results)
    if (result.status == RuleStatus::failed) print_failures(result);
  if (table.all.failed > 0) std::printf("\n");
  std::printf("%-12s %-8s %6s %7s %7s %8s %6s\n", "language", "mode", "files", "passed", "failed", "not-run", "%");
  for (const auto& [key, count] : table.rows) print_row(key.first, key.second, count);
  print_row("all", "", table.all);
}

}  // namespace

int rules_test(const RuleTesting& testing) {
  auto files = find_rule_files(testing.places);
  if (!files) return report_error(files.error());
  if (files->empty())
    return report_error({ErrorKind::usage, "no rule file is there", testing.places.front(),
                         "a rule file is *.yaml or *.yml with a list 'rules'"});
  std::vector<RuleFileResult> results(files->size());
  const auto limit = std::chrono::milliseconds(static_cast<std::int64_t>(testing.seconds * 1000));
  parallel_for(
      files->size(), [&](std::size_t i) { results[i] = test_rule_file((*files)[i], Deadline::in(limit)); },
      testing.jobs);
  const Table table = count(results);
  testing.json ? print_json(results, table) : print_text(results, table);
  return table.all.failed > 0 ? kBlocked : kPass;
}

}  // namespace gate::cli
