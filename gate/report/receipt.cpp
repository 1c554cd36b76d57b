#include "gate/report/receipt.h"

#include <algorithm>

#include "gate/base/text.h"
#include "gate/report/formats.h"
#include "gate/report/json_reader.h"
#include "gate/report/json_writer.h"
#include "gate/report/select.h"

namespace gate::report {
namespace {

constexpr int kSchemaVersion = 1;
constexpr std::size_t kMostIssues = 500;
constexpr std::size_t kMostAnalyzers = 1'000;

void write_sides(JsonWriter& json, const Receipt& receipt) {
  json.member("head", receipt.head);
  json.member("head_tree", receipt.head_tree);
  json.array("merged");
  for (const auto& parent : receipt.merged) json.value(parent);
  json.end_array();
  json.member("base", receipt.base);
  json.member("base_tree", receipt.base_tree);
  json.member("base_source", receipt.base_source);
  json.member("policy", receipt.policy);
  json.member("config_source", receipt.config_source);
  json.member("config_digest", receipt.config_digest);
}

void write_analyzers(JsonWriter& json, const Receipt& receipt) {
  json.array("analyzers");
  for (const auto& each : receipt.analyzers) {
    json.begin_object();
    json.member("name", each.name);
    json.member("version", each.version);
    json.member("state", to_string(each.state));
    json.member("reason", each.reason);
    json.member("left_out", each.left_out);
    json.end_object();
  }
  json.end_array();
}

void write_issues(JsonWriter& json, const Receipt& receipt) {
  json.array("findings");
  for (const auto& each : receipt.issues) {
    json.begin_object();
    json.member("fingerprint", each.fingerprint);
    json.member("rule", each.rule);
    json.member("path", each.path);
    json.member("line", each.line);
    json.end_object();
  }
  json.end_array();
  json.member("findings_omitted", receipt.issues_omitted);
}

void read_sides(JsonReader& reader, const JsonNode& root, Receipt& receipt) {
  receipt.head = reader.text(root, "head");
  receipt.head_tree = reader.text(root, "head_tree");
  receipt.merged = reader.texts(root, "merged");
  receipt.base = reader.text(root, "base");
  receipt.base_tree = reader.text(root, "base_tree");
  receipt.base_source = reader.text(root, "base_source");
  receipt.policy = reader.text(root, "policy");
  receipt.config_source = reader.text(root, "config_source");
  receipt.config_digest = reader.text(root, "config_digest");
}

void read_lists(JsonReader& reader, const JsonNode& root, Receipt& receipt) {
  reader.each(root, "analyzers", [&](const JsonNode& node) {
    receipt.analyzers.push_back({reader.text(node, "name"), reader.text(node, "version"),
                                 reader.word<RunState>(node, "state"), reader.text(node, "reason"),
                                 reader.integer<std::uint32_t>(node, "left_out")});
    if (receipt.analyzers.size() > kMostAnalyzers) reader.complain(node, "is one analyzer too many");
  });
  reader.each(root, "findings", [&](const JsonNode& node) {
    receipt.issues.push_back({reader.text(node, "fingerprint"), reader.text(node, "rule"), reader.text(node, "path"),
                              reader.integer<std::uint32_t>(node, "line")});
    if (receipt.issues.size() > kMostIssues) reader.complain(node, "is one finding too many");
  });
}

}  // namespace

Receipt receipt_of(const Verdict& verdict) {
  const Change& change = verdict.facts.change;
  Receipt receipt{.gate = GATE_VERSION,
                  .time = verdict.facts.now,
                  .hook = verdict.facts.hook,
                  .head = change.head.oid,
                  .head_tree = change.head_tree,
                  .base = change.base.oid,
                  .base_tree = change.base_tree,
                  .base_source = change.base.source,
                  .policy = change.policy.oid,
                  .config_source = verdict.config_source,
                  .config_digest = verdict.config_digest,
                  .outcome = verdict.outcome};
  if (!change.commits.empty() && change.commits.front().oid == change.head.oid &&
      change.commits.front().parents.size() > 1) {
    receipt.merged = change.commits.front().parents;
  }
  for (const AnalyzerRun& run : verdict.facts.analyzers) {
    receipt.analyzers.push_back(
        {run.name, run.version, run.state, run.reason, static_cast<std::uint32_t>(run.not_checked.size())});
  }
  auto [kept, omitted] = keep_most_important(findings_in_scope(verdict), kMostIssues);
  for (const Finding* finding : kept) {
    receipt.issues.push_back({finding->fingerprint, finding->rule, to_utf8(finding->place.path), finding->place.line});
  }
  receipt.issues_omitted = static_cast<std::uint32_t>(omitted);
  return receipt;
}

std::string write_receipt(const Receipt& receipt) {
  JsonWriter json(2);
  json.begin_object();
  json.member("schema_version", kSchemaVersion);
  json.member("gate", receipt.gate);
  json.member("time", receipt.time);
  json.member("hook", receipt.hook);
  write_sides(json, receipt);
  write_analyzers(json, receipt);
  json.member("outcome", to_string(receipt.outcome));
  write_issues(json, receipt);
  json.end_object();
  return json.take();
}

std::string write_receipt_report(const Verdict& verdict, const Style&) { return write_receipt(receipt_of(verdict)); }

Expected<Receipt> parse_receipt(std::string_view text, std::string_view name) {
  const auto json = parse_json(text, name);
  if (!json) return std::unexpected(json.error());
  constexpr const char* kRemedy = "a receipt is written by the hook and by `gate check --report receipt=FILE`";
  const JsonNode root{&*json};
  JsonReader reader;
  Receipt receipt;
  if (!json->is_object()) return fail(ErrorKind::parse, "is no receipt", std::string(name), kRemedy);
  if (reader.integer<int>(root, "schema_version", 1'000'000) != kSchemaVersion && reader.complaint().empty()) {
    reader.complain(root, "is of another version of gate's receipts");
  }
  receipt.gate = reader.text(root, "gate");
  receipt.time = reader.integer<std::int64_t>(root, "time");
  receipt.hook = reader.boolean(root, "hook");
  read_sides(reader, root, receipt);
  read_lists(reader, root, receipt);
  receipt.outcome = reader.word<Status>(root, "outcome");
  receipt.issues_omitted = reader.integer<std::uint32_t>(root, "findings_omitted");
  if (reader.complaint().empty()) return receipt;
  return fail(ErrorKind::parse, "is no receipt: " + reader.complaint(), std::string(name), kRemedy);
}

}  // namespace gate::report
