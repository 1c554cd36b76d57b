#include "gate/evidence/coverage/report.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "gate/base/hash.h"
#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kNamesKept = 20'000;
constexpr std::size_t kIdsKept = 1'000'000;
constexpr std::size_t kRecordsKept = 100'000;
constexpr std::size_t kExtensionsKept = 1'000;
constexpr std::size_t kArmsOfLine = 4'096;

std::uint64_t add(std::uint64_t a, std::uint64_t b) {
  return a > std::numeric_limits<std::uint64_t>::max() - b ? std::numeric_limits<std::uint64_t>::max() : a + b;
}

void widen(FileCoverage::Branches& into, const FileCoverage::Branches& other) {
  into.covered = std::max(into.covered, other.covered);
  into.total = std::max(into.total, other.total);
}

// Sorts ranges and joins those that touch.
void tidy(std::vector<LineRange>& ranges) {
  std::ranges::sort(ranges, {}, &LineRange::first);
  std::vector<LineRange> out;
  for (const auto& range : ranges) {
    if (!out.empty() && range.first <= out.back().last)
      out.back().last = std::max(out.back().last, range.last);
    else
      out.push_back(range);
  }
  ranges = std::move(out);
}

}  // namespace

std::string_view base_name(std::string_view path) { return path.substr(path.find_last_of("/\\") + 1); }

bool has_added_lines(const ChangedFile& file) {
  return file.status != FileStatus::deleted && file.after.mode != FileMode::symlink &&
         file.after.mode != FileMode::submodule && file.added_lines() > 0;
}

Wanted::Wanted(const Change& change) {
  for (const auto& file : change.files) {
    if (!has_added_lines(file)) continue;
    auto& lines = by_base_[std::string(base_name(file.path))];
    for (const auto& range : file.added_ranges()) lines.push_back(range);
  }
  for (auto& [base, lines] : by_base_) tidy(lines);
}

const std::vector<LineRange>* Wanted::lines(std::string_view base) const {
  auto found = by_base_.find(base);
  return found == by_base_.end() ? nullptr : &found->second;
}

bool ReportRecord::wants(std::uint32_t line) const {
  auto after = std::ranges::upper_bound(*wanted_, line, {}, &LineRange::first);
  return after != wanted_->begin() && std::prev(after)->contains(line);
}

void ReportRecord::add_hits(std::uint32_t line, std::uint64_t count) {
  last_line_ = std::max(last_line_, line);
  if (!wants(line)) return;
  auto at = hits_.try_emplace(hits_.end(), line, 0);
  at->second = add(at->second, count);
}

bool ReportRecord::add_arm(std::uint32_t line, std::uint64_t key, std::uint64_t taken) {
  if (!wants(line)) return true;
  auto& arms = arms_[line];
  if (arms.size() >= kArmsOfLine && !arms.contains(key)) return false;
  arms[key] = add(arms[key], taken);
  return true;
}

void ReportRecord::add_function(std::uint32_t line, std::uint64_t calls) {
  if (wants(line)) functions_[line] = add(functions_[line], calls);
}

void ReportRecord::complete() {
  for (const auto& [line, arms] : arms_) {
    std::uint64_t taken = 0;
    bool all = true;
    for (const auto& [key, count] : arms) {
      taken = add(taken, count);
      all &= count > 0;
    }
    auto [at, fresh] = hits_.try_emplace(line, 0);
    if (at->second == 0 && (all || !fresh)) at->second = taken;
  }
  for (const auto& [line, calls] : functions_) hits_.try_emplace(line, calls);
}

void ReportRecord::add_branches(std::uint32_t line, Branches branches) {
  if (wants(line)) widen(counted_[line], branches);
}

void ReportRecord::merge(const ReportRecord& other) {
  for (const auto& [line, count] : other.hits_) add_hits(line, count);
  for (const auto& [line, arms] : other.arms_)
    for (const auto& [key, taken] : arms) arms_[line][key] = add(arms_[line][key], taken);
  for (const auto& [line, branches] : other.counted_) widen(counted_[line], branches);
  last_line_ = std::max(last_line_, other.last_line_);
}

std::map<std::uint32_t, FileCoverage::Branches> ReportRecord::branches() const {
  auto out = counted_;
  for (const auto& [line, arms] : arms_) {
    auto taken = std::ranges::count_if(arms, [](const auto& arm) { return arm.second > 0; });
    widen(out[line], {static_cast<std::uint32_t>(taken), static_cast<std::uint32_t>(arms.size())});
  }
  return out;
}

ReportRecord* ReportBuilder::open(std::string_view name) {
  name = trim(name);
  auto base = base_name(name);
  if (report_.ids.size() < kIdsKept && report_.ids.insert(fnv1a(name)).second) {
    if (report_.names.size() < kNamesKept) report_.names.emplace_back(name);
    auto dot = base.rfind('.');
    if (dot != std::string_view::npos && report_.extensions.size() < kExtensionsKept &&
        !report_.extensions.contains(base.substr(dot)))
      report_.extensions.emplace(base.substr(dot));
  }
  const auto* lines = wanted_.lines(base);
  if (lines == nullptr) return nullptr;
  overfull_ |= report_.records.size() >= kRecordsKept;
  if (overfull_) return nullptr;
  auto [at, fresh] = index_.try_emplace(std::string(name), report_.records.size());
  if (fresh) report_.records.emplace_back(name, lines);
  return &report_.records[at->second];
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  const char* end = text.data() + text.size();
  std::uint64_t whole = 0;
  auto [stop, code] = std::from_chars(text.data(), end, whole);
  if (stop == end && code == std::errc{}) return whole;
  double number = 0;
  auto parsed = std::from_chars(text.data(), end, number, std::chars_format::general);
  if (parsed.ptr != end || text.empty() || std::isnan(number)) return std::nullopt;
  if (parsed.ec == std::errc::result_out_of_range || number >= 1.8e19) return std::numeric_limits<std::uint64_t>::max();
  return number <= 0 ? 0 : static_cast<std::uint64_t>(std::ceil(number));
}

std::optional<std::uint32_t> parse_line(std::string_view text) {
  text = trim(text);
  std::uint32_t line = 0;
  auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), line);
  if (text.empty() || stop != text.data() + text.size() || code != std::errc{}) return std::nullopt;
  return line;
}

}  // namespace gate::evidence
