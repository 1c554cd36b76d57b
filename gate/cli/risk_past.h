// A repository's past as models see it: rows of every change before a revision, and what is known of them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analyzers/risk/audit.h"
#include "analyzers/risk/dataset.h"
#include "gate/cli/command.h"
#include "gate/history/index.h"
#include "gate/history/labels.h"

namespace gate::cli {

struct RepositoryPast {
  git::Repository repository;
  history::Index index;
  history::Line line;
};

// The index brought up to `revision`, with progress on a terminal.
Expected<RepositoryPast> open_past(const RepositoryArgument& argument, const std::string& revision,
                                   const Context& context);

Expected<std::vector<risk::PastChange>> rows_of(const RepositoryPast& past, risk::Message message);

// What later commits, reverts and the incidents of the work tree (of HEAD where there is none) tell of each change. Walks
// the whole past once.
Expected<history::Labels> labels_of(const RepositoryPast& past);

// By row, as known at that time; rows and labels are of the same past.
risk::LabelsAt labels_by_row(const std::vector<risk::PastChange>& rows, const history::Labels& labels);

}  // namespace gate::cli
