#include "gate/unreadable.h"

#include <algorithm>
#include <array>

#include "gate/base/text.h"

namespace gate {
namespace {

// Large or odd data files are common and not code: they are pointed out, not blocked.
bool holds_data(std::string_view path) {
  static constexpr std::array kExtensions{".json", ".yaml", ".yml", ".toml", ".csv", ".svg", ".ipynb", ".lock"};
  return std::ranges::any_of(kExtensions, [&](std::string_view extension) { return path.ends_with(extension); });
}

Finding finding_at(const ChangedFile& file, Side side) {
  Finding finding;
  finding.rule = "gate/unreadable-source";
  finding.category = "gate";
  finding.place.path = side == Side::before && !file.old_path.empty() ? file.old_path : file.path;
  finding.severity = holds_data(finding.place.path) ? Severity::medium : Severity::high;
  finding.context = finding.rule;
  return finding;
}

}  // namespace

std::optional<Finding> unreadable_source(const ChangedFile& file, Side side, const std::string* text,
                                         std::uint64_t limit) {
  const auto& blob = side == Side::before ? file.before : file.after;
  if (blob.mode != FileMode::regular && blob.mode != FileMode::executable) return std::nullopt;
  if (blob.size > limit) {
    auto finding = finding_at(file, side);
    finding.message = "source file of " + std::to_string(blob.size) + " bytes is over the limit of " +
                      std::to_string(limit) + " and was not analyzed; split it, exclude it, or raise limits.file_bytes";
    return finding;
  }
  if (text == nullptr) return std::nullopt;
  auto nul = text->find('\0');
  if (nul == std::string::npos) return std::nullopt;
  auto finding = finding_at(file, side);
  auto place = LineIndex(*text).place(nul);
  finding.place.line = finding.place.end_line = place.line;
  finding.place.column = place.column;
  finding.place.end_column = place.column + 1;
  finding.message = "NUL byte in a source file: git, reviewers and analyzers treat the file as binary; remove it";
  return finding;
}

}  // namespace gate
