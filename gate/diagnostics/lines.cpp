#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <vector>

#include "gate/base/text.h"
#include "gate/diagnostics/collector.h"
#include "gate/diagnostics/words.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostLine = 64u << 10, kMostMessage = 2'000, kMostPattern = 4'096;
constexpr int kMostGroups = 64;

// `text` without terminal colours and the like (ECMA-48 control sequences), in which tools wrap what they say.
std::string without_colours(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1B' && at + 1 < text.size() && text[at + 1] == '[') {
      at += 2;
      while (at < text.size() && (text[at] < 0x40 || text[at] > 0x7E)) ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

class LineReader {
 public:
  LineReader(const RE2& pattern, Collector& out) : pattern_(pattern), out_(out) {
    for (const auto& [name, index] : pattern.NamedCapturingGroups()) groups_.emplace(name, index);
    found_.resize(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1);
  }

  void read(std::string_view raw) {
    if (raw.size() > kMostLine) ++long_lines_;
    const std::string line = to_utf8(without_colours(raw.substr(0, kMostLine)));
    if (!pattern_.Match(line, 0, line.size(), RE2::UNANCHORED, found_.data(), static_cast<int>(found_.size()))) return;
    out_.count();
    const std::string named(trim(group("path")));
    if (named.empty()) return out_.note("without a place in a file");
    const auto path = out_.path(named);
    if (!path) return out_.leave_outside();
    Finding finding;
    finding.place = place(*path);
    finding.message = one_line(group("message"), kMostMessage);
    if (finding.message.empty()) finding.message = one_line({found_[0].data(), found_[0].size()}, kMostMessage);
    finding.severity = severity_of_word(group("severity")).value_or(out_.reading().severity);
    finding.category = "other";
    const std::string rule = rule_name(group("rule"));
    finding.rule = out_.tool("tool") + "/" + rule;
    if (!out_.knows(finding.rule)) out_.add_rule({finding.rule, rule, rule, "other", finding.severity});
    out_.add(std::move(finding));
  }

  std::size_t long_lines() const { return long_lines_; }

 private:
  std::string_view group(const char* name) const {
    const auto index = groups_.find(name);
    if (index == groups_.end()) return {};
    const auto& found = found_[static_cast<std::size_t>(index->second)];
    return found.data() == nullptr ? std::string_view() : std::string_view(found.data(), found.size());
  }

  Place place(const std::string& path) const {
    Place place{path, position(group("line")), 0, 0, 0};
    if (place.line == 0) return place;
    place.column = std::max(position(group("column")), 1u);
    place.end_line = std::max(position(group("end_line")), place.line);
    place.end_column = position(group("end_column"));
    if (place.end_line == place.line && place.end_column < place.column) place.end_column = 0;
    return place;
  }

  const RE2& pattern_;
  Collector& out_;
  std::map<std::string, int> groups_;
  std::vector<re2::StringPiece> found_;
  std::size_t long_lines_ = 0;
};

Expected<void> check(const std::string& text, const RE2& pattern) {
  constexpr const char* kRemedy = "write RE2 syntax with (?P<path>...), (?P<line>...) and (?P<message>...)";
  if (text.size() > kMostPattern) return fail(ErrorKind::config, "the pattern has more than 4,096 bytes", "", kRemedy);
  if (!pattern.ok())
    return fail(ErrorKind::config, fmt::format("the pattern cannot be read: {}", printable(pattern.error())), "",
                kRemedy);
  if (!pattern.NamedCapturingGroups().contains("path"))
    return fail(ErrorKind::config, "the pattern has no group named path", "", kRemedy);
  if (pattern.NumberOfCapturingGroups() > kMostGroups)
    return fail(ErrorKind::config, fmt::format("the pattern has more than {} groups", kMostGroups), "", kRemedy);
  return {};
}

}  // namespace

Expected<Diagnostics> read_lines(std::string_view text, const std::string& pattern, const Reading& reading) {
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 compiled(pattern.substr(0, kMostPattern), options);
  if (auto good = check(pattern, compiled); !good) return std::unexpected(good.error());
  Collector out(reading);
  LineReader reader(compiled, out);
  for (const std::string_view line : split_lines(text)) reader.read(line);
  if (reader.long_lines() > 0)
    out.say(fmt::format("{} line(s) of more than 64 KiB, of which only the first were looked at", reader.long_lines()));
  return out.take();
}

}  // namespace gate::diagnostics
