// The lines of code that a report shows with a finding.
#pragma once

#include "gate/base/text.h"
#include "gate/model/finding.h"

namespace gate::scope {

inline constexpr std::size_t kSnippetBytes = 240;  // of one line
inline constexpr std::uint32_t kSnippetLines = 5;  // of the finding itself

// The finding's lines (the first kSnippetLines of them) and one line either side, each cut at kSnippetBytes between
// UTF-8 characters; tabs stay. Where the finding's column lies beyond the cut, all lines are cut around it and
// `first_column` says where they begin. Empty for findings of a whole file and lines outside of the text.
Snippet make_snippet(const LineIndex& text, const Place& place);

}  // namespace gate::scope
