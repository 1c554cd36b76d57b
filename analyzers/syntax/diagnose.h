// From the error nodes of a tree to what is wrong with the text.
#pragma once

#include <vector>

#include "analyzers/syntax/problem.h"
#include "gate/analyzer.h"
#include "gate/syntax/tree.h"

namespace gate::syntax_check {

// Problems of `view`'s text, whose tree has errors. On the after side of a changed file, errors that the text had
// before are told as they would be there, and what the change dropped or put in is tried first as the cause of the
// others.
std::vector<Problem> diagnose(const FileView& view, const syntax::Tree& tree, Deadline deadline);

}  // namespace gate::syntax_check
