// What the past says of a change: its risk with the reasons, and incidents that its files were part of. Made by the
// analyzer `risk`, judged by the policy of the same name, stored with the facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gate/model/change.h"
#include "gate/model/finding.h"

namespace gate {

// One reason: how much it moved the probability, in words.
struct RiskReason {
  std::string measure;  // "files", "tokens"
  double amount = 0;    // of probability, signed; all amounts and the base add up to the probability
  std::string words;    // "5 files in 4 subsystems rarely changed together"
};

// A changed file, alone.
struct RiskFile {
  std::string path;
  double probability = 0;  // of the change if it were this file alone
  std::string words;       // "3 fixes in 180 days; 12 developers"
  struct Lines {
    LineRange range;    // after the change
    double amount = 0;  // of probability
  };
  std::vector<Lines> lines;  // riskiest first
};

struct RiskScore {
  bool available = false;
  std::string unavailable;  // why not, with what to do
  double probability = 0;   // calibrated: that a later commit must mend this change
  double base = 0;          // of an average change of this repository
  std::optional<double> percentile;  // 0..100 among this repository's recent changes; none: too few are known
  std::uint32_t compared_with = 0;   // changes that the percentile is of
  std::uint32_t commits = 0;         // changes known before this one
  std::uint32_t labels = 0;          // of this repository that the model has learnt from
  std::string model;                 // "global 1 (3f2a…) + own 5 (9c1e…)"
  std::string calibration;           // how, and on what
  std::vector<RiskReason> reasons;   // largest first; the rest is summed up in the last one
  std::vector<RiskFile> files;       // riskiest first
  std::vector<std::string> counter_moves;  // what would lower it
  std::vector<std::string> unknown;  // measures that the model had to do without
};

// An incident that a changed path was part of.
struct PastIncident {
  std::string id;
  std::int64_t since = 0;  // seconds since the epoch
  Severity severity = Severity::high;
  std::string note;
  std::vector<std::string> paths;  // of the change
};

struct History {
  RiskScore risk;
  std::vector<PastIncident> incidents;  // newest first
};

}  // namespace gate
