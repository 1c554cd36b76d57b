// Brings the paths of a report to paths of the repository.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gate/evidence/coverage/coverage.h"
#include "gate/evidence/coverage/report.h"

namespace gate::evidence {

// '/' as separator (also for '\'), without "file://", empty, "." and resolvable ".." components. A drive stays as the
// first component: "C:/a".
std::string normal_path(std::string_view path);
bool is_absolute(std::string_view normal);

// Paths of the head tree, listed only as far as questions demand.
class HeadTree {
 public:
  HeadTree(const Source& source, const Change& change);

  bool exists(const std::string& path);
  // The longest part of `path` after some '/' (or all of it) that is a file; "" when there is none.
  std::string longest_suffix(std::string_view path);
  // Files that end in "/" + path.
  std::vector<std::string> ending_in(const std::string& path);

 private:
  void list_all();

  const Source& source_;
  std::unordered_set<std::string> known_;  // the change's own, and after list_all() all
  std::unordered_map<std::string, std::unordered_set<std::string>> folders_;
  std::unordered_map<std::string, std::vector<std::string>> by_base_;
  bool all_ = false;
};

// Where the report lies and what the configuration says about its paths.
struct PathRules {
  std::string root;    // of the checkout, as given
  std::string folder;  // of the report below the root, normal; "" at the root or outside of it
  std::string strip;
  std::string prefix;
};

struct PathMapping {
  std::map<std::string, std::vector<std::size_t>> files;  // changed path -> its records, by index
  std::map<std::string, std::string> ambiguous;           // changed path -> why it was left out
};

// Maps the records of one report to changed files. In this order, the first that answers: the path itself (below a
// <source>, after strip and prefix, below the root or below the nearest folder around the report that has such a file);
// the longest end of the path that is a file of the head tree; the only file of the tree that ends in the path. The
// last two are guesses, so they yield to exact answers, and a guess that others contradict is dropped as ambiguous.
PathMapping map_paths(const Report& report, const PathRules& rules,
                      const std::map<std::string, const ChangedFile*>& changed, HeadTree& tree);

}  // namespace gate::evidence
