// `requires`: an expression over labels of taint ("INPUT and not CHECKED").
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"

namespace gate::patterns::taint {

// The label of a source that names none, and what a sink without `requires` asks for.
inline constexpr std::string_view kDefaultLabel = "__SOURCE__";

class Requirement {
 public:
  // Fulfilled by anything.
  Requirement() = default;

  // Labels joined by `and`, `or`, `not` and parentheses, as in Python. Error (parse): no such expression. Nesting above
  // 100 levels is an error too.
  static Expected<Requirement> read(std::string_view text);

  // `has(label)`: whether taint of that label is there.
  bool holds(const std::function<bool(std::string_view)>& has) const;
  bool any() const { return terms_.empty(); }

 private:
  friend class RequirementReader;
  enum class Op : char { label, invert, both, either };
  struct Term {
    Op op = Op::label;
    std::string label;
  };
  std::vector<Term> terms_;  // in postfix order
};

}  // namespace gate::patterns::taint
