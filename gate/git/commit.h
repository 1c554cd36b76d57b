// Commit objects, parsed from their raw text. Source: git-commit-tree(1), gitformat-signature(5).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gate/git/objects.h"
#include "gate/model/change.h"

namespace gate::git {

struct RawCommit {
  git_oid tree{};
  std::vector<git_oid> parents;
  std::int64_t time = 0;  // committer time
};

// The parts of a commit's text, pointing into it.
struct CommitText {
  RawCommit raw;
  std::string_view author, committer, message;
};

// ErrorKind::git without a tree, or with an id that is none; anything else is taken as it lies.
Expected<CommitText> parse_commit(std::string_view text, const git_oid& id);

// The commit as a Change carries it.
Commit to_commit(const CommitText& text, const git_oid& id);

// What walking needs of a commit object. ErrorKind::git when it is missing or malformed.
Expected<RawCommit> read_commit(const Objects& objects, const git_oid& id);

// Everything that a Change says of it.
Expected<Commit> describe_commit(const Objects& objects, const git_oid& id);

}  // namespace gate::git
