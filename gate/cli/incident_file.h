// `.gate/incidents.jsonl` in the work tree, read and added to under a lock, so that two commands lose nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/git/repository.h"
#include "gate/history/incidents.h"

namespace gate::cli {

class IncidentFile {
 public:
  // An error in a bare repository: incidents are committed with the code.
  static Expected<IncidentFile> of(const git::Repository& repository);

  const std::string& path() const { return path_; }
  Expected<std::vector<history::Incident>> read() const;  // none where there is no file yet

  // Adds lines for what `choose` returns when given what is there: as a whole or not at all.
  using Choose = std::function<Expected<std::vector<history::Incident>>(const std::vector<history::Incident>&)>;
  Expected<void> append(const Choose& choose) const;

 private:
  explicit IncidentFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// Full ids of commits for revisions; an error names the one that is not known.
Expected<std::vector<std::string>> resolve_all(const git::Repository& repository,
                                               const std::vector<std::string>& revisions);

}  // namespace gate::cli
