// Search mode: combines the matches of a rule's leaves as its formula says.
#pragma once

#include <span>

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"
#include "analyzers/patterns/rule.h"

namespace gate::patterns {

// Finds the places of one leaf (Formula::Op::pattern or regex) of a rule in a file.
class Leaves {
 public:
  virtual ~Leaves() = default;
  virtual std::vector<Match> find(const Formula& leaf, const File& file, Budget& budget) = 0;
  // The text of a binding as a file of its own in another language ("regex", "generic" or a language word), for
  // metavariable-pattern; valid as long as the Leaves. null: the language is not to be had.
  virtual const File* reread(std::string_view text, std::string_view path, std::string_view language) = 0;
};

// All places that fulfil `formula`, in text order, each place and set of bindings once; a set that another one at the
// place contains is left out. Time grows with
// n log n of the leaves' matches for nesting without shared metavariables. Stops early when the budget is spent.
std::vector<Match> evaluate(const Rule& rule, const Formula& formula, const File& file, Leaves& leaves, Budget& budget);

}  // namespace gate::patterns
