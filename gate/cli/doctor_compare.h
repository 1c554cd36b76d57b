// `gate doctor --compare`: why a verdict here and one in a pipeline differ.
#pragma once

#include <string>

#include "gate/cli/command.h"

namespace gate::cli {

// `there`: a receipt's file; `here`: another, or empty for the one that the hook kept. Exit code 0 when nothing
// differs, 1 when something does.
int compare(const RepositoryArgument& argument, const std::string& there, const std::string& here,
            const Context& context);

}  // namespace gate::cli
