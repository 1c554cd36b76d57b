#include <fmt/format.h>

#include <initializer_list>

#include "gate/base/text.h"
#include "gate/model/json.h"
#include "gate/model/words.h"
#include "gate/store/record.h"
#include "gate/store/schema.h"

namespace gate::store {
namespace {

constexpr std::int64_t kLastSecond = 253'402'300'799;  // of the year 9999

// Takes fields out of a record; after the first complaint every answer is a default.
class Fields {
 public:
  Fields(const Json& object, std::string name) : object_(object), name_(std::move(name)) {}

  const Json& need(const char* name) {
    static const Json nothing;
    auto member = object_.is_object() ? object_.find(name) : object_.end();
    if (member != object_.end()) return *member;
    complain(name, "is missing");
    return nothing;
  }
  std::string text(const char* name) {
    const Json& value = need(name);
    if (!value.is_string()) complain(name, "must be text");
    return value.is_string() ? value.get<std::string>() : std::string();
  }
  std::int64_t integer(const char* name, std::int64_t most) {
    const Json& value = need(name);
    const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                                                 : value.is_number_integer() && value.get<std::int64_t>() >= 0 &&
                                                       value.get<std::int64_t>() <= most;
    if (!fits) complain(name, fmt::format("must be a whole number from 0 to {}", most));
    return fits ? value.get<std::int64_t>() : 0;
  }
  const Json& list(const char* name) {
    static const Json nothing = Json::array();
    const Json& value = need(name);
    if (!value.is_array()) complain(name, "must be a list");
    return value.is_array() ? value : nothing;
  }
  void complain(const std::string& name, const std::string& wish) {
    if (complaint_.empty()) complaint_ = fmt::format("{}.{} {}", name_, name, wish);
  }
  void take(const std::string& complaint) {
    if (complaint_.empty()) complaint_ = complaint;
  }
  const std::string& complaint() const { return complaint_; }

 private:
  const Json& object_;
  std::string name_;
  std::string complaint_;
};

Counts read_counts(Fields& record) {
  Fields fields(record.need("counts"), "record.counts");
  auto count = [&](const char* name) { return static_cast<std::uint32_t>(fields.integer(name, UINT32_MAX)); };
  Counts counts{.found = count("found"),
                .in_scope = count("in_scope"),
                .blocking = count("blocking"),
                .suppressed = count("suppressed"),
                .existing = count("existing"),
                .fixed = count("fixed"),
                .not_checked = count("not_checked")};
  record.take(fields.complaint());
  return counts;
}

void read_lists(Fields& record, Verdict& verdict) {
  for (const Json& tool : record.list("tools")) {
    Fields fields(tool, "record.tools[]");
    verdict.tools.push_back({fields.text("name"), fields.text("version")});
    record.take(fields.complaint());
  }
  for (const Json& note : record.list("notes")) {
    if (!note.is_string()) record.complain("notes[]", "must be text");
    if (note.is_string()) verdict.notes.push_back(note.get<std::string>());
  }
  for (const Json& one : record.list("rulings")) {
    auto ruling = ruling_from_json(one);
    if (!ruling) record.take("record.rulings[]: " + ruling.error().message);
    if (ruling) verdict.rulings.push_back(std::move(*ruling));
  }
}

void read_plain(Fields& record, Verdict& verdict) {
  const auto outcome = from_word<Status>(record.text("outcome"));
  if (!outcome) record.complain("outcome", "has no word that is known");
  verdict.outcome = outcome.value_or(Status::error);
  verdict.exit_code = static_cast<int>(record.integer("exit_code", 3));
  verdict.decided_exit_code = static_cast<int>(record.integer("decided_exit_code", 3));
  verdict.exit_reason = record.text("exit_reason");
  verdict.config_source = record.text("config_source");
  verdict.config_digest = record.text("config_digest");
  verdict.milliseconds = static_cast<std::uint32_t>(record.integer("milliseconds", UINT32_MAX));
}

// Where both differ, the path of the first difference goes before what `difference` holds.
bool differs(const Json& given, const Json& kept, std::string& difference) {
  auto inside = [&](const std::string& name) {
    difference.insert(0, name);
    return true;
  };
  if (given.is_object() && kept.is_object()) {
    for (const auto& [name, value] : given.items()) {
      auto member = kept.find(name);
      if (member == kept.end() || differs(value, *member, difference)) return inside("." + name);
    }
    return false;
  }
  if (given.is_array() && kept.is_array() && given.size() == kept.size()) {
    for (std::size_t at = 0; at < given.size(); ++at)
      if (differs(given[at], kept[at], difference)) return inside(fmt::format("[{}]", at));
    return false;
  }
  return given != kept;
}

}  // namespace

Expected<Verdict> parse_record(const Json& record) {
  if (!record.is_object()) return fail(ErrorKind::parse, "a record must be an object");
  if (record.contains("schema_version") && !record.contains("facts")) {
    return fail(ErrorKind::parse, "this is a report, which does not hold the facts that the verdict was decided from",
                "", "take what `gate ledger export` or `gate ledger show` writes");
  }
  Fields fields(record, "record");
  const std::int64_t version = fields.integer("ledger_version", INT64_MAX);
  if (fields.complaint().empty() && (version < 1 || version > kSchemaVersion)) {
    return fail(ErrorKind::parse,
                fmt::format("the record has version {}, this gate knows 1 to {}", version, kSchemaVersion), "",
                "use the gate that wrote it, or a newer one");
  }
  Verdict verdict;
  const std::string id = fields.text("id");
  const std::int64_t time = fields.integer("time", kLastSecond);
  const std::string base = fields.text("base"), head = fields.text("head"), policy = fields.text("policy_commit");
  read_plain(fields, verdict);
  verdict.counts = read_counts(fields);
  read_lists(fields, verdict);
  auto facts = facts_from_json(fields.need("facts"));
  if (!facts) fields.take(facts.error().message);
  if (!fields.complaint().empty()) return fail(ErrorKind::parse, printable(fields.complaint()));
  verdict.facts = std::move(*facts);
  const Change& change = verdict.facts.change;
  if (base != change.base.oid || head != change.head.oid || policy != change.policy.oid)
    return fail(ErrorKind::parse, "record.base, head or policy_commit is another than that of record.facts.change");
  if (verdict.facts.now != time) return fail(ErrorKind::parse, "record.time and record.facts.now differ");
  return verdict;
}

std::string first_difference(const Json& given, const Json& kept) {
  Json plain = given;
  plain.erase("ledger_version");
  std::string difference;
  return differs(plain, kept, difference) ? "record" + difference : std::string();
}

}  // namespace gate::store
