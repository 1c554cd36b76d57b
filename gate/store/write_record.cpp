#include "gate/base/text.h"
#include "gate/model/json.h"
#include "gate/store/columns.h"
#include "gate/store/record.h"
#include "gate/store/test_results.h"

namespace gate::store {
namespace {

// Binds one value after the other.
class Binder {
 public:
  explicit Binder(Statement& statement) : statement_(statement) {}

  Binder& operator<<(std::string_view text) { return statement_.bind(++at_, text), *this; }
  Binder& operator<<(const std::string& text) { return *this << std::string_view(text); }
  Binder& operator<<(std::int64_t number) { return statement_.bind(++at_, number), *this; }
  Binder& operator<<(std::uint32_t number) { return *this << std::int64_t{number}; }
  Binder& operator<<(int number) { return *this << std::int64_t{number}; }
  Binder& operator<<(bool value) { return *this << std::int64_t{value}; }
  Binder& operator<<(const std::optional<double>& number) {
    ++at_;
    number ? statement_.bind(at_, *number) : statement_.bind_null(at_);
    return *this;
  }
  Binder& null() { return statement_.bind_null(++at_), *this; }

 private:
  Statement& statement_;
  int at_ = 0;
};

// Findings and the results of tests have rows of their own; the document holds the rest.
std::string facts_without_findings(const Facts& facts) {
  Facts rest;
  rest.change = facts.change;
  rest.evidence = facts.evidence;
  rest.evidence.tests.results.clear();
  rest.analyzers = facts.analyzers;
  rest.history = facts.history;
  rest.now = facts.now;
  rest.hook = facts.hook;
  return dump_json(facts_to_json(rest));
}

Expected<std::int64_t> write_verdict(Database& database, const Verdict& verdict, const std::string& id) {
  Expected<Statement> insert = database.prepare(kInsertVerdict);
  if (!insert) return std::unexpected(insert.error());
  const Change& change = verdict.facts.change;
  const Counts& counts = verdict.counts;
  const std::string notes = dump_json(Json(verdict.notes));
  const std::string facts = facts_without_findings(verdict.facts);
  Binder(*insert) << id << verdict.facts.now << to_string(verdict.outcome) << verdict.exit_code
                  << verdict.decided_exit_code << verdict.exit_reason << change.base.oid << change.head.oid
                  << change.policy.oid << verdict.config_source << verdict.config_digest << verdict.milliseconds
                  << counts.found << counts.in_scope << counts.blocking << counts.suppressed << counts.existing
                  << counts.fixed << counts.not_checked << notes << facts;
  if (auto done = insert->run(); !done) return std::unexpected(done.error());
  return database.last_row();
}

Expected<void> write_tools(Database& database, std::int64_t seq, const std::vector<ToolVersion>& tools) {
  Expected<Statement> insert = database.prepare(kInsertTool);
  if (!insert) return std::unexpected(insert.error());
  std::int64_t number = 0;
  for (const ToolVersion& tool : tools) {
    Binder(*insert) << seq << number++ << tool.name << tool.version;
    if (auto done = insert->run(); !done) return done;
  }
  return {};
}

Expected<void> write_rulings(Database& database, std::int64_t seq, const std::vector<Ruling>& rulings) {
  Expected<Statement> insert = database.prepare(kInsertRuling);
  if (!insert) return std::unexpected(insert.error());
  std::int64_t number = 0;
  for (const Ruling& ruling : rulings) {
    const std::string blocking = dump_json(Json(ruling.blocking));
    const std::string details = dump_json(Json(ruling.details));
    Binder(*insert) << seq << number++ << ruling.policy << to_string(ruling.status) << ruling.value << ruling.condition
                    << ruling.reason << blocking << details;
    if (auto done = insert->run(); !done) return done;
  }
  return {};
}

// What few findings have, as JSON.
std::string more_of(const Finding& finding) {
  if (finding.related.empty() && finding.fix.empty()) return {};
  Json json = finding_to_json(finding);
  return dump_json(Json{{"related", std::move(json["related"])}, {"fix", std::move(json["fix"])}});
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out.append(line).push_back('\n');
  return out;
}

Expected<void> write_findings(Database& database, std::int64_t seq, const std::vector<Finding>& findings) {
  Expected<Statement> insert = database.prepare(kInsertFinding);
  if (!insert) return std::unexpected(insert.error());
  for (const Finding& f : findings) {
    const std::string more = more_of(f);
    const std::string snippet = joined(f.snippet.lines);
    Binder binder(*insert);
    binder << seq << f.rule << f.category << to_string(f.severity) << to_string(f.confidence) << f.place.path
           << f.place.line << f.place.column << f.place.end_line << f.place.end_column << f.message
           << to_string(f.state) << to_string(f.level) << f.fingerprint << f.line_hash << f.suppressed << f.suppression
           << f.blocking << f.about_change << f.value << f.context << f.snippet.first_line << f.snippet.first_column
           << snippet;
    more.empty() ? binder.null() : binder << more;
    if (auto done = insert->run(); !done) return done;
  }
  return {};
}

}  // namespace

Expected<void> write_record(Database& database, const Verdict& verdict, const std::string& id) {
  const Expected<std::int64_t> seq = write_verdict(database, verdict, id);
  if (!seq) return std::unexpected(seq.error());
  if (auto done = write_tools(database, *seq, verdict.tools); !done) return done;
  if (auto done = write_rulings(database, *seq, verdict.rulings); !done) return done;
  if (auto done = write_test_run(database, *seq, verdict.facts); !done) return done;
  return write_findings(database, *seq, verdict.facts.findings);
}

}  // namespace gate::store
