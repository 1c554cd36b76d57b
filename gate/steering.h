// Files that decide how changes are judged: an edit of one is shown to the reader of every verdict.
#pragma once

#include "gate/model/change.h"
#include "gate/model/source.h"

namespace gate {

// The gate's own files (`.gate.yml`, `.gate/`, CODEOWNERS), and files of pipelines and hooks that name gate on either
// side of the change. One of those that cannot be read counts too.
bool steers_gate(const ChangedFile& file, const Source& source);

}  // namespace gate
