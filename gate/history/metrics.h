// What is measured of a change against the past: the numbers that a risk model sees. Sources: K for Kamei et al., "A
// Large-Scale Empirical Study of Just-in-Time Quality Assurance", TSE 39(6), 2013 (the 14 change metrics); N for Nagappan
// and Ball, "Use of Relative Code Churn Measures to Predict System Defect Density", ICSE 2005; B for Bird et al., "Don't
// Touch My Code!", ESEC/FSE 2011 (ownership); H for Hindle et al., "Reading Beside the Lines: Indentation as a Proxy for
// Complexity", ICPC 2008. Where those leave a choice, the definition in metrics.cpp says what gate does.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace gate::history {

// In the order of model files and of CSV columns: append, never reorder.
enum class Metric : std::uint8_t {
  subsystems, folders, files, entropy_bits, lines_added, lines_removed, lines_before, fix, developers, age_days,
  prior_changes, author_changes, author_recent_changes, author_subsystem_changes,  // K
  added_per_line, removed_per_line, added_per_file, lines_before_per_file,
  churn_180d_lines, churn_180d_per_line, changes_30d, fixes_180d, fixes_ever, days_since_fix, reverts_ever,
  owners, top_owner_share, author_share, author_file_changes, author_days_since_change, author_tenure_days,
  author_changes_7d, youngest_file_days,
  files_added, files_deleted, files_renamed, code_files, code_lines_added, code_lines_removed, test_files,
  test_lines_added, build_files, migration_files, configuration_files, manifest_files, documentation_files,
  missing_partners, partner_share,
  author_hour, author_weekday, message_characters, message_lines, message_issue_links,
  added_indentation_levels, added_indentation_deepest, indentation_change_levels,
  revert, revert_distance_days,
  largest_file_share, hunks,
  significant_lines_added, significant_lines_removed, control_lines_added, modified_code_lines_added,
  largest_file_lines_added, added_indentation_sum,
  count_
};

inline constexpr std::size_t kMetrics = static_cast<std::size_t>(Metric::count_);
inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

// NaN: not known (missing contents, cut history), or not defined for the change (days since a fix that never was).
class Metrics {
 public:
  Metrics() { values_.fill(kUnknown); }
  double& operator[](Metric metric) { return values_[static_cast<std::size_t>(metric)]; }
  double operator[](Metric metric) const { return values_[static_cast<std::size_t>(metric)]; }
  std::span<const double, kMetrics> values() const { return values_; }
  std::span<double, kMetrics> values() { return values_; }
  bool known(Metric metric) const { return !std::isnan((*this)[metric]); }

 private:
  std::array<double, kMetrics> values_;
};

struct MetricInfo {
  std::string_view name;        // "lines_added": of CSV columns and model files
  std::string_view abbreviation;  // the literature's, "la"; empty: none
  std::string_view definition;  // one sentence with unit and source
};

const MetricInfo& info(Metric metric);
std::optional<Metric> metric_from(std::string_view name);

}  // namespace gate::history
