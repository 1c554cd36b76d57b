// Compiles one side of a translation unit as far as its diagnostics.
#pragma once

#include <llvm/ADT/StringMap.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/clang/module/collector.h"
#include "analyzers/clang/module/guarded_fs.h"
#include "analyzers/clang/module/request.h"

namespace gate_clang {

enum class Side { before, after };

using Lines = std::pair<unsigned, unsigned>;  // first and last, 1-based

struct SideResult {
  std::string problem;  // why nothing was compiled; empty when it was
  std::vector<Diagnostic> diagnostics;
  std::string missing_header;  // the first header that was not found, as it is written
  // Files below the root that were compiled whole, with the lines that the preprocessor left out.
  std::map<std::string, std::vector<Lines>> compiled;
};

// Function bodies of headers that the change leaves alone are skipped as long as nothing of the source file itself has
// been declared: nothing there can use what comes later, and they are most of the cost.
SideResult compile(const Request& request, Side side, llvm::IntrusiveRefCntPtr<GuardedFs> files);

}  // namespace gate_clang
