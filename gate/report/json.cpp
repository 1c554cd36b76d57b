// The whole verdict for programs. docs/schema/verdict.schema.json describes it; `schema_version` grows when a field
// changes its meaning or goes, not when one is added.
#include <algorithm>

#include "gate/model/coverage_lines.h"
#include "gate/report/formats.h"
#include "gate/report/json_parts.h"
#include "gate/report/json_schema.h"
#include "gate/report/json_writer.h"

namespace gate::report {
namespace {

void text_or_null(JsonWriter& json, std::string_view name, std::string_view text) {
  json.key(name);
  text.empty() ? json.null() : json.value(text);
}

void numbers(JsonWriter& json, std::string_view name, const std::vector<std::uint32_t>& values) {
  json.array(name);
  for (std::uint32_t value : values) json.value(value);
  json.end_array();
}

void revisions(JsonWriter& json, const Change& change) {
  text_or_null(json, "base", change.base.oid);
  json.member("base_name", change.base.name);
  json.member("base_source", change.base.source);
  text_or_null(json, "head", change.head.oid);
  json.member("head_name", change.head.name);
  json.member("head_source", change.head.source);
  text_or_null(json, "policy_commit", change.policy.oid);
  json.member("policy_name", change.policy.name);
  json.member("policy_source", change.policy.source);
}

void range_list(JsonWriter& json, std::string_view name, const std::vector<LineRange>& ranges) {
  json.array(name);
  for (const LineRange& range : ranges) write_range(json, range);
  json.end_array();
}

void files(JsonWriter& json, const Change& change) {
  json.array("files");
  for (const ChangedFile& file : change.files) {
    json.begin_object();
    write_path(json, "path", file.path);
    if (file.status == FileStatus::renamed) {
      write_path(json, "old_path", file.old_path);
    } else {
      json.key("old_path");
      json.null();
    }
    json.member("status", to_string(file.status));
    if (file.status == FileStatus::renamed) json.member("similarity", file.similarity);
    range_list(json, "added_ranges", file.added_ranges());
    range_list(json, "removed_ranges", file.removed_ranges());
    json.member("binary", file.binary);
    json.member("unreadable", file.unreadable);
    json.member_unless_empty("note", file.note);
    json.end_object();
  }
  json.end_array();
}

void place(JsonWriter& json, const Place& place) {
  write_path(json, "path", place.path);
  json.member("line", place.line);
  json.member("column", place.column);
  json.member("end_line", place.end_line);
  json.member("end_column", place.end_column);
}

// What only some findings have.
void finding_extras(JsonWriter& json, const Finding& finding) {
  if (finding.value) json.member("value", *finding.value);
  if (!finding.related.empty()) {
    json.array("related");
    for (const RelatedPlace& related : finding.related) {
      json.begin_object();
      place(json, related.place);
      json.member("message", related.message);
      json.end_object();
    }
    json.end_array();
  }
  if (!finding.fix.empty()) {
    json.array("fix");
    for (const Edit& edit : finding.fix) {
      json.begin_object();
      place(json, edit.place);
      json.member("text", edit.text);
      json.end_object();
    }
    json.end_array();
  }
  if (!finding.snippet.lines.empty()) {
    json.object("snippet");
    json.member("first_line", finding.snippet.first_line);
    json.member("first_column", finding.snippet.first_column);
    write_texts(json, "lines", finding.snippet.lines);
    json.end_object();
  }
}

void findings(JsonWriter& json, const std::vector<Finding>& findings) {
  json.array("findings");
  for (const Finding& finding : findings) {
    json.begin_object();
    json.member("rule", finding.rule);
    json.member("category", finding.category);
    place(json, finding.place);
    json.member("severity", to_string(finding.severity));
    json.member("confidence", to_string(finding.confidence));
    json.member("state", to_string(finding.state));
    json.member("level", to_string(finding.level));
    json.member("message", finding.message);
    json.member("fingerprint", finding.fingerprint);
    json.member("suppressed", finding.suppressed);
    json.member_unless_empty("suppression", finding.suppression);
    json.member("blocking", finding.blocking);
    finding_extras(json, finding);
    json.end_object();
  }
  json.end_array();
}

void rulings(JsonWriter& json, const std::vector<Ruling>& rulings) {
  json.array("rulings");
  for (const Ruling& ruling : rulings) {
    json.begin_object();
    json.member("policy", ruling.policy);
    json.member("status", to_string(ruling.status));
    json.member("value", ruling.value);
    json.member("condition", ruling.condition);
    json.member("reason", ruling.reason);
    write_texts(json, "blocking", ruling.blocking);
    write_texts(json, "details", ruling.details);
    json.end_object();
  }
  json.end_array();
}

void analyzers(JsonWriter& json, const std::vector<AnalyzerRun>& runs) {
  json.array("analyzers");
  for (const AnalyzerRun& run : runs) {
    json.begin_object();
    json.member("name", run.name);
    json.member("version", run.version);
    json.member("state", to_string(run.state));
    json.member("reason", run.reason);
    json.member("files", run.files);
    json.member("ms", run.milliseconds);
    write_texts(json, "not_checked", run.not_checked);
    json.member("sandbox", run.sandbox);
    write_texts(json, "notes", run.notes);
    json.end_object();
  }
  json.end_array();
}

void counts(JsonWriter& json, const Counts& counts) {
  json.object("counts");
  json.member("found", counts.found);
  json.member("in_scope", counts.in_scope);
  json.member("blocking", counts.blocking);
  json.member("suppressed", counts.suppressed);
  json.member("existing", counts.existing);
  json.member("fixed", counts.fixed);
  json.member("not_checked", counts.not_checked);
  json.end_object();
}

void coverage(JsonWriter& json, const Facts& facts) {
  json.object("coverage");
  json.array("files");
  for (const UncoveredFile& file : uncovered_lines(facts)) {
    json.begin_object();
    write_path(json, "path", file.path);
    json.member("coverable", file.coverable);
    numbers(json, "uncovered_lines", file.lines);
    numbers(json, "partial_lines", file.partial);
    json.member("moved", file.moved);
    json.end_object();
  }
  json.end_array();
  json.array("unmatched");
  for (const Coverage::Unmatched& file : facts.evidence.coverage.unmatched) {
    json.begin_object();
    write_path(json, "path", file.path);
    write_texts(json, "nearest", file.nearest);
    json.member_unless_empty("suggested_strip", file.suggested_strip);
    json.member_unless_empty("suggested_prefix", file.suggested_prefix);
    json.member_unless_empty("reason", file.reason);
    json.end_object();
  }
  json.end_array();
  json.array("stale");
  for (const Coverage::Stale& stale : facts.evidence.coverage.stale) {
    json.begin_object();
    write_path(json, "path", stale.path);
    json.member("reason", stale.reason);
    json.end_object();
  }
  json.end_array();
  write_texts(json, "notes", facts.evidence.coverage.notes);
  json.end_object();
}

// At most this many of a list; the count beside it tells of the rest.
constexpr std::size_t kMostTests = 1'000;

void test_names(JsonWriter& json, std::string name, const std::vector<std::string>& names) {
  json.member(name + "_count", names.size());
  json.array(name);
  for (std::size_t at = 0; at < std::min(kMostTests, names.size()); ++at) json.value(names[at]);
  json.end_array();
}

void failing_tests(JsonWriter& json, const std::vector<TestCase>& failures) {
  json.array("failures");
  for (std::size_t at = 0; at < std::min(kMostTests, failures.size()); ++at) {
    const TestCase& test = failures[at];
    json.begin_object();
    json.member("name", test.name);
    json.member("status", to_string(test.status));
    json.member("flaky", test.flaky);
    json.member("file", test.file);
    json.member("line", test.line);
    json.member("message", test.message);
    json.end_object();
  }
  json.end_array();
}

// Counts and lists; the result of every test is in the ledger.
void tests(JsonWriter& json, const Tests& tests) {
  if (!tests.configured) return;
  json.object("tests");
  json.member("reports_read", tests.reports_read);
  json.member("passed", tests.passed);
  json.member("failed", tests.failed);
  json.member("skipped", tests.skipped);
  failing_tests(json, tests.failures);
  text_or_null(json, "previous_id", tests.previous.id);
  text_or_null(json, "previous_head", tests.previous.head);
  test_names(json, "new_failures", tests.new_failures);
  test_names(json, "absent", tests.absent);
  test_names(json, "newly_skipped", tests.newly_skipped);
  json.array("weakened");
  for (const Tests::Weakened& weakened : tests.weakened) {
    json.begin_object();
    write_path(json, "path", weakened.path);
    json.member("line", weakened.line);
    json.member("what", weakened.what);
    json.end_object();
  }
  json.end_array();
  write_texts(json, "stale", tests.stale);
  write_texts(json, "notes", tests.notes);
  json.end_object();
}

void evidence(JsonWriter& json, const std::vector<EvidenceSource>& sources) {
  json.array("evidence");
  for (const EvidenceSource& source : sources) {
    json.begin_object();
    json.member("kind", source.kind);
    json.member("name", source.name);
    json.member("format", source.format);
    json.member("problem", source.problem);
    json.end_object();
  }
  json.end_array();
}

void provenance(JsonWriter& json, const Verdict& verdict) {
  json.object("config");
  json.member("source", verdict.config_source);
  json.member("digest", verdict.config_digest);
  json.end_object();
  json.array("tools");
  for (const ToolVersion& tool : verdict.tools) {
    json.begin_object();
    json.member("name", tool.name);
    json.member("version", tool.version);
    json.end_object();
  }
  json.end_array();
  write_texts(json, "change_notes", verdict.facts.change.notes);
  write_texts(json, "notes", verdict.notes);
  text_or_null(json, "ledger_id", verdict.ledger_id);
  json.member("ledger_note", verdict.ledger_note);
  json.member("time", verdict.facts.now);
  json.member("ms", verdict.milliseconds);
}

}  // namespace

std::string write_json(const Verdict& verdict, const Style&) {
  JsonWriter json(2);
  json.begin_object();
  json.member("schema_version", kJsonSchemaVersion);
  json.member("gate_version", GATE_VERSION);
  json.member("outcome", to_string(verdict.outcome));
  json.member("exit_code", verdict.exit_code);
  json.member("decided_exit_code", verdict.decided_exit_code);
  json.member("exit_reason", verdict.exit_reason);
  revisions(json, verdict.facts.change);
  counts(json, verdict.counts);
  files(json, verdict.facts.change);
  findings(json, verdict.facts.findings);
  rulings(json, verdict.rulings);
  analyzers(json, verdict.facts.analyzers);
  coverage(json, verdict.facts);
  tests(json, verdict.facts.evidence.tests);
  evidence(json, verdict.facts.evidence.sources);
  write_history(json, verdict.facts.history);
  provenance(json, verdict);
  json.end_object();
  return json.take();
}

}  // namespace gate::report
