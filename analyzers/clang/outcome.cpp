#include "analyzers/clang/outcome.h"

#include <algorithm>

#include "analyzers/clang/access.h"
#include "analyzers/clang/rules.h"
#include "gate/base/text.h"

namespace gate::clang {
namespace {

constexpr std::size_t kMostErrors = 20;  // the worker stops telling there

const ChangedFile* changed_file(const Change& change, const std::string& path) {
  auto found = std::ranges::find(change.files, path, &ChangedFile::path);
  return found == change.files.end() ? nullptr : &*found;
}

bool on_added_line(const Change& change, const Place& place) {
  const auto* file = changed_file(change, place.path);
  return file &&
         std::ranges::any_of(file->added_ranges(), [&](const LineRange& range) { return range.contains(place.line); });
}

// The change took away a file that the include could have meant.
bool removed_by(const Change& change, const std::string& header) {
  auto ends_like = [&](const std::string& path) { return path == header || path.ends_with("/" + header); };
  return std::ranges::any_of(change.files, [&](const ChangedFile& file) {
    bool renamed = !file.old_path.empty() && file.old_path != file.path;
    return (file.after.mode == FileMode::absent && ends_like(file.path)) || (renamed && ends_like(file.old_path));
  });
}

std::string environment_reason(const Json& side, const std::string& header, bool response_file) {
  std::string reason = "'" + printable(header) + "' was not found";
  for (const auto& refused : list_at(side, "refused"))
    if (refused.is_string() && refused.get_ref<const std::string&>().ends_with("/" + header))
      return reason + " where it may be read; " + printable(refused.get<std::string>()) +
             " lies outside: name its folder in analyzers.clang.include_paths";
  if (response_file) return reason + "; the compile command names a response file, which is not read";
  return reason + "; configure and build the project before the check";
}

// `certain`: of the warnings, only those on lines that the change added.
std::vector<Finding> findings_of(const Json& side, const OutcomeContext& context, bool certain) {
  std::vector<Finding> findings;
  for (const auto& diagnostic : list_at(side, "diagnostics"))
    if (auto finding = finding_from(diagnostic, context.unit, context.tracked))
      if (!certain || is_error(diagnostic) || on_added_line(context.change, finding->place))
        findings.push_back(std::move(*finding));
  return findings;
}

// The include itself: the last diagnostic, since none is collected after it.
void judge_missing_header(std::vector<Finding>& findings, const Change& change, const std::string& header) {
  if (findings.empty()) return;
  const Rule& rule = missing_header_rule();
  auto& finding = findings.back();
  finding.rule = "clang/" + rule.id;
  finding.severity = removed_by(change, header) ? Severity::high : rule.severity;
  finding.confidence = removed_by(change, header) ? Confidence::high : Confidence::medium;
}

std::size_t count_errors(const Json& side) {
  return static_cast<std::size_t>(std::ranges::count_if(list_at(side, "diagnostics"), is_error));
}

bool has_errors(const Json& side) { return count_errors(side) > 0; }

void keep_twins(std::vector<Finding>& before, const std::vector<Finding>& after) {
  std::erase_if(before, [&](const Finding& old) {
    return std::ranges::none_of(
        after, [&](const Finding& finding) { return finding.rule == old.rule && finding.message == old.message; });
  });
}

bool left_out_changed_lines(const ChangedFile& file, const Json& left_out) {
  auto added = file.added_ranges();
  return std::ranges::any_of(left_out, [&](const Json& range) {
    bool valid =
        range.is_array() && range.size() == 2 && range[0].is_number_unsigned() && range[1].is_number_unsigned();
    if (!valid) return true;
    auto first = range[0].get<std::uint64_t>(), last = range[1].get<std::uint64_t>();
    return std::ranges::any_of(added,
                               [&](const LineRange& lines) { return lines.first <= last && lines.last >= first; });
  });
}

std::vector<std::string> decided_by(const Json& side, const Change& change) {
  std::vector<std::string> decided;
  for (const auto& [path, left_out] : object_at(side, "compiled").items()) {
    const auto* file = changed_file(change, path);
    if (file && left_out.is_array() && !left_out_changed_lines(*file, left_out)) decided.push_back(path);
  }
  return decided;
}

}  // namespace

Outcome read_answer(const Json& answer, const OutcomeContext& context) {
  Outcome outcome;
  const Json& after = object_at(answer, "after");
  const Json& before = object_at(answer, "before");
  if (auto problem = text_at(after, "problem"); !problem.empty() || after.empty()) {
    outcome.not_checked = "its compile command is not understood: " + printable(problem);
    return outcome;
  }
  std::string missing = text_at(after, "missing_header");
  std::string missing_before = text_at(before, "missing_header");
  if (!missing.empty() && missing == missing_before) {
    outcome.not_checked = environment_reason(after, missing, context.response_file);
    return outcome;
  }
  if (count_errors(before) >= kMostErrors) {
    outcome.not_checked = "clang finds too many errors in it before the change to tell which are new";
    return outcome;
  }
  // A side with an error does not have all of its warnings: what only the other side warns of is neither new nor fixed.
  bool before_cut = has_errors(before) || !text_at(before, "problem").empty();
  outcome.before = findings_of(before, context, false);
  outcome.after = findings_of(after, context, before_cut);
  if (!missing.empty()) judge_missing_header(outcome.after, context.change, missing);
  if (has_errors(after)) keep_twins(outcome.before, outcome.after);
  if (!has_errors(after)) outcome.decided = decided_by(after, context.change);
  return outcome;
}

}  // namespace gate::clang
