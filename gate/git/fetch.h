// What a shallow or partial clone lacks, fetched by the git command line where that is allowed, else explained with the
// remedy for the pipeline at hand.
#pragma once

#include <string>
#include <vector>

#include "gate/git/state.h"

namespace gate::git {

// "add to the checkout step: ..." with the lines to add, for GitHub Actions, GitLab CI or a clone by hand.
std::string full_history_remedy(const Environment& env);

// Makes sure that the commit is here, with its tree. `name` is what a person calls it.
Expected<void> need_commit(State& state, const git_oid& id, const std::string& name);

// Brings a branch of the main remote as refs/remotes/<remote>/<branch>; false when that cannot be done.
bool fetch_branch(State& state, const std::string& branch);

// The comparison of both histories. Where they do not meet because history is cut, it is deepened step by step.
Expected<HistoryComparison> meet(State& state, const git_oid& base, const git_oid& head, const std::string& base_name);

// Fetches these objects of a partial clone in one batch. What stays missing is found out by reading.
void fetch_objects(State& state, const std::vector<git_oid>& ids);

}  // namespace gate::git
