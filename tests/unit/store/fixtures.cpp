#include "fixtures.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

namespace gate::store {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "gate-ledger-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Verdict sample_verdict(std::size_t findings, std::int64_t time) {
  Verdict verdict;
  Facts& facts = verdict.facts;
  facts.now = time;
  facts.change.base = {"b5e1", "origin/main", "the default branch"};
  facts.change.head = {"4ead", "HEAD", "HEAD"};
  facts.change.policy.oid = "901c";
  ChangedFile file{.path = "src/a.c", .old_path = "src/a.c", .before = {"01", FileMode::regular, 10}};
  file.after = {"02", FileMode::executable, 12};
  file.hunks = {{1, 2, 1, 3}};
  facts.change.files = {file};
  facts.analyzers = {{.name = "syntax", .version = "1", .files = 1, .not_checked = {"b.c: too large"}}};
  facts.evidence.coverage.configured = true;
  facts.history.risk = {.available = true, .probability = 0.1 + 0.2, .percentile = 92.5, .model = "global 1"};
  facts.history.risk.reasons = {{"files", -0.25, "5 files"}};
  facts.history.incidents = {{"i1", time, Severity::critical, "down", {"src/a.c"}}};
  for (std::size_t i = 0; i < findings; ++i) {
    Finding finding;
    finding.rule = "syntax/missing-token";
    finding.category = "syntax";
    finding.severity = Severity::high;
    finding.place = {"src/a.c", static_cast<std::uint32_t>(i + 1), 5, static_cast<std::uint32_t>(i + 1), 6};
    finding.message = "missing ';' after expression";
    finding.fingerprint = fmt::format("{:032x}", i);
    finding.line_hash = "c129715d7a2bc9a3:1";
    finding.context = "return x";
    finding.snippet = {static_cast<std::uint32_t>(i + 1), 1, {"int f() {", "  return x", "}"}};
    facts.findings.push_back(std::move(finding));
  }
  verdict.rulings = {{"findings",
                      "no new finding at or above high",
                      "3 blocking",
                      Status::fail,
                      "it is broken",
                      {"00"},
                      {"one", "two"}},
                     {"completeness", "no analyzer failed", "1 ran", Status::pass, "all did", {}, {}}};
  verdict.outcome = Status::fail;
  verdict.exit_code = 0;
  verdict.decided_exit_code = 1;
  verdict.exit_reason = "--dry-run";
  verdict.counts = {
      .found = 9, .in_scope = 4, .blocking = 3, .suppressed = 2, .existing = 5, .fixed = 1, .not_checked = 1};
  verdict.config_source = "built-in defaults";
  verdict.config_digest = std::string(64, 'd');
  verdict.tools = {{"gate", "0.1.0"}, {"tree-sitter", "0.25.1"}};
  verdict.milliseconds = 12;
  verdict.notes = {"history is shallow"};
  return verdict;
}

int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace gate::store
