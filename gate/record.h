// Keeps a verdict in the ledger.
#pragma once

#include <string>

#include "gate/git/repository.h"
#include "gate/model/verdict.h"

namespace gate {

// Where verdicts of this repository are kept: `configured` relative to the root of the work tree, or, when empty,
// `gate/ledger.db` below the git directory that linked work trees share.
std::string ledger_path(const std::string& configured, const git::Repository& repository);

// Sets ledger_id, or ledger_note where nothing is recorded ("none" as path). A failure turns exit code 0 into 3, with
// the reason; a block stays 1. Under --dry-run the code stays 0.
void record(Verdict& verdict, const std::string& configured, const git::Repository& repository);

}  // namespace gate
