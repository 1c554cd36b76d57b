#include "analyzers/plugins/protocol.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzers/plugins/fields.h"
#include "gate/base/text.h"

namespace gate::plugins {
namespace {

constexpr std::size_t kLongestWord = 100;     // names, versions
constexpr std::size_t kLongestAddress = 500;  // of a rule's page

Json text_or_bytes(const std::string& text) {
  if (is_utf8(text)) return text;
  return Json{{"base64", base64(text)}};
}

Json side(const std::shared_ptr<const std::string>& text) { return text ? text_or_bytes(*text) : Json(nullptr); }

Json ranges(const std::vector<LineRange>& lines) {
  Json list = Json::array();
  for (const auto& range : lines) list.push_back({range.first, range.last});
  return list;
}

bool is_address(std::string_view text) {
  return (text.starts_with("https://") || text.starts_with("http://")) && text.size() <= kLongestAddress &&
         std::ranges::all_of(text,
                             [](unsigned char c) { return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>'; });
}

RuleInfo read_rule(const Json& entry, const std::string& name, const PluginSpec& plugin, Complaint& complaint) {
  Fields fields(entry, name, {"id", "summary", "help", "category", "severity", "uri"}, complaint);
  RuleInfo rule;
  if (fields.need("id")) rule.id = plugin.name + "/" + fields.name("id");
  rule.summary = one_line(fields.text("summary"), kLongestMessage);
  if (rule.summary.empty()) rule.summary = rule.id;
  rule.help = printable(to_utf8(std::string_view(fields.text("help")).substr(0, kLongestHelp)), true);
  rule.category = fields.has("category") ? fields.name("category") : "maintainability";
  rule.severity = fields.word<Severity>("severity").value_or(plugin.severity);
  rule.uri = fields.text("uri");
  if (!rule.uri.empty() && !is_address(rule.uri)) fields.complain("uri", "must be an http or https address");
  return rule;
}

}  // namespace

const RuleInfo* Hello::rule(const std::string& id) const {
  auto found = std::ranges::lower_bound(rules, id, {}, &RuleInfo::id);
  return found != rules.end() && found->id == id ? &*found : nullptr;
}

Json hello_request(const PluginSpec& plugin) {
  return {{"type", "hello"}, {"protocol", kProtocolVersion}, {"gate", GATE_VERSION}, {"options", plugin.options}};
}

Expected<Hello> read_hello(const Json& answer, const PluginSpec& plugin) {
  Complaint complaint;
  Fields fields(answer, "", {"type", "protocol", "name", "version", "rules"}, complaint);
  if (fields.need("type") && fields.text("type") != "hello") fields.complain("type", "must be \"hello\"");
  if (fields.need("protocol")) fields.integer("protocol", kProtocolVersion, kProtocolVersion);
  fields.need("name"), fields.need("version");
  Hello hello{one_line(fields.text("name"), kLongestWord), one_line(fields.text("version"), kLongestWord), {}};
  for (const Json& entry : fields.list("rules", kMostRules)) {
    hello.rules.push_back(read_rule(entry, fmt::format("rules[{}]", hello.rules.size()), plugin, complaint));
    if (complaint.any()) break;
  }
  std::ranges::sort(hello.rules, {}, &RuleInfo::id);
  auto twin = std::ranges::adjacent_find(hello.rules, {}, &RuleInfo::id);
  if (twin != hello.rules.end()) complaint.say("rules", "has " + twin->id + " twice");
  if (complaint.any())
    return fail(ErrorKind::parse,
                fmt::format("plugin {} does not answer hello as protocol 1 asks: {}", plugin.name, complaint.words));
  return hello;
}

Json analyze_request(std::uint64_t id, std::span<const FileTexts> files) {
  Json list = Json::array();
  for (const auto& entry : files) {
    const ChangedFile& file = *entry.file;
    list.push_back({{"path", text_or_bytes(file.path)},
                    {"old_path", text_or_bytes(file.old_path.empty() ? file.path : file.old_path)},
                    {"status", to_string(file.status)},
                    {"before", side(entry.before)},
                    {"after", side(entry.after)},
                    {"added", ranges(file.added_ranges())},
                    {"removed", ranges(file.removed_ranges())}});
  }
  return {{"type", "analyze"}, {"id", id}, {"files", std::move(list)}};
}

}  // namespace gate::plugins
