#include "tests/unit/report/verdict_reader.h"

#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "gate/model/json.h"
#include "gate/model/words.h"
#include "gate/report/select.h"

namespace gate::report {
namespace {

using Reader = std::function<Expected<void>(const Json&, Verdict&)>;

template <class T>
Reader plain(T Verdict::* member) {
  return [member](const Json& json, Verdict& verdict) -> Expected<void> {
    verdict.*member = json.get<T>();
    return {};
  };
}

Expected<void> read_rulings(const Json& json, Verdict& verdict) {
  for (const Json& item : json) {
    auto ruling = ruling_from_json(item);
    if (!ruling) return std::unexpected(ruling.error());
    verdict.rulings.push_back(std::move(*ruling));
  }
  return {};
}

Expected<void> read_rules(const Json& json, Verdict& verdict) {
  for (const Json& item : json) {
    verdict.rules.push_back({item.at("id"), item.value("summary", ""), item.value("help", ""),
                             item.value("category", ""), severity_from(item.value("severity", "medium")).value()});
  }
  return {};
}

Expected<void> read_facts(const Json& json, Verdict& verdict) {
  auto facts = facts_from_json(json);
  if (!facts) return std::unexpected(facts.error());
  verdict.facts = std::move(*facts);
  return {};
}

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> kReaders{
      {"facts", read_facts},
      {"rulings", read_rulings},
      {"rules", read_rules},
      {"counts", [](const Json&, Verdict&) -> Expected<void> { return {}; }},  // after the findings, below
      {"outcome",
       [](const Json& json, Verdict& verdict) -> Expected<void> {
         verdict.outcome = from_word<Status>(json.get<std::string>()).value();
         return {};
       }},
      {"exit_code", plain(&Verdict::exit_code)},
      {"decided_exit_code", plain(&Verdict::decided_exit_code)},
      {"exit_reason", plain(&Verdict::exit_reason)},
      {"config_source", plain(&Verdict::config_source)},
      {"config_digest", plain(&Verdict::config_digest)},
      {"ledger_id", plain(&Verdict::ledger_id)},
      {"ledger_note", plain(&Verdict::ledger_note)},
      {"milliseconds", plain(&Verdict::milliseconds)},
      {"notes", plain(&Verdict::notes)},
  };
  return kReaders;
}

void count(Verdict& verdict) {
  Counts& counts = verdict.counts;
  for (const Finding& finding : verdict.facts.findings) {
    counts.in_scope += in_scope(finding);
    counts.blocking += finding.blocking;
    counts.suppressed += finding.suppressed;
    counts.existing += finding.state == State::existing;
    counts.fixed += finding.state == State::fixed;
    counts.found += finding.state != State::fixed;
  }
}

}  // namespace

Expected<Verdict> verdict_from_json(const Json& json) {
  Verdict verdict;
  verdict.exit_code = verdict.decided_exit_code = json.value("exit_code", 0);
  for (const auto& [name, value] : json.items()) {
    const auto reader = readers().find(name);
    if (reader == readers().end()) return fail(ErrorKind::parse, "unknown field of a verdict: " + name);
    if (auto done = reader->second(value, verdict); !done) return std::unexpected(done.error());
  }
  count(verdict);
  if (const auto counts = json.find("counts"); counts != json.end()) {
    verdict.counts.found = counts->value("found", verdict.counts.found);
    verdict.counts.not_checked = counts->value("not_checked", 0u);
  }
  return verdict;
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace gate::report
