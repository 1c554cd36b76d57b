// Two folders of the disk as the sides of a change: what `gate plugin test` checks.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "gate/base/error.h"
#include "gate/model/change.h"
#include "gate/model/source.h"

namespace gate::cli {

// Everything is read at once, so that it answers as git's object database would: contents by identity.
class FolderSource : public Source {
 public:
  // Reads every plain file below `folder` as part of that tree, under `prefix` ("" or "a/b/"). A folder that is not
  // there is an empty tree. Errors: io, limit (64 MiB a file, 20,000 files).
  Expected<void> add(Tree tree, const std::string& folder, const std::string& prefix);

  // What differs between base and head. Renames are seen as one file deleted and one added.
  Expected<Change> change() const;

  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t limit) const override;
  Expected<std::optional<std::string>> file(Tree tree, std::string_view path, std::uint64_t limit) const override;
  Expected<std::vector<TreeFile>> list(Tree tree, std::string_view folder) const override;

 private:
  std::map<Tree, std::map<std::string, BlobRef, std::less<>>> trees_;
  std::map<std::string, std::shared_ptr<const std::string>> blobs_;
};

}  // namespace gate::cli
