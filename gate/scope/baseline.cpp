#include "gate/scope/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/scope/suppress.h"

namespace gate::scope {
namespace {

constexpr const char* kRemedy = "write the file anew with `gate baseline create`";

std::unexpected<Error> bad(std::string_view name, std::string message, std::string remedy = kRemedy) {
  return fail(ErrorKind::config, std::move(message), std::string(name), std::move(remedy));
}

bool is_fingerprint(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void sort_once(std::vector<BaselineEntry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const BaselineEntry& a, const BaselineEntry& b) {
    return std::tie(a.path, a.rule, a.fingerprint, a.message) < std::tie(b.path, b.rule, b.fingerprint, b.message);
  });
  std::unordered_set<std::string> seen;
  std::erase_if(entries, [&](const BaselineEntry& entry) { return !seen.insert(entry.fingerprint).second; });
}

Expected<BaselineEntry> read_entry(const Json& json, std::size_t number, std::string_view name) {
  if (!json.is_object()) return bad(name, fmt::format("finding {} is not an object", number));
  BaselineEntry entry;
  for (const auto& [key, value] : json.items()) {
    std::string* field = key == "fingerprint" ? &entry.fingerprint
                         : key == "rule"      ? &entry.rule
                         : key == "path"      ? &entry.path
                         : key == "message"   ? &entry.message
                                              : nullptr;
    if (field == nullptr) return bad(name, fmt::format("finding {} has the unknown key \"{}\"", number, key));
    if (!value.is_string()) return bad(name, fmt::format("\"{}\" of finding {} is not a text", key, number));
    *field = value.get<std::string>();
  }
  if (!is_fingerprint(entry.fingerprint)) {
    return bad(name, fmt::format("the fingerprint of finding {} is not 32 hexadecimal digits", number));
  }
  return entry;
}

Expected<void> check_head(const Json& json, std::string_view name) {
  if (!json.is_object()) return bad(name, "a baseline is a JSON object");
  for (const auto& [key, value] : json.items()) {
    if (key != "version" && key != "findings") return bad(name, fmt::format("unknown key \"{}\"", key));
  }
  if (!json.contains("version") || !json["version"].is_number_integer()) return bad(name, "\"version\" is missing");
  if (json["version"] > kBaselineVersion) {
    return bad(name,
               fmt::format("version {} is newer than this gate knows ({})", json["version"].dump(), kBaselineVersion),
               "use a newer gate");
  }
  if (json["version"] != kBaselineVersion) return bad(name, fmt::format("unknown version {}", json["version"].dump()));
  if (!json.contains("findings") || !json["findings"].is_array()) return bad(name, "\"findings\" must be a list");
  return {};
}

}  // namespace

Expected<std::vector<BaselineEntry>> parse_baseline(std::string_view text, std::string_view name) {
  Expected<Json> json = parse_json(text, name);
  if (!json) {
    Error error = json.error();
    error.kind = ErrorKind::config;
    if (error.remedy.empty()) error.remedy = "resolve merge conflicts in it, or " + std::string(kRemedy);
    return std::unexpected(std::move(error));
  }
  if (auto head = check_head(*json, name); !head) return std::unexpected(head.error());
  std::vector<BaselineEntry> entries;
  for (const Json& item : (*json)["findings"]) {
    Expected<BaselineEntry> entry = read_entry(item, entries.size() + 1, name);
    if (!entry) return std::unexpected(entry.error());
    entries.push_back(*std::move(entry));
  }
  sort_once(entries);
  return entries;
}

std::string write_baseline(std::vector<BaselineEntry> entries) {
  sort_once(entries);
  std::string out = fmt::format("{{\n\"version\": {},\n\"findings\": [", kBaselineVersion);
  const char* separator = "\n";
  for (const BaselineEntry& entry : entries) {
    OrderedJson line;
    line["path"] = to_utf8(entry.path);
    line["rule"] = to_utf8(entry.rule);
    line["fingerprint"] = entry.fingerprint;
    line["message"] = to_utf8(entry.message);
    out += separator + dump_json(line);
    separator = ",\n";
  }
  return out + (entries.empty() ? "]\n}\n" : "\n]\n}\n");
}

std::vector<BaselineEntry> baseline_of(const std::vector<Finding>& findings) {
  std::vector<BaselineEntry> entries;
  for (const Finding& f : findings) {
    if (f.state == State::fixed || f.level <= Level::shadow || !suppressible(f.rule)) continue;
    if (f.suppressed && f.suppression != kBaselineReason) continue;
    entries.push_back({f.fingerprint, f.rule, to_utf8(f.place.path), f.message});
  }
  sort_once(entries);
  return entries;
}

std::vector<BaselineEntry> still_there(const std::vector<BaselineEntry>& entries,
                                       const std::vector<Finding>& findings) {
  std::unordered_set<std::string_view> there;
  for (const Finding& finding : findings) {
    if (finding.state != State::fixed) there.insert(finding.fingerprint);
  }
  std::vector<BaselineEntry> out;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(out),
               [&](const BaselineEntry& entry) { return there.contains(entry.fingerprint); });
  sort_once(out);
  return out;
}

std::vector<std::string> fingerprints_of(const std::vector<BaselineEntry>& entries) {
  std::vector<std::string> out;
  out.reserve(entries.size());
  for (const BaselineEntry& entry : entries) out.push_back(entry.fingerprint);
  return out;
}

}  // namespace gate::scope
