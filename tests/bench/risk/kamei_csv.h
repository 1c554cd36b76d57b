// Tables of Kamei's metrics with labels, as public data sets have them: commit_id,date,bug,ns,nd,nf,...
#pragma once

#include <string>
#include <vector>

#include "analyzers/risk/training.h"

namespace gate::risk::bench {

// By time, as in the file; `project` is 0. Files that end in .gz are unpacked by gzip.
Expected<std::vector<Example>> read_kamei_csv(const std::string& path);

}  // namespace gate::risk::bench
