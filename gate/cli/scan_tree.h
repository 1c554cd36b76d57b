// What `gate scan` looks at: the files of HEAD, or of a folder where there is no repository.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/git/repository.h"
#include "gate/model/change.h"
#include "gate/model/source.h"

namespace gate::cli {

struct ScanTree {
  std::string root;  // the work tree's root or the folder; "" in a bare repository
  Change change;     // every file as added, with its size and without hunks
  std::shared_ptr<const Source> source;
};

// `paths` are files and folders as a person types them; none: all of the repository, or the current folder. Outside of
// a repository the root is the deepest folder that holds all of them. Errors: those of the repository, usage (nothing
// lies at a path, or it lies outside of the root), io, limit.
Expected<ScanTree> scan_tree(const git::OpenOptions& options, const std::vector<std::string>& paths);

}  // namespace gate::cli
