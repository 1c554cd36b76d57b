// Which file of the head tree a path of a tool's report means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/evidence/coverage/paths.h"

namespace gate::evidence {

class RepositoryPaths {
 public:
  // `root` is the checkout's, `folder` the report's below it ("" outside or at the root).
  RepositoryPaths(const std::string& root, std::string folder, HeadTree& tree);

  // Absolute below the checkout, as it is written or with symbolic links resolved, or relative to the root.
  std::optional<std::string> exact(std::string_view path);
  // Relative to a folder around the report, nearest first; the longest end of an absolute path that is a file; the only
  // file that ends in a relative one. An end without a folder must be the only file of its name.
  std::optional<std::string> guess(std::string_view path);

  std::size_t guessed() const { return guessed_; }
  const std::string& example() const { return example_; }  // of a guess: "/src/a.c as lib/a.c"

 private:
  std::optional<std::string> around_report(const std::string& path);
  std::optional<std::string> by_end(const std::string& path);

  std::vector<std::string> roots_;
  std::string folder_;
  HeadTree& tree_;
  std::size_t guessed_ = 0;
  std::string example_;
};

}  // namespace gate::evidence
