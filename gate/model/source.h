// Reads contents of the sides of a change. Implemented by gate/git over the object database; never the work tree.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/change.h"

namespace gate {

enum class Side { before, after };

// Which tree a whole-path look-up means.
enum class Tree { base, head, policy };

// A file in a tree, as listed: nothing is read.
struct TreeFile {
  std::string path;
  BlobRef blob;
};

// All calls are safe from any thread; the text handed out is shared and immutable.
class Source {
 public:
  virtual ~Source() = default;

  // The contents of a blob. ErrorKind::limit when larger than `limit` bytes, ErrorKind::git when the object is missing
  // (partial clone) with the command that fetches it as remedy.
  virtual Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t limit) const = 0;

  // The file at `path` in that tree; nullopt when there is none or the tree is empty. Symbolic links are not followed.
  virtual Expected<std::optional<std::string>> file(Tree tree, std::string_view path, std::uint64_t limit) const = 0;

  // Every file of that tree below `folder` ("" = all), by path.
  virtual Expected<std::vector<TreeFile>> list(Tree tree, std::string_view folder) const = 0;
};

}  // namespace gate
