// Everything that weighing a change needs, brought together: the index brought up to the change's base, the line of
// commits before it, models and incidents of the policy commit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/risk/predictor.h"
#include "gate/base/deadline.h"
#include "gate/history/incidents.h"
#include "gate/history/index.h"
#include "gate/model/change.h"
#include "gate/model/history.h"
#include "gate/model/source.h"

namespace gate::risk {

// Fewer changes before say nothing about a repository.
inline constexpr std::uint32_t kLeastHistory = 30;

struct Subject {
  history::Index index;
  history::Line line;
  Predictor predictor;
  std::vector<history::Incident> incidents;
  std::vector<std::string> notes;
};

// ErrorKind::limit: the deadline came before the index was complete (what is done stays); ErrorKind::unavailable:
// history says too little, with what to do.
Expected<Subject> open_subject(const git::Repository& repository, const Change& change, const Source& source,
                               const Deadline& deadline);

struct WeighOptions {
  std::int64_t now = 0;                 // for a change that is not committed yet
  std::uint64_t file_limit = 2u << 20;  // bytes
};

// The change on top of the line, with the incidents of its files.
Expected<History> weigh_change(Subject& subject, const git::Repository& repository, const Change& change,
                               const Source& source, const WeighOptions& options, const Deadline& deadline);

}  // namespace gate::risk
