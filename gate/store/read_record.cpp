#include <utility>

#include "gate/base/text.h"
#include "gate/model/json.h"
#include "gate/store/columns.h"
#include "gate/store/record.h"
#include "gate/store/schema.h"
#include "gate/store/test_results.h"

namespace gate::store {
namespace {

// Takes one column after the other.
class Columns {
 public:
  explicit Columns(const Statement& row) : row_(row) {}
  std::string text() { return row_.text(at_++); }
  std::int64_t integer() { return row_.integer(at_++); }
  std::uint32_t count() { return static_cast<std::uint32_t>(integer()); }
  std::optional<double> number() {
    const int column = at_++;
    return row_.is_null(column) ? std::nullopt : std::optional(row_.number(column));
  }

 private:
  const Statement& row_;
  int at_ = 0;
};

// A JSON column. Only damage can make it unreadable.
Expected<Json> document(const std::string& text, const Database& database) {
  auto json = parse_json(text, database.path());
  if (!json) json.error().remedy = "the ledger is damaged: `sqlite3 FILE 'PRAGMA integrity_check'` says where";
  return json;
}

template <class Add>
Expected<void> for_each_row(const Database& database, std::string_view sql, std::int64_t seq, Add add) {
  Expected<Statement> rows = database.prepare(sql);
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, seq);
  for (;;) {
    const Expected<bool> row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    if (Expected<void> added = add(Columns(*rows)); !added) return added;
  }
}

Expected<Json> read_tools(const Database& database, std::int64_t seq) {
  Json tools = Json::array();
  auto done = for_each_row(database, kSelectTools, seq, [&](Columns row) -> Expected<void> {
    std::string name = to_utf8(row.text());
    tools.push_back({{"name", std::move(name)}, {"version", to_utf8(row.text())}});
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return tools;
}

Expected<Json> read_rulings(const Database& database, std::int64_t seq) {
  Json rulings = Json::array();
  auto done = for_each_row(database, kSelectRulings, seq, [&](Columns row) -> Expected<void> {
    Json ruling = Json::object();
    for (const char* name : {"policy", "status", "value", "condition", "reason"}) ruling[name] = to_utf8(row.text());
    for (const char* name : {"blocking", "details"}) {
      Expected<Json> list = document(row.text(), database);
      if (!list) return std::unexpected(list.error());
      ruling[name] = *std::move(list);
    }
    rulings.push_back(std::move(ruling));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return rulings;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    out.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return out;
}

// All but related places and fixes.
Finding read_finding(Columns& row) {
  Finding f;
  f.rule = row.text(), f.category = row.text();
  f.severity = severity_from(row.text()).value_or(f.severity);
  f.confidence = confidence_from(row.text()).value_or(f.confidence);
  f.place.path = row.text(), f.place.line = row.count(), f.place.column = row.count();
  f.place.end_line = row.count(), f.place.end_column = row.count();
  f.message = row.text();
  f.state = state_from(row.text()).value_or(f.state);
  f.level = level_from(row.text()).value_or(f.level);
  f.fingerprint = row.text(), f.line_hash = row.text();
  f.suppressed = row.integer() != 0, f.suppression = row.text();
  f.blocking = row.integer() != 0, f.about_change = row.integer() != 0;
  f.value = row.number();
  f.context = row.text();
  f.snippet.first_line = row.count(), f.snippet.first_column = row.count(), f.snippet.lines = lines_of(row.text());
  return f;
}

Expected<Json> read_findings(const Database& database, std::int64_t seq) {
  Json findings = Json::array();
  auto done = for_each_row(database, kSelectFindings, seq, [&](Columns row) -> Expected<void> {
    Json finding = finding_to_json(read_finding(row));
    if (const std::string more = row.text(); !more.empty()) {
      Expected<Json> json = document(more, database);
      if (!json) return std::unexpected(json.error());
      if (json->is_object()) finding.update(*json);
    }
    findings.push_back(std::move(finding));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return findings;
}

Expected<Json> read_verdict(Columns row, const Database& database) {
  Json json = {{"ledger_version", kSchemaVersion}};
  json["id"] = row.text();
  json["time"] = row.integer();
  json["outcome"] = row.text();
  json["exit_code"] = row.integer();
  json["decided_exit_code"] = row.integer();
  for (const char* name : {"exit_reason", "base", "head", "policy_commit", "config_source", "config_digest"}) {
    json[name] = to_utf8(row.text());
  }
  json["milliseconds"] = row.integer();
  Json& counts = json["counts"];
  for (const char* name : {"found", "in_scope", "blocking", "suppressed", "existing", "fixed", "not_checked"}) {
    counts[name] = row.integer();
  }
  for (const char* name : {"notes", "facts"}) {
    Expected<Json> part = document(row.text(), database);
    if (!part) return std::unexpected(part.error());
    json[name] = *std::move(part);
  }
  return json;
}

}  // namespace

Expected<Json> read_record(const Database& database, std::int64_t seq) {
  Expected<Statement> select = database.prepare(kSelectVerdict);
  if (!select) return std::unexpected(select.error());
  select->bind(1, seq);
  // As long as this row is held, every other statement of the connection reads the same snapshot.
  const Expected<bool> row = select->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return fail(ErrorKind::not_found, "the record is gone", database.path());
  Expected<Json> record = read_verdict(Columns(*select), database);
  if (!record) return record;

  Expected<Json> tools = read_tools(database, seq);
  if (!tools) return tools;
  Expected<Json> rulings = read_rulings(database, seq);
  if (!rulings) return rulings;
  Expected<Json> findings = read_findings(database, seq);
  if (!findings) return findings;
  auto results = read_test_results(database, seq);
  if (!results) return std::unexpected(results.error());
  (*record)["tools"] = *std::move(tools);
  (*record)["rulings"] = *std::move(rulings);
  if (!(*record)["facts"].is_object()) return record;
  (*record)["facts"]["findings"] = *std::move(findings);
  for (const auto& [name, status] : *results)
    (*record)["facts"]["evidence"]["tests"]["results"][to_utf8(name)] = to_string(status);
  return record;
}

}  // namespace gate::store
