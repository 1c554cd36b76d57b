// Compiled rules, and what they find in one file.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/fix.h"
#include "analyzers/patterns/prefilter.h"
#include "analyzers/patterns/rule.h"
#include "analyzers/patterns/taint/taint.h"
#include "gate/syntax/tree.h"

namespace gate::patterns {

// What one rule found at one place.
struct Hit {
  const Rule* rule = nullptr;  // with all its variables
  Match match;                 // bindings hold text alone
  std::string message;         // with the metavariables' texts
  std::optional<TaintTrace> trace;
  std::optional<TextEdit> fix;
};

// A rule that was stopped on this file, or that cannot be used.
struct Stopped {
  const Rule* rule = nullptr;
  std::string reason;
};

struct Scan {
  std::vector<Hit> hits;  // in order of rule, then place
  std::vector<Stopped> stopped;
};

// Rules made ready for matching, each when the first file comes that it may match in. Used from any number of threads.
class Engine {
 public:
  explicit Engine(std::vector<Rule> rules);
  ~Engine();
  Engine(Engine&&) noexcept;

  std::vector<const Rule*> rules() const;

  // Takes out the rules whose patterns cannot be read, and tells them. Costly: every pattern is read.
  std::vector<BadRule> take_out_bad();

  // Whether any rule may have something to say about such a file; without `text`, by path alone.
  bool concerns(std::string_view path, const std::string_view* text = nullptr) const;

  // Runs the rules that concern `path` and its language. `tree` is asked for only when a rule needs it; null: none.
  Scan scan(std::string_view path, std::string_view text, const std::function<const syntax::Tree*()>& tree,
            Deadline deadline = Deadline::never()) const;

 private:
  struct Entry;
  Prefilter prefilter_;
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace gate::patterns
