// Who includes whom, read from the sources alone: enough to tell which units a header may concern.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/model/source.h"

namespace gate::clang {

// The names of all #include, #include_next and #import lines, whether or not a condition leaves them out.
std::vector<std::string> included_names(std::string_view text);

class IncludeGraph {
 public:
  // `source` must outlive it. `removed` are paths that only the side before has.
  IncludeGraph(const Source& source, const std::vector<TreeFile>& tree, const std::vector<std::string>& removed);

  // Reads what `roots` include, directly and through others, from the head tree. An include names every file whose path
  // ends like it, except that one beside the includer wins. False when the deadline or a limit (20,000 files) ended it.
  bool load(const std::vector<std::string>& roots, Deadline deadline);

  // All loaded files that include one of `headers`, directly or not, with the headers themselves.
  std::unordered_set<std::string> includers(const std::vector<std::string>& headers) const;

 private:
  std::vector<std::string> resolve(const std::string& includer, const std::string& name) const;

  const Source& source_;
  std::unordered_set<std::string> paths_;
  std::unordered_map<std::string, std::vector<std::string>> by_name_;      // base name -> paths
  std::unordered_map<std::string, std::vector<std::string>> included_by_;  // path -> includers
  std::unordered_set<std::string> loaded_;
};

}  // namespace gate::clang
