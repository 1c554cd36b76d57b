// Where the verdicts of a repository are, as its configuration says.
#pragma once

#include <string>

#include "gate/git/repository.h"

namespace gate::cli {

struct LedgerPlace {
  std::string path;  // empty: switched off
  std::string note;  // why the configuration could not be asked, so that this is the default place
};

// What `gate check` without arguments uses: `ledger:` of the policy commit's .gate.yml, else the default.
LedgerPlace configured_ledger(const git::Repository& repository);

}  // namespace gate::cli
