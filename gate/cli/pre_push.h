// What `gate hook pre-push` does: judges what a push is about to send.
#pragma once

#include <string>

#include "gate/cli/command.h"

namespace gate::cli {

// Reads the pushed refs from standard input to its end (githooks(5)) or, where that is empty, from the variables that
// pre-commit hands on. Each commit is judged once from each base, all of them within one `hook.budget`; a receipt of
// each verdict is kept. The exit code: 1 (blocked) before 3 and 2.
int pre_push(const std::string& remote, const Context& context);

}  // namespace gate::cli
