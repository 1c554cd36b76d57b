// A comparison as read: a tree of steps, at most some hundreds of levels deep.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/patterns/comparison.h"

namespace gate::patterns {

struct ComparisonStep {
  enum class Is { value, variable, unary, binary, list, call };
  Is is = Is::value;
  Value value;
  std::string text;  // operator, name of the variable or function
  std::vector<ComparisonStep> parts;
};

// Error (usage): `where` is the offset in bytes within the text.
Expected<ComparisonStep> parse_comparison(std::string_view text);

}  // namespace gate::patterns
