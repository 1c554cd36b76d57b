#include "gate/report/read_json.h"

#include <algorithm>

#include "gate/report/json_parts.h"
#include "gate/report/json_reader.h"
#include "gate/report/json_schema.h"

namespace gate::report {
namespace {

Place read_place(JsonReader& in, const JsonNode& node) {
  Place place;
  place.path = in.path(node, "path");
  place.line = in.integer<std::uint32_t>(node, "line");
  place.column = in.integer<std::uint32_t>(node, "column");
  place.end_line = in.integer<std::uint32_t>(node, "end_line");
  place.end_column = in.integer<std::uint32_t>(node, "end_column");
  return place;
}

ChangedFile read_file_of_change(JsonReader& in, const JsonNode& node) {
  ChangedFile file;
  file.path = in.path(node, "path");
  file.old_path = in.path(node, "old_path");
  file.status = in.word<FileStatus>(node, "status");
  if (file.status == FileStatus::renamed) file.similarity = in.integer<std::uint8_t>(node, "similarity", 100);
  in.each(node, "added_ranges", [&](const JsonNode& item) {
    const auto range = read_range(in, item);
    file.hunks.push_back({0, 0, range.first, range.last - range.first + 1});
  });
  in.each(node, "removed_ranges", [&](const JsonNode& item) {
    const auto range = read_range(in, item);
    file.hunks.push_back({range.first, range.last - range.first + 1, 0, 0});
  });
  file.binary = in.boolean(node, "binary");
  file.unreadable = in.boolean(node, "unreadable");
  file.note = in.optional_text(node, "note");
  return file;
}

Snippet read_snippet(JsonReader& in, const JsonNode& node) {
  Snippet snippet;
  snippet.first_line = in.integer<std::uint32_t>(node, "first_line");
  snippet.first_column = in.integer<std::uint32_t>(node, "first_column");
  snippet.lines = in.texts(node, "lines");
  if (snippet.first_column == 0) in.complain(node, "must begin at column 1 or after");
  return snippet;
}

Finding read_finding(JsonReader& in, const JsonNode& node) {
  Finding finding;
  finding.rule = in.text(node, "rule");
  finding.category = in.text(node, "category");
  finding.place = read_place(in, node);
  finding.severity = in.word<Severity>(node, "severity");
  finding.confidence = in.word<Confidence>(node, "confidence");
  finding.state = in.word<State>(node, "state");
  finding.level = in.word<Level>(node, "level");
  finding.message = in.text(node, "message");
  finding.fingerprint = in.text(node, "fingerprint");
  finding.suppressed = in.boolean(node, "suppressed");
  finding.suppression = in.optional_text(node, "suppression");
  finding.blocking = in.boolean(node, "blocking");
  finding.value = in.optional_number(node, "value");
  in.each(
      node, "related",
      [&](const JsonNode& item) { finding.related.push_back({read_place(in, item), in.text(item, "message")}); }, true);
  in.each(
      node, "fix", [&](const JsonNode& item) { finding.fix.push_back({read_place(in, item), in.text(item, "text")}); },
      true);
  if (const JsonNode snippet = in.find(node, "snippet"); snippet.json != nullptr) {
    finding.snippet = read_snippet(in, snippet);
  }
  return finding;
}

Ruling read_ruling(JsonReader& in, const JsonNode& node) {
  Ruling ruling;
  ruling.policy = in.text(node, "policy");
  ruling.status = in.word<Status>(node, "status");
  ruling.value = in.text(node, "value");
  ruling.condition = in.text(node, "condition");
  ruling.reason = in.text(node, "reason");
  ruling.blocking = in.texts(node, "blocking");
  ruling.details = in.texts(node, "details");
  return ruling;
}

AnalyzerRun read_analyzer(JsonReader& in, const JsonNode& node) {
  AnalyzerRun run;
  run.name = in.text(node, "name");
  run.version = in.text(node, "version");
  run.state = in.word<RunState>(node, "state");
  run.reason = in.text(node, "reason");
  run.files = in.integer<std::uint32_t>(node, "files");
  run.milliseconds = in.integer<std::uint32_t>(node, "ms");
  run.not_checked = in.texts(node, "not_checked");
  run.sandbox = in.optional_text(node, "sandbox");
  run.sandbox = in.text(node, "sandbox");
  run.notes = in.texts(node, "notes");
  return run;
}

Counts read_counts(JsonReader& in, const JsonNode& node) {
  const auto of = [&](const char* name) { return in.integer<std::uint32_t>(node, name); };
  return {.found = of("found"),
          .in_scope = of("in_scope"),
          .blocking = of("blocking"),
          .suppressed = of("suppressed"),
          .existing = of("existing"),
          .fixed = of("fixed"),
          .not_checked = of("not_checked")};
}

RevisionChoice read_revision(JsonReader& in, const JsonNode& node, const char* oid, const std::string& name) {
  return {in.text_or_null(node, oid), in.text(node, (name + "_name").c_str()),
          in.text(node, (name + "_source").c_str())};
}

void read_facts(JsonReader& in, const JsonNode& top, Facts& facts) {
  facts.change.base = read_revision(in, top, "base", "base");
  facts.change.head = read_revision(in, top, "head", "head");
  facts.change.policy = read_revision(in, top, "policy_commit", "policy");
  facts.change.notes = in.texts(top, "change_notes");
  in.each(top, "files", [&](const JsonNode& node) { facts.change.files.push_back(read_file_of_change(in, node)); });
  in.each(top, "findings", [&](const JsonNode& node) { facts.findings.push_back(read_finding(in, node)); });
  in.each(top, "analyzers", [&](const JsonNode& node) { facts.analyzers.push_back(read_analyzer(in, node)); });
  in.each(top, "evidence", [&](const JsonNode& node) {
    facts.evidence.sources.push_back(
        {in.text(node, "kind"), in.text(node, "name"), in.text(node, "format"), in.text(node, "problem")});
  });
  if (const JsonNode history = in.find(top, "history"); history.json != nullptr) {
    facts.history = read_history(in, history);
  }
  facts.now = in.integer<std::int64_t>(top, "time");
}

void read_provenance(JsonReader& in, const JsonNode& top, Verdict& verdict) {
  const JsonNode config = in.need(top, "config");
  verdict.config_source = in.text(config, "source");
  verdict.config_digest = in.text(config, "digest");
  in.each(top, "tools",
          [&](const JsonNode& node) { verdict.tools.push_back({in.text(node, "name"), in.text(node, "version")}); });
  verdict.notes = in.texts(top, "notes");
  verdict.ledger_id = in.text_or_null(top, "ledger_id");
  verdict.ledger_note = in.text(top, "ledger_note");
  verdict.milliseconds = in.integer<std::uint32_t>(top, "ms");
}

bool follows(Status outcome, int code) {
  switch (outcome) {
    case Status::not_applicable:
    case Status::pass: return code == 0;
    case Status::warn: return code == 0 || code == 1;  // --fail-on warn
    case Status::fail: return code == 1;
    case Status::no_data:
    case Status::error: return code == 3;
  }
  return false;
}

void check_consistency(JsonReader& in, const JsonNode& top, const Verdict& verdict) {
  Status worst = Status::not_applicable;
  for (const Ruling& ruling : verdict.rulings) worst = std::max(worst, ruling.status);
  if (verdict.rulings.empty()) in.complain(in.need(top, "rulings"), "must not be empty: nothing was decided");
  if (worst != verdict.outcome) in.complain(in.need(top, "outcome"), "must be the worst status of the rulings");
  if (!follows(verdict.outcome, verdict.decided_exit_code)) {
    in.complain(in.need(top, "decided_exit_code"), "must be the outcome's");
  }
  if (verdict.exit_code != verdict.decided_exit_code && verdict.exit_reason.empty()) {
    in.complain(in.need(top, "exit_code"), "must be the code decided where no exit_reason is given");
  }
}

}  // namespace

Expected<Verdict> read_json(std::string_view text, std::string_view name) {
  const auto json = parse_json(text, name);
  // What stands there is not quoted: it may be no report but a file that was not meant to be shown.
  if (!json) return fail(json.error().kind, "the report is no JSON", json.error().where);
  JsonReader in;
  const JsonNode top{&*json};
  Verdict verdict;
  if (in.integer<int>(top, "schema_version") != kJsonSchemaVersion) {
    in.complain(in.need(top, "schema_version"), fmt::format("must be {}", kJsonSchemaVersion));
  }
  verdict.outcome = in.word<Status>(top, "outcome");
  verdict.exit_code = in.integer<int>(top, "exit_code", 3);
  verdict.decided_exit_code = in.integer<int>(top, "decided_exit_code", 3);
  verdict.exit_reason = in.text(top, "exit_reason");
  verdict.counts = read_counts(in, in.need(top, "counts"));
  read_facts(in, top, verdict.facts);
  in.each(top, "rulings", [&](const JsonNode& node) { verdict.rulings.push_back(read_ruling(in, node)); });
  read_provenance(in, top, verdict);
  if (in.complaint().empty()) check_consistency(in, top, verdict);
  if (in.complaint().empty()) return verdict;
  return fail(ErrorKind::parse, in.complaint(), std::string(name), "pass what `gate check --report json=FILE` wrote");
}

}  // namespace gate::report
