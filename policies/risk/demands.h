// What a change must meet once its risk reaches a band: approvals, reviewers, and maxima of what is left to look at.
#pragma once

#include <string>
#include <vector>

#include "gate/model/verdict.h"
#include "policies/risk/bands.h"

namespace gate::bands {

// Every demand of the configuration with its band.
struct Demand {
  std::string words;  // "p95: 2 approvals"
  Band band;
};
std::vector<Demand> demands(const Options& options);

// A ruling for each demand of a band that is reached; of several numbers for the same the strictest counts.
std::vector<Ruling> judge_demands(const Facts& facts, const Options& options, const Position& position);

// Whether any band asks for an approval, so that somebody must be asked who approved; and whose, as CODEOWNERS writes
// people and teams.
bool asks_for_approvals(const Options& options);
std::vector<std::string> asked_reviewers(const Options& options);

}  // namespace gate::bands
