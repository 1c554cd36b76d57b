// The fields of every struct of the model that is stored, named once: a visitor `v(name, member)` writes or reads them.
// Part of json.cpp. A new member of a struct is stored as soon as it stands here.
#pragma once

#include <concepts>
#include <type_traits>

#include "gate/model/verdict.h"

namespace gate {

template <class T, class Model>
concept Of = std::same_as<std::remove_const_t<T>, Model>;

void fields(auto& v, Of<LineRange> auto& range) { v("first", range.first), v("last", range.last); }

void fields(auto& v, Of<Hunk> auto& hunk) {
  v("old_start", hunk.old_start), v("old_lines", hunk.old_lines);
  v("new_start", hunk.new_start), v("new_lines", hunk.new_lines);
}

void fields(auto& v, Of<BlobRef> auto& blob) { v("oid", blob.oid), v("mode", blob.mode), v("size", blob.size); }

void fields(auto& v, Of<ChangedFile> auto& file) {
  v("path", file.path), v("old_path", file.old_path), v("status", file.status), v("similarity", file.similarity);
  v("before", file.before), v("after", file.after), v("binary", file.binary), v("unreadable", file.unreadable);
  v("note", file.note), v("hunks", file.hunks);
}

void fields(auto& v, Of<Person> auto& person) { v("name", person.name), v("email", person.email); }

void fields(auto& v, Of<Commit> auto& commit) {
  v("oid", commit.oid), v("author", commit.author), v("committer", commit.committer), v("time", commit.time);
  v("offset_minutes", commit.offset_minutes), v("parents", commit.parents), v("message", commit.message);
}

void fields(auto& v, Of<RevisionChoice> auto& revision) {
  v("oid", revision.oid), v("name", revision.name), v("source", revision.source);
}

void fields(auto& v, Of<Change> auto& change) {
  v("repository", change.repository), v("base", change.base), v("head", change.head), v("policy", change.policy);
  v("base_tree", change.base_tree), v("head_tree", change.head_tree), v("shallow", change.shallow);
  v("files", change.files), v("commits", change.commits), v("notes", change.notes);
}

void fields(auto& v, Of<Place> auto& place) {
  v("path", place.path), v("line", place.line), v("column", place.column);
  v("end_line", place.end_line), v("end_column", place.end_column);
}

void fields(auto& v, Of<Edit> auto& edit) { v("place", edit.place), v("text", edit.text); }

void fields(auto& v, Of<RelatedPlace> auto& related) { v("place", related.place), v("message", related.message); }

void fields(auto& v, Of<Snippet> auto& snippet) {
  v("first_line", snippet.first_line), v("first_column", snippet.first_column), v("lines", snippet.lines);
}

void fields(auto& v, Of<Finding> auto& finding) {
  v("rule", finding.rule), v("category", finding.category), v("severity", finding.severity);
  v("confidence", finding.confidence), v("place", finding.place), v("message", finding.message);
  v("related", finding.related), v("fix", finding.fix), v("value", finding.value), v("context", finding.context);
  v("about_change", finding.about_change), v("state", finding.state), v("level", finding.level);
  v("fingerprint", finding.fingerprint), v("line_hash", finding.line_hash), v("suppressed", finding.suppressed);
  v("suppression", finding.suppression), v("blocking", finding.blocking), v("snippet", finding.snippet);
}

void fields(auto& v, Of<EvidenceSource> auto& source) {
  v("kind", source.kind), v("name", source.name), v("format", source.format);
  v("problem", source.problem), v("time", source.time), v("missing", source.missing);
}

void fields(auto& v, Of<FileCoverage::Branches> auto& branches) {
  v("covered", branches.covered), v("total", branches.total);
}

void fields(auto& v, Of<FileCoverage> auto& file) {
  v("path", file.path), v("report_path", file.report_path), v("hits", file.hits), v("branches", file.branches);
  v("moved", file.moved);
}

void fields(auto& v, Of<Coverage::Unmatched> auto& unmatched) {
  v("path", unmatched.path), v("nearest", unmatched.nearest), v("suggested_strip", unmatched.suggested_strip);
  v("suggested_prefix", unmatched.suggested_prefix), v("reason", unmatched.reason);
}

void fields(auto& v, Of<Coverage::Stale> auto& stale) { v("path", stale.path), v("reason", stale.reason); }

void fields(auto& v, Of<Coverage> auto& coverage) {
  v("configured", coverage.configured), v("files", coverage.files), v("reports_read", coverage.reports_read);
  v("files_in_reports", coverage.files_in_reports), v("unmatched", coverage.unmatched), v("stale", coverage.stale);
  v("notes", coverage.notes);
}

void fields(auto& v, Of<Review> auto& review) {
  v("user", review.user), v("state", review.state), v("commit", review.commit), v("time", review.time);
  v("source", review.source), v("verified", review.verified), v("member", review.member);
}

void fields(auto& v, Of<PathOwners> auto& owners) {
  v("path", owners.path), v("line", owners.line), v("owners", owners.owners);
  v("approvals", owners.approvals), v("section", owners.section);
}

void fields(auto& v, Of<ReviewEvidence> auto& review) {
  v("available", review.available), v("unavailable", review.unavailable), v("pipeline", review.pipeline);
  v("pull_request", review.pull_request), v("author", review.author), v("head", review.head);
  v("co_authors", review.co_authors);
  v("reviews", review.reviews), v("teams", review.teams), v("unresolved_teams", review.unresolved_teams);
  v("owners_path", review.owners_path), v("owners", review.owners);
}

void fields(auto& v, Of<TestCase> auto& test) {
  v("name", test.name), v("file", test.file), v("line", test.line), v("status", test.status);
  v("message", test.message), v("flaky", test.flaky);
}

void fields(auto& v, Of<Tests::Previous> auto& previous) {
  v("id", previous.id), v("head", previous.head), v("time", previous.time);
}

void fields(auto& v, Of<Tests::Weakened> auto& weakened) {
  v("path", weakened.path), v("line", weakened.line), v("what", weakened.what);
}

void fields(auto& v, Of<Tests> auto& tests) {
  v("configured", tests.configured), v("reports_read", tests.reports_read), v("passed", tests.passed);
  v("failed", tests.failed), v("skipped", tests.skipped), v("failures", tests.failures), v("results", tests.results);
  v("previous", tests.previous), v("new_failures", tests.new_failures), v("absent", tests.absent);
  v("newly_skipped", tests.newly_skipped), v("weakened", tests.weakened), v("stale", tests.stale);
  v("notes", tests.notes);
}

void fields(auto& v, Of<Evidence> auto& evidence) {
  v("sources", evidence.sources), v("coverage", evidence.coverage), v("tests", evidence.tests);
  v("review", evidence.review);
}

void fields(auto& v, Of<AnalyzerRun> auto& run) {
  v("name", run.name), v("version", run.version), v("state", run.state), v("reason", run.reason);
  v("files", run.files), v("milliseconds", run.milliseconds), v("not_checked", run.not_checked);
  v("sandbox", run.sandbox), v("notes", run.notes);
}

void fields(auto& v, Of<RiskReason> auto& reason) {
  v("measure", reason.measure), v("amount", reason.amount), v("words", reason.words);
}

void fields(auto& v, Of<RiskFile::Lines> auto& lines) { v("range", lines.range), v("amount", lines.amount); }

void fields(auto& v, Of<RiskFile> auto& file) {
  v("path", file.path), v("probability", file.probability), v("words", file.words), v("lines", file.lines);
}

void fields(auto& v, Of<RiskScore> auto& risk) {
  v("available", risk.available), v("unavailable", risk.unavailable), v("probability", risk.probability);
  v("base", risk.base), v("percentile", risk.percentile), v("compared_with", risk.compared_with);
  v("commits", risk.commits), v("labels", risk.labels), v("model", risk.model), v("calibration", risk.calibration);
  v("reasons", risk.reasons), v("files", risk.files), v("counter_moves", risk.counter_moves);
  v("unknown", risk.unknown);
}

void fields(auto& v, Of<PastIncident> auto& incident) {
  v("id", incident.id), v("since", incident.since), v("severity", incident.severity), v("note", incident.note);
  v("paths", incident.paths);
}

void fields(auto& v, Of<History> auto& history) { v("risk", history.risk), v("incidents", history.incidents); }

void fields(auto& v, Of<Facts> auto& facts) {
  v("change", facts.change), v("findings", facts.findings), v("evidence", facts.evidence);
  v("analyzers", facts.analyzers), v("history", facts.history), v("now", facts.now), v("hook", facts.hook);
}

void fields(auto& v, Of<Ruling> auto& ruling) {
  v("policy", ruling.policy), v("condition", ruling.condition), v("value", ruling.value), v("status", ruling.status);
  v("reason", ruling.reason), v("blocking", ruling.blocking), v("details", ruling.details);
}

}  // namespace gate
