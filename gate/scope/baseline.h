// `.gate/baseline.json`: findings that were accepted once, so that only others count. The file is made for version
// control: sorted, one finding a line, and without line numbers, which would drift and conflict.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/finding.h"

namespace gate::scope {

inline constexpr int kBaselineVersion = 1;
inline constexpr std::string_view kBaselineReason = "baseline";  // Finding::suppression of what it accepts

// Only the fingerprint decides; the rest tells a reader of the file what it stands for.
struct BaselineEntry {
  std::string fingerprint;  // 32 lower-case hexadecimal digits
  std::string rule;
  std::string path;  // UTF-8, ill-formed bytes replaced
  std::string message;
  bool operator==(const BaselineEntry&) const = default;
};

// Reads a baseline; `name` is used in errors. Unknown keys, a fingerprint of another form and a newer version are
// errors (ErrorKind::config) that say what to do. Entries come back sorted, each fingerprint once.
Expected<std::vector<BaselineEntry>> parse_baseline(std::string_view text, std::string_view name);

// The text of the file: by path, rule and fingerprint, each fingerprint once. The same entries give the same bytes.
std::string write_baseline(std::vector<BaselineEntry> entries);

// What `gate baseline create` accepts: every finding that is there, save those that a comment suppresses, that are
// hidden (level shadow) and that no baseline may hide (suppressible() in suppress.h).
std::vector<BaselineEntry> baseline_of(const std::vector<Finding>& findings);

// What `gate baseline update` leaves of a baseline: entries whose finding is still there. Nothing is added.
std::vector<BaselineEntry> still_there(const std::vector<BaselineEntry>& entries, const std::vector<Finding>& findings);

// The fingerprints alone, for Settings::baseline.
std::vector<std::string> fingerprints_of(const std::vector<BaselineEntry>& entries);

}  // namespace gate::scope
