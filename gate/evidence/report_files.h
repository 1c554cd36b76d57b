// The report files of one kind of evidence: which ones the patterns name, and whether they can be of this head.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"

namespace gate::evidence {

struct ReportFile {
  std::filesystem::path path;
  std::string name;           // below the root when it is there; for messages
  std::string folder;         // of the report, below the root; empty when it is outside
  std::int64_t modified = 0;  // seconds since the epoch
};

struct ReportFiles {
  std::vector<ReportFile> files;         // each once, in the order of the patterns
  std::vector<EvidenceSource> problems;  // patterns without a file, and files that prove nothing
};

// A report that is part of the change proves nothing about it; a pattern that names no file is a source that is
// missing, with `remedy` as what to do ("run the tests before gate").
ReportFiles find_report_files(const std::vector<std::string>& patterns, const std::string& root, const Change& change,
                              const std::string& kind, const std::string& remedy, Deadline deadline);

// Why a report written then cannot be of this head: it is older than head's commit by more than the clocks of two
// machines may differ. Empty when nothing speaks against it. `again`: what makes it anew ("the tests").
std::string stale_reason(const std::string& name, std::int64_t modified, const Change& change,
                         const std::string& again = "the tools");

// "2026-01-02 03:04:05 UTC", of seconds since the epoch.
std::string utc_time(std::int64_t time);

}  // namespace gate::evidence
