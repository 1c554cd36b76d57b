#include "gate/history/metrics.h"

#include <algorithm>

namespace gate::history {
namespace {

// In the order of Metric. "The files" are those that the change touches, as they were before it; "before" is the order
// of CommitRecord; a renamed file brings its past along.
constexpr std::array<MetricInfo, kMetrics> kInfos{{
    {"subsystems", "ns", "Top folders touched; the root is one (K)."},
    {"folders", "nd", "Folders touched (K)."},
    {"files", "nf", "Files touched (K)."},
    {"entropy_bits", "entropy", "Shannon entropy of changed lines over the files, in bits, not normalised (K)."},
    {"lines_added", "la", "Lines added, as git's numstat counts them (K)."},
    {"lines_removed", "ld", "Lines removed (K)."},
    {"lines_before", "lt", "Lines of the files before the change, summed (K)."},
    {"fix", "fix", "1 where the message says that something is mended, else 0 (K)."},
    {"developers", "ndev", "People who changed any of the files before (K)."},
    {"age_days", "age", "Mean days since each file's last change; new files left out (K)."},
    {"prior_changes", "nuc", "Distinct commits that changed any of the files before (K)."},
    {"author_changes", "exp", "The author's commits before (K)."},
    {"author_recent_changes", "rexp", "The same, each weighted 1 / (1 + its age in years) (K)."},
    {"author_subsystem_changes", "sexp", "The author's commits before in any of the touched top folders (K)."},
    {"added_per_line", "", "Lines added for each line that the files had (K: LA/LT)."},
    {"removed_per_line", "", "Lines removed for each line that the files had (K: LD/LT)."},
    {"added_per_file", "", "Lines added a file."},
    {"lines_before_per_file", "", "Lines that a file had, mean (K: LT/NF)."},
    {"churn_180d_lines", "", "Lines added and removed in the files in the 180 days before (N)."},
    {"churn_180d_per_line", "", "The same for each line that the files had (N)."},
    {"changes_30d", "", "Commits that changed any of the files in the 30 days before."},
    {"fixes_180d", "", "Those of prior_changes in the 180 days before that mended something."},
    {"fixes_ever", "", "Those of prior_changes that mended something."},
    {"days_since_fix", "", "Days since the last of them; unknown without one."},
    {"reverts_ever", "", "Those of prior_changes that took another commit back."},
    {"owners", "", "Authors of at least a twentieth of a file's changes, most over the files (B: major contributors)."},
    {"top_owner_share", "", "Share of a file's changes by its most active author, mean over files with a past (B)."},
    {"author_share", "", "Share of a file's changes by the author, mean over files with a past (B)."},
    {"author_file_changes", "", "The author's commits before that changed any of the files."},
    {"author_days_since_change", "", "Days since the author's last commit; unknown for the first."},
    {"author_tenure_days", "", "Days since the author's first commit; 0 for the first."},
    {"author_changes_7d", "", "The author's commits in the 7 days before."},
    {"youngest_file_days", "", "Days since the most recent change of any of the files; unknown where all are new."},
    {"files_added", "", "Files that are new."},
    {"files_deleted", "", "Files that are gone."},
    {"files_renamed", "", "Files that have another path."},
    {"code_files", "", "Files of source code other than tests."},
    {"code_lines_added", "", "Lines added in them."},
    {"code_lines_removed", "", "Lines removed in them."},
    {"test_files", "", "Files of tests."},
    {"test_lines_added", "", "Lines added in them."},
    {"build_files", "", "Files of the build."},
    {"migration_files", "", "Database migrations."},
    {"configuration_files", "", "Files of configuration."},
    {"manifest_files", "", "Dependency manifests and lock files."},
    {"documentation_files", "", "Files of documentation."},
    {"missing_partners", "", "Files usually changed together with a touched one, and not touched (Past::partners)."},
    {"partner_share", "", "Share of the touched files' usual partners that are touched as well; unknown without any."},
    {"author_hour", "", "Hour of the day in the author's zone, 0 to 23."},
    {"author_weekday", "", "Day of the week in the author's zone, Monday 0 to Sunday 6."},
    {"message_characters", "", "Characters of the message."},
    {"message_lines", "", "Lines of the message that are not blank."},
    {"message_issue_links", "", "Issues that the message names."},
    {"added_indentation_levels", "", "Mean depth of added lines, in levels (H)."},
    {"added_indentation_deepest", "", "Depth of the deepest added line, in levels (H)."},
    {"indentation_change_levels", "",
     "Mean depth of added lines minus that of removed ones; unknown without either (H)."},
    {"revert", "", "1 where the commit takes another one back, else 0."},
    {"revert_distance_days", "", "Days between the two; unknown where the other one is."},
    {"largest_file_share", "", "Share of the changed lines in the file that has most of them."},
    {"hunks", "", "Separate places that are changed."},
    {"significant_lines_added", "", "Lines added to source code that are not blank, comment or import."},
    {"significant_lines_removed", "", "The same of removed lines."},
    {"control_lines_added", "", "Those of significant_lines_added that branch, loop, return or raise."},
    {"modified_code_lines_added", "", "Lines added to files of source code that were there before."},
    {"largest_file_lines_added", "", "Lines added to the file that most are added to."},
    {"added_indentation_sum", "", "Depth of all added lines, summed, in levels (H)."},
}};
static_assert(!kInfos.back().name.empty());

}  // namespace

const MetricInfo& info(Metric metric) { return kInfos[static_cast<std::size_t>(metric)]; }

std::optional<Metric> metric_from(std::string_view name) {
  const auto found = std::ranges::find(kInfos, name, &MetricInfo::name);
  if (found == kInfos.end()) return std::nullopt;
  return static_cast<Metric>(found - kInfos.begin());
}

}  // namespace gate::history
