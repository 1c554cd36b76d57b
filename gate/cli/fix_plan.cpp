#include "gate/cli/fix_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "gate/base/text.h"

namespace gate::cli {
namespace {

// Bytes [start, end) become `text`.
struct Replacement {
  std::size_t start = 0, end = 0;
  const std::string* text = nullptr;
  const Finding* finding = nullptr;
};

// A place may lie behind a line's terminator; nullopt beyond the next line's start.
std::optional<std::size_t> offset_of(std::string_view text, const LineIndex& lines, std::uint32_t line,
                                     std::uint32_t column) {
  const auto start_of = [&](std::uint32_t number) {
    return number <= lines.line_count() ? static_cast<std::size_t>(lines.line(number).data() - text.data())
                                        : text.size();
  };
  if (line == 0 || column == 0 || line > lines.line_count() + 1) return std::nullopt;
  const std::size_t offset = start_of(line) + column - 1;
  return offset <= start_of(line + 1) ? std::optional(offset) : std::nullopt;
}

// Two insertions at one place overlap: nothing says which comes first.
bool overlap(const Replacement& a, const Replacement& b) {
  if (a.start == b.start) return true;
  return a.start < b.end && b.start < a.end;
}

class Planner {
 public:
  Planner(const std::string& path, std::string_view text) : path_(path), text_(text), lines_(text) {}

  void add(const Finding& finding) {
    std::vector<Replacement> wanted;
    for (const Edit& edit : finding.fix) {
      auto reason = read(edit, finding, wanted);
      if (!reason.empty()) return plan_.left_out.push_back({&finding, std::move(reason)});
    }
    const bool same = std::ranges::all_of(
        wanted, [&](const Replacement& one) { return text_.substr(one.start, one.end - one.start) == *one.text; });
    if (same) return plan_.left_out.push_back({&finding, "it changes nothing"});
    std::ranges::move(wanted, std::back_inserter(made_));
    plan_.applied.push_back(&finding);
  }

  FixPlan finish() {
    std::ranges::sort(made_, {}, &Replacement::start);
    std::size_t at = 0;
    for (const Replacement& one : made_) {
      plan_.text += text_.substr(at, one.start - at);
      plan_.text += *one.text;
      at = one.end;
    }
    plan_.text += text_.substr(at);
    return std::move(plan_);
  }

 private:
  // Why the edit cannot be made; "" when it can.
  std::string read(const Edit& edit, const Finding& finding, std::vector<Replacement>& wanted) const {
    if (edit.place.path != path_) return "it edits another file as well";
    const auto start = offset_of(text_, lines_, edit.place.line, edit.place.column);
    const auto end = offset_of(text_, lines_, edit.place.end_line, edit.place.end_column);
    if (!start || !end || *end < *start) return "it points outside of the file";
    const Replacement one{*start, *end, &edit.text, &finding};
    for (const Replacement& other : wanted)
      if (overlap(one, other)) return "its own edits overlap";
    for (const Replacement& other : made_)
      if (overlap(one, other))
        return fmt::format("it overlaps the fix of {} at line {}: commit, then run `gate fix` again",
                           other.finding->rule, other.finding->place.line);
    wanted.push_back(one);
    return {};
  }

  const std::string& path_;
  std::string_view text_;
  LineIndex lines_;
  std::vector<Replacement> made_;
  FixPlan plan_;
};

}  // namespace

FixPlan plan_fixes(const std::string& path, std::string_view text, const std::vector<const Finding*>& findings) {
  Planner planner(path, text);
  for (const Finding* finding : findings) planner.add(*finding);
  return planner.finish();
}

}  // namespace gate::cli
