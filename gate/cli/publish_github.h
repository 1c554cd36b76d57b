// A verdict published on GitHub: what `gate publish` does there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/model/verdict.h"

namespace gate::cli {

struct PublishOptions {
  std::string name = "gate";  // of the check run, and of the comment's key
  std::string pull_request;   // number; empty: as the event says
  std::string commit;         // its head; empty: as the event says
  bool comment = true;
  bool check_run = true;
  bool review_comments = false;
  bool annotate_rest = false;  // the check run has only the annotations that the step's own commands left out
  std::int64_t now = 0;        // seconds since the epoch
  Environment env;
  Deadline deadline = Deadline::never();
};

// One line for the reader; `problem`: something asked for could not be done.
using Say = std::function<void(const std::string& line, bool problem)>;

// Publishes what it can and says each thing. False when something that was asked for could not be written. An error
// where nothing can be published at all: no repository is named, the report is of another commit.
//
// In a `workflow_run` the report was made by strangers' code. The commit then is the one that GitHub names, the pull
// request is one whose head that commit is, the report must judge it, and a pass is only as good as the run it comes
// from: never of a run that did not succeed, nor of a change that edits `.github/`.
Expected<bool> publish_on_github(Verdict verdict, const PublishOptions& options, const Say& say);

}  // namespace gate::cli
