// The changes of a repository as rows, with labels of a table or of gate's own making.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analyzers/risk/dataset.h"
#include "analyzers/risk/training.h"
#include "gate/base/error.h"
#include "gate/history/labels.h"

namespace gate::risk::bench {

struct RepositoryRows {
  std::string path;
  std::vector<PastChange> rows;               // in the order of the past, merges left out
  std::vector<history::LabelCommit> commits;  // the same with merges, parents first
};

// Of HEAD's history, read anew.
Expected<RepositoryRows> rows_of_repository(const std::string& path, Message message);

// commit_id,date,buggy,...: by commit. Files that end in .gz are unpacked by gzip.
Expected<std::map<std::string, bool>> read_labels(const std::string& path);

// In the order of time; what came at once stays in its order.
std::vector<Example> by_time(std::vector<Example> examples);

// Rows that the table names, by time.
std::vector<Example> labelled(const RepositoryRows& repository, const std::map<std::string, bool>& labels);

// Rows with labels from the repository itself, as known at its newest commit: mends traced back to what they mended.
Expected<std::vector<Example>> labelled_by_mends(const RepositoryRows& repository);

}  // namespace gate::risk::bench
