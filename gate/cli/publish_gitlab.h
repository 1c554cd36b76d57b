// A verdict published on GitLab: what `gate publish` does there.
#pragma once

#include "gate/cli/publish_github.h"

namespace gate::cli {

// Writes the merge request's one note. False when it could not be written. An error where the report is of another
// commit than the pipeline's, or where there is no project to write to. Without a merge request nothing is written.
Expected<bool> publish_on_gitlab(Verdict verdict, const PublishOptions& options, const Say& say);

}  // namespace gate::cli
