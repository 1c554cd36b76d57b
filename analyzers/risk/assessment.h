// A change weighed: its probability with exact reasons, the riskiest files and lines, and what would lower it.
#pragma once

#include <functional>
#include <string>

#include "analyzers/risk/change_record.h"
#include "analyzers/risk/predictor.h"
#include "analyzers/risk/reference.h"
#include "gate/history/past.h"
#include "gate/model/history.h"

namespace gate::risk {

struct Weighing {
  const Change& change;
  const ChangeRecorder& recorder;
  const history::CommitRecord& record;  // of the whole change, with order and reverted_time
  const history::Past& past;
  const Predictor& predictor;
  const Reference& reference;
  // A person's name by the hash of history::AuthorKey; empty when it cannot be told.
  std::function<std::string(std::uint64_t author)> name_of;
};

RiskScore weigh(const Weighing& weighing);

// The parts of it.
std::vector<RiskFile> riskiest_files(const Weighing& weighing, const Contributions& contributions);
std::vector<std::string> counter_moves(const Weighing& weighing, double probability);

}  // namespace gate::risk
