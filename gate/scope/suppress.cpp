#include "gate/scope/suppress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <unordered_map>

namespace gate::scope {
namespace {

constexpr std::string_view kWords = "gate:ignore";
constexpr std::size_t kMostOnLine = 64;
constexpr std::size_t kMostRules = 64;
constexpr std::size_t kMostReason = 240;  // bytes

// Is `text`, from the line's start to the words, the beginning of a comment?
bool in_comment(std::string_view text) {
  if (trim(text).starts_with('*')) return true;
  static constexpr std::string_view kSigns[] = {"//", "#", "--", "/*", "<!--", ";", "%", "(*", "{-"};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

// Nothing but comment signs before the words.
bool stands_alone(std::string_view text) { return text.find_first_not_of(" \t/*#-<!;%({") == std::string_view::npos; }

std::string_view without_comment_end(std::string_view reason) {
  for (std::string_view end : {"*/", "-->", "*)", "-}", "#}", "%>", "*}"}) {
    if (const auto at = reason.find(end); at != std::string_view::npos) reason = reason.substr(0, at);
  }
  const auto first = reason.find_first_not_of(" \t:-");
  return first == std::string_view::npos ? std::string_view() : trim(reason.substr(first));
}

bool says_something(std::string_view reason) {
  return std::any_of(reason.begin(), reason.end(), [](unsigned char c) { return c >= 0x80 || std::isalnum(c); });
}

std::string cut_reason(std::string_view reason) {
  std::string text = to_utf8(reason);
  if (text.size() <= kMostReason) return text;
  std::size_t end = kMostReason;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool rule_pattern(std::string_view text) {
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || std::string_view("_-./*?").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

// Reads what follows the words, up to the end of the line or the next suppression.
void read_body(std::string_view body, Suppression& out) {
  const auto close = body.find(']');
  out.fault = Suppression::Fault::malformed;
  if (!body.starts_with('[') || close == std::string_view::npos) return;
  for (const std::string& rule : split(body.substr(1, close - 1), ',')) {
    const std::string_view pattern = trim(rule);
    if (!rule_pattern(pattern) || out.rules.size() == kMostRules) return;
    out.rules.emplace_back(pattern);
  }
  const std::string_view reason = without_comment_end(body.substr(close + 1));
  out.reason = cut_reason(reason);
  out.fault = says_something(reason) ? Suppression::Fault::none : Suppression::Fault::no_reason;
}

// The suppressions of one line, without `covers`.
std::vector<Suppression> read_line(std::string_view line, std::uint32_t number) {
  std::vector<Suppression> out;
  std::size_t at = line.find(kWords);
  if (!in_comment(line.substr(0, at))) return out;
  const bool alone = stands_alone(line.substr(0, at));
  while (at != std::string_view::npos && out.size() < kMostOnLine) {
    const std::size_t body = at + kWords.size();
    const std::size_t next = std::min(line.find(kWords, body), line.size());
    const std::size_t close = line.substr(0, next).find(']', body);
    Suppression suppression;
    suppression.line = number;
    suppression.column = static_cast<std::uint32_t>(at + 1);
    suppression.end_column = static_cast<std::uint32_t>((close == std::string_view::npos ? body : close + 1) + 1);
    suppression.alone = alone;
    read_body(line.substr(body, next - body), suppression);
    out.push_back(std::move(suppression));
    at = next < line.size() ? next : std::string_view::npos;
  }
  return out;
}

// Suppressions on neighbouring lines of their own all cover the line below the last of them.
void find_covered_lines(std::vector<Suppression>& suppressions) {
  for (std::size_t i = suppressions.size(); i-- > 0;) {
    Suppression& here = suppressions[i];
    here.covers = here.alone ? here.line + 1 : here.line;
    if (!here.alone || i + 1 == suppressions.size()) continue;
    const Suppression& next = suppressions[i + 1];
    if (next.alone && next.line <= here.line + 1) here.covers = next.covers;
  }
}

Finding about(const Suppression& suppression, const Finding& covered, std::string rule, Severity severity,
              std::string message) {
  Finding out;
  out.rule = std::move(rule);
  out.category = "gate";
  out.severity = severity;
  out.place = {covered.place.path, suppression.line, suppression.column, suppression.line, suppression.end_column};
  out.message = std::move(message);
  return out;
}

Finding report(const Suppression& suppression, const Finding& covered) {
  switch (suppression.fault) {
    case Suppression::Fault::none:
      return about(suppression, covered, "gate/suppression-added", Severity::info,
                   fmt::format("This change suppresses {} here: {}", covered.rule, suppression.reason));
    case Suppression::Fault::no_reason:
      return about(suppression, covered, "gate/suppression-without-reason", Severity::medium,
                   fmt::format("This does not suppress {}: a reason must follow the ']'", covered.rule));
    case Suppression::Fault::malformed: break;
  }
  return about(suppression, covered, "gate/suppression-malformed", Severity::medium,
               fmt::format("This suppresses nothing; write gate:ignore[{}] and a reason", covered.rule));
}

bool names(const Suppression& suppression, const std::string& rule) {
  if (suppression.fault == Suppression::Fault::malformed) return true;
  return std::any_of(suppression.rules.begin(), suppression.rules.end(),
                     [&](const std::string& pattern) { return glob_match(pattern, rule); });
}

// What became of one suppression.
struct Effect {
  const Finding* suppressed = nullptr;  // the first finding that it hid
  const Finding* failed = nullptr;      // the first that it would have hidden, were it well written
};

void try_on(Finding& finding, const Suppression& suppression, Effect& effect) {
  if (finding.suppressed || !names(suppression, finding.rule)) return;
  if (suppression.fault != Suppression::Fault::none) {
    if (effect.failed == nullptr) effect.failed = &finding;
    return;
  }
  finding.suppressed = true;
  finding.suppression = suppression.reason;
  if (effect.suppressed == nullptr) effect.suppressed = &finding;
}

}  // namespace

std::vector<Suppression> find_suppressions(std::string_view text, const LineIndex& lines) {
  std::vector<Suppression> out;
  for (std::size_t at = text.find(kWords); at != std::string_view::npos;) {
    const std::uint32_t number = lines.place(at).line;
    const std::string_view line = lines.line(number);
    std::vector<Suppression> found = read_line(line, number);
    std::move(found.begin(), found.end(), std::back_inserter(out));
    at = text.find(kWords, static_cast<std::size_t>(line.data() - text.data()) + line.size());
  }
  find_covered_lines(out);
  return out;
}

bool suppressible(std::string_view rule) { return !rule.starts_with("gate/"); }

std::vector<Finding> suppress(const std::vector<Suppression>& suppressions, const std::vector<Finding*>& findings,
                              const FileIndex& files) {
  std::vector<Effect> effects(suppressions.size());
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> covering;
  for (std::size_t i = 0; i < suppressions.size(); ++i) {
    std::vector<std::size_t>& here = covering[suppressions[i].covers];
    if (here.size() < kMostOnLine) here.push_back(i);
  }
  for (Finding* finding : findings) {
    const auto here = covering.find(finding->place.line);
    if (here == covering.end() || !suppressible(finding->rule)) continue;
    for (std::size_t i : here->second) try_on(*finding, suppressions[i], effects[i]);
  }
  std::vector<Finding> reports;
  for (std::size_t i = 0; i < suppressions.size(); ++i) {
    const Finding* covered = effects[i].suppressed != nullptr ? effects[i].suppressed : effects[i].failed;
    if (covered == nullptr) continue;
    Finding finding = report(suppressions[i], *covered);
    const bool added = files.touches(finding.place);
    finding.state = added ? State::fresh : State::existing;
    if (added || suppressions[i].fault != Suppression::Fault::none) reports.push_back(std::move(finding));
  }
  return reports;
}

}  // namespace gate::scope
