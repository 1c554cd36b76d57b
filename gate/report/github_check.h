// A verdict as GitHub's "check run". Source: GitHub REST API 2022-11-28, "Check runs".
#pragma once

#include <string>
#include <vector>

#include "gate/base/json.h"
#include "gate/model/verdict.h"
#include "gate/report/github_annotations.h"

namespace gate::report {

struct CheckRun {
  std::string conclusion;  // success, neutral or failure
  std::string title;       // one line
  std::string summary;     // markdown, at most 65,000 bytes
  std::string text;        // the same
  Json annotations;        // array of at most 500 objects as the API takes them; no request may have more than 50
};

// The conclusion follows the exit code; `neutral` says that nothing was in scope, or that --dry-run replaced a block.
// `annotations` are those to be shown: of those beyond 500, and of those without a path that GitHub takes, the summary
// says how many there are.
CheckRun check_run(const Verdict& verdict, const std::vector<Annotation>& annotations);

}  // namespace gate::report
