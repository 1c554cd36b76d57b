// The Source of a change: blobs and trees from the object store, safe from any thread, alive without the Repository.
#pragma once

#include <memory>

#include "gate/git/objects.h"
#include "gate/model/source.h"

namespace gate::git {

// Trees that a look-up by path means; null ids are empty trees. `policy` may be an error, which look-ups then return.
struct SourceTrees {
  Expected<git_oid> base, head, policy;
};

std::shared_ptr<const Source> make_source(std::shared_ptr<const Objects> objects, SourceTrees trees);

}  // namespace gate::git
