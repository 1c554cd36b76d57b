// The files of a folder on the disk as the tree that is scanned: read when they are asked for, never kept.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/source.h"

namespace gate::cli {

// Head and policy are the folder as it lies there, base is empty. An object's id is its path in hexadecimal digits, not
// its contents' hash.
class DiskSource : public Source {
 public:
  explicit DiskSource(std::string folder) : folder_(std::move(folder)) {}

  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t limit) const override;
  Expected<std::optional<std::string>> file(Tree tree, std::string_view path, std::uint64_t limit) const override;
  // Plain files alone, with their sizes; `folder` may also be one file. Symbolic links are not followed; the folders of
  // version control are left out. Errors: io, limit (500,000 files).
  Expected<std::vector<TreeFile>> list(Tree tree, std::string_view folder) const override;

 private:
  std::string folder_;
};

}  // namespace gate::cli
