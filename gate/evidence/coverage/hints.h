// For a changed file that no report names: which paths of the reports come nearest, and what would bring them together.
#pragma once

#include <string>
#include <vector>

#include "gate/model/evidence.h"

namespace gate::evidence {

class Hints {
 public:
  // Paths as reports write them; the first 20,000 are kept.
  void add(const std::vector<std::string>& names);
  // At most three are nearest, best first; those that share neither the end nor much of the base name are not offered.
  Coverage::Unmatched nearest(const std::string& path) const;

 private:
  struct Name {
    std::string written;
    std::string normal;
  };
  std::vector<Name> names_;
};

}  // namespace gate::evidence
