// Which commits brought in what later ones mended: the SZZ algorithm over an annotation graph. Sources: Śliwerski,
// Zimmermann, Zeller, "When Do Changes Induce Fixes?", MSR 2005; Kim, Zimmermann, Pan, Whitehead, "Automatic
// Identification of Bug-Introducing Changes", ASE 2006 (annotation graphs; comments, blank lines and formatting do not
// count); da Costa et al., "A Framework for Evaluating the Results of the SZZ Approach", TSE 43(7), 2017 (no merges, no
// meta-changes, no later than the report); Neto et al., "The Impact of Refactoring Changes on the SZZ Algorithm",
// SANER 2018 (moved lines keep their origin).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/git/repository.h"

namespace gate::history {

struct InducingLink {
  std::string fix, inducing;  // commits
  std::uint32_t lines = 0;    // that the fix removed or replaced and the other had written
  bool operator==(const InducingLink&) const = default;
};

// Whether lines of tests that a mend changes tell of an origin.
enum class TestLines : std::uint8_t {
  never,
  with_code,  // where the mend changes other code as well: what it mends is no test
  always,
};

struct SzzOptions {
  std::uint32_t most_files = 100;    // a fix of more files is no single mend: left out
  std::uint32_t most_inducing = 50;  // a fix with more origins is left out
  std::uint64_t memory = 32u << 20;  // bytes for annotations; what is dropped is found again from versions like it
  TestLines tests = TestLines::with_code;
  bool follow = true;  // lines that moved within a commit or were only laid out anew keep their origin
};

// Walks `commits` (parents before children, merges included) once, annotating every line with the commit that wrote it,
// and returns for each commit that `wanted` names as a fix where the lines it removed came from, by (fix, inducing) in
// the order of the walk. Lines whose origin cannot be told are left out.
Expected<std::vector<InducingLink>> find_inducing(const git::Repository& repository,
                                                  const std::vector<std::string>& commits,
                                                  const std::function<bool(const std::string& oid)>& wanted,
                                                  const SzzOptions& options, const Deadline& deadline);

}  // namespace gate::history
