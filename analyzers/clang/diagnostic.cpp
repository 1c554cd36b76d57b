#include "analyzers/clang/diagnostic.h"

#include <algorithm>
#include <cstdint>

#include "analyzers/clang/access.h"
#include "analyzers/clang/rules.h"
#include "gate/base/text.h"

namespace gate::clang {
namespace {

constexpr std::size_t kLongestMessage = 600;
constexpr std::size_t kLongestFix = 2'000;

std::uint32_t number_at(const Json& object, const char* key) {
  auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return 0;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(found->get<std::uint64_t>(), UINT32_MAX));
}

std::optional<Place> place_from(const Json& object, const Tracked& tracked) {
  Place place{.path = text_at(object, "path"),
              .line = number_at(object, "line"),
              .column = number_at(object, "column"),
              .end_line = number_at(object, "end_line"),
              .end_column = number_at(object, "end_column")};
  if (place.path.empty() || place.line == 0 || !tracked(place.path)) return std::nullopt;
  return place;
}

// One line that is safe to print.
std::string one_line(const std::string& text) {
  std::string line = printable(to_utf8(text.substr(0, kLongestMessage)));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

std::vector<RelatedPlace> notes_of(const Json& diagnostic, const Tracked& tracked) {
  std::vector<RelatedPlace> related;
  for (const auto& note : list_at(diagnostic, "notes"))
    if (auto place = place_from(object_at(note, "place"), tracked))
      related.push_back({*place, one_line(text_at(note, "message"))});
  return related;
}

std::vector<Edit> fix_of(const Json& diagnostic, const std::string& path, const Tracked& tracked) {
  std::vector<Edit> fix;
  for (const auto& edit : list_at(diagnostic, "fix")) {
    auto place = place_from(object_at(edit, "place"), tracked);
    std::string text = text_at(edit, "text");
    if (!place || place->path != path || text.size() > kLongestFix) return {};
    fix.push_back({*place, std::move(text)});
  }
  return fix;
}

std::string message_of(const Json& diagnostic, const Rule& rule) {
  std::string message = one_line(text_at(diagnostic, "message"));
  std::string flag = one_line(text_at(diagnostic, "flag"));
  std::string category = one_line(text_at(diagnostic, "category"));
  if (!flag.empty() && flag != rule.id) return message + " [-W" + flag + "]";
  if (flag.empty() && !category.empty()) return message + " [" + category + "]";
  return message;
}

}  // namespace

bool is_error(const Json& diagnostic) {
  auto found = diagnostic.is_object() ? diagnostic.find("error") : diagnostic.end();
  return diagnostic.is_object() && found != diagnostic.end() && found->is_boolean() && found->get<bool>();
}

std::optional<Finding> finding_from(const Json& diagnostic, const std::string& unit, const Tracked& tracked) {
  bool error = is_error(diagnostic);
  const Rule& rule = rule_of(text_at(diagnostic, "flag"), error);
  Finding finding;
  finding.rule = "clang/" + rule.id;
  finding.category = rule.category;
  finding.severity = severity_of(rule, error);
  finding.message = message_of(diagnostic, rule);
  finding.related = notes_of(diagnostic, tracked);
  if (auto place = place_from(object_at(diagnostic, "place"), tracked)) {
    finding.place = *place;
    finding.fix = fix_of(diagnostic, place->path, tracked);
    return finding;
  }
  // In a header of the system, say: shown where the tracked code led there.
  if (!finding.related.empty()) {
    finding.place = finding.related.front().place;
  } else if (auto place = place_from(object_at(diagnostic, "included_at"), tracked)) {
    finding.place = *place;
  } else if (error) {
    finding.place.path = unit;
  } else {
    return std::nullopt;
  }
  std::string outside = one_line(text_at(object_at(diagnostic, "place"), "outside"));
  if (!outside.empty()) finding.message += " (in " + outside + ")";
  return finding;
}

}  // namespace gate::clang
