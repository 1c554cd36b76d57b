#include "gate/history/incidents.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/history/moment.h"

namespace gate::history {
namespace {

constexpr std::size_t kLongestId = 200;

const std::vector<std::string> kKeys = {"id", "since", "severity", "commits", "fixes", "paths", "note", "url"};

// Reads one line's object; the first thing that is wrong is kept.
class LineReader {
 public:
  explicit LineReader(const Json& object) : object_(object) {}

  Incident read() {
    check_keys();
    Incident incident;
    incident.id = text("id");
    if (wrong_.empty() && (incident.id.empty() || incident.id.size() > kLongestId))
      wrong_ = "'id' is missing or too long";
    read_since(incident);
    const auto severity = text("severity");
    if (auto known = severity_from(severity))
      incident.severity = *known;
    else
      keep("'severity' is none of info, low, medium, high, critical");
    incident.commits = list("commits", true);
    incident.fixes = list("fixes", true);
    incident.paths = list("paths", false);
    incident.note = text("note");
    incident.url = text("url");
    return incident;
  }

  const std::string& wrong() const { return wrong_; }

 private:
  void keep(std::string words) {
    if (wrong_.empty()) wrong_ = std::move(words);
  }

  void check_keys() {
    for (const auto& [key, value] : object_.items()) {
      if (std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end()) continue;
      const std::string near = nearest(key, kKeys);
      keep(fmt::format("unknown key '{}'{}", printable(key), near.empty() ? "" : ", '" + near + "' is one"));
    }
  }

  std::string text(const char* key) {
    const auto value = object_.find(key);
    if (value == object_.end()) return "";
    if (value->is_string()) return value->get<std::string>();
    keep(fmt::format("'{}' is no text", key));
    return "";
  }

  void read_since(Incident& incident) {
    const auto moment = parse_moment(text("since"));
    if (!moment) return keep("'since' is no ISO 8601 date or date-time, such as 2026-11-21T10:30:00Z");
    incident.since = *moment;
  }

  std::vector<std::string> list(const char* key, bool ids) {
    const auto value = object_.find(key);
    std::vector<std::string> entries;
    if (value == object_.end()) return entries;
    if (!value->is_array()) keep(fmt::format("'{}' is no list", key));
    for (const Json& entry : value->is_array() ? *value : Json::array()) {
      if (!entry.is_string() || entry.get_ref<const std::string&>().empty()) {
        keep(fmt::format("'{}' holds something that is no text", key));
        continue;
      }
      entries.push_back(entry.get<std::string>());
      if (ids && !is_commit_id(entries.back())) keep(fmt::format("'{}' holds what is no full commit id", key));
    }
    return entries;
  }

  static bool is_commit_id(const std::string& id) {
    return (id.size() == 40 || id.size() == 64) && id.find_first_not_of("0123456789abcdef") == id.npos;
  }

  const Json& object_;
  std::string wrong_;
};

void add_list(OrderedJson& object, const char* key, const std::vector<std::string>& entries) {
  if (!entries.empty()) object[key] = entries;
}

}  // namespace

Expected<std::vector<Incident>> parse_incidents(std::string_view text, const std::string& path) {
  std::vector<Incident> incidents;
  std::map<std::string, std::size_t> lines;  // of ids
  std::size_t number = 0;
  for (const auto line : split_lines(text)) {
    ++number;
    const std::string where = fmt::format("{}:{}", path, number);
    if (trim(line).empty()) continue;
    auto object = parse_json(line, path);
    if (!object) {
      const auto& place = object.error().where;  // its last part is the column
      return fail(ErrorKind::config, object.error().message, where + place.substr(place.rfind(':')),
                  "each line is one JSON object");
    }
    if (!object->is_object()) return fail(ErrorKind::config, "not a JSON object", where, "each line is one incident");
    LineReader reader(*object);
    Incident incident = reader.read();
    if (!reader.wrong().empty())
      return fail(ErrorKind::config, reader.wrong(), where, "docs/incidents.md has the format");
    const auto [first, fresh] = lines.emplace(incident.id, number);
    if (!fresh)
      return fail(ErrorKind::config,
                  fmt::format("a second incident '{}'; the first is on line {}", printable(incident.id), first->second),
                  where, "give one of them another id");
    incidents.push_back(std::move(incident));
  }
  return incidents;
}

std::string to_line(const Incident& incident) {
  OrderedJson object;
  object["id"] = incident.id;
  object["since"] = moment_text(incident.since);
  object["severity"] = to_string(incident.severity);
  add_list(object, "commits", incident.commits);
  add_list(object, "fixes", incident.fixes);
  add_list(object, "paths", incident.paths);
  if (!incident.note.empty()) object["note"] = incident.note;
  if (!incident.url.empty()) object["url"] = incident.url;
  return dump_json(object);
}

}  // namespace gate::history
