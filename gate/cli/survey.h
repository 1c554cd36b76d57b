// What a repository holds, as far as `gate init` and `gate doctor` care.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/git/repository.h"

namespace gate::cli {

struct Survey {
  std::map<std::string, std::size_t> languages;  // "C++" -> files in HEAD that gate parses
  std::size_t files = 0;                         // in HEAD
  std::vector<std::string> coverage_reports;     // on disk, relative to the root, at most ten
  std::string compile_commands;                  // on disk, relative to the root; empty: none
  std::string codeowners;                        // in HEAD; empty: none
  bool config = false;                           // .gate.yml in HEAD or on disk
  bool c_family = false;                         // HEAD holds C or C++
};

// Lists HEAD's tree, and looks for build products at the usual places of the checkout.
Expected<Survey> survey(const git::Repository& repository);

}  // namespace gate::cli
