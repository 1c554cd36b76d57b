#include "gate/report/suggestion.h"

#include <algorithm>
#include <cstdlib>

#include "gate/base/text.h"
#include "gate/report/columns.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostEdits = 20;
constexpr std::size_t kMostText = 4'000;
constexpr std::uint32_t kMostLines = 50;

// The snippet's line is the patch's, as far as it is shown: what follows a redaction or a cut is not compared.
bool same_line(std::string_view shown, std::uint32_t first_column, std::string_view text) {
  const auto end = std::min(shown.find("***"), shown.find("…"));
  const auto start = shown.substr(0, end);
  if (first_column > 1) return !start.empty() && text.contains(start);
  return end == std::string_view::npos ? text == start || text == std::string(start) + "\r" : text.starts_with(start);
}

// An edit with its lines in the patch's numbers; a missing end is the start.
struct Shifted {
  std::uint32_t line, column, end_line, end_column;
  std::string_view text;
};

std::optional<Shifted> shifted(const Edit& edit, std::int64_t shift) {
  const Place& place = edit.place;
  const bool has_end = place.end_line != 0;
  const std::int64_t line = place.line + shift, end = (has_end ? place.end_line : place.line) + shift;
  if (place.line == 0 || place.column == 0 || line < 1 || end < line || end - line > kMostLines) return std::nullopt;
  if (end > 1'000'000'000 || edit.text.size() > kMostText) return std::nullopt;
  return Shifted{static_cast<std::uint32_t>(line), place.column, static_cast<std::uint32_t>(end),
                 has_end ? place.end_column : place.column, edit.text};
}

std::optional<std::vector<Shifted>> all_shifted(const Finding& finding, std::int64_t shift) {
  std::vector<Shifted> edits;
  if (finding.fix.empty() || finding.fix.size() > kMostEdits) return std::nullopt;
  for (const Edit& edit : finding.fix) {
    const auto one = edit.place.path == finding.place.path ? shifted(edit, shift) : std::nullopt;
    if (!one) return std::nullopt;
    edits.push_back(*one);
  }
  std::ranges::sort(edits, {}, [](const Shifted& edit) { return std::pair(edit.line, edit.column); });
  for (std::size_t i = 1; i < edits.size(); ++i) {
    const auto end = std::pair(edits[i - 1].end_line, edits[i - 1].end_column);
    if (std::pair(edits[i].line, edits[i].column) < end) return std::nullopt;
  }
  return edits;
}

// The lines first..last of the patch, joined; with where each begins.
struct Text {
  std::string joined;
  std::vector<std::size_t> starts;
  std::optional<std::size_t> offset(std::uint32_t index, std::uint32_t column) const {
    const auto end = index + 1 < starts.size() ? starts[index + 1] - 1 : joined.size();
    const auto at = starts[index] + column - 1;
    return column >= 1 && at <= end ? std::optional(at) : std::nullopt;
  }
};

std::optional<Text> text_of(const std::vector<PatchLine>& lines, std::uint32_t first, std::uint32_t last) {
  Text text;
  for (std::uint32_t number = first; number <= last; ++number) {
    const PatchLine* line = line_of(lines, number);
    if (line == nullptr) return std::nullopt;
    if (number > first) text.joined += '\n';
    text.starts.push_back(text.joined.size());
    text.joined += line->text;
  }
  return text;
}

bool is_visible(std::string_view text) { return printable(text, true) == text; }

}  // namespace

std::optional<std::int64_t> shift_into(const Finding& finding, const std::vector<PatchLine>& lines) {
  const std::uint32_t wanted = finding.place.line;
  const std::string_view shown = snippet_line(finding.snippet, wanted);
  if (wanted == 0 || shown.data() == nullptr || trim(shown).empty()) return std::nullopt;
  std::optional<std::int64_t> best;
  for (const PatchLine& line : lines) {
    const std::int64_t shift = static_cast<std::int64_t>(line.number) - wanted;
    if (best && std::abs(*best) <= std::abs(shift)) continue;
    if (same_line(shown, finding.snippet.first_column, line.text)) best = shift;
  }
  return best;
}

std::optional<Suggestion> suggestion_of(const Finding& finding, const std::vector<PatchLine>& lines,
                                        std::int64_t shift) {
  const auto edits = all_shifted(finding, shift);
  if (!edits) return std::nullopt;
  Suggestion suggestion{edits->front().line, edits->front().end_line, ""};
  for (const Shifted& edit : *edits) suggestion.last = std::max(suggestion.last, edit.end_line);
  if (suggestion.last - suggestion.first > kMostLines) return std::nullopt;
  auto text = text_of(lines, suggestion.first, suggestion.last);
  if (!text) return std::nullopt;
  std::string fixed = text->joined;
  for (auto edit = edits->rbegin(); edit != edits->rend(); ++edit) {
    const auto start = text->offset(edit->line - suggestion.first, edit->column);
    const auto end = text->offset(edit->end_line - suggestion.first, edit->end_column);
    if (!start || !end || *end < *start || !is_visible(edit->text)) return std::nullopt;
    fixed.replace(*start, *end - *start, edit->text);
  }
  if (fixed == text->joined || !is_utf8(fixed)) return std::nullopt;
  suggestion.text = std::move(fixed);
  return suggestion;
}

}  // namespace gate::report
