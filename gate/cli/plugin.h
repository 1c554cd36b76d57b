// The parts of `gate plugin`, one file each.
#pragma once

#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/cli/command.h"
#include "gate/config/config.h"

namespace gate::cli {

// A plugin's folder holds its own configuration, for its tests and as the lines to copy into .gate.yml.
inline constexpr const char* kPluginConfig = "gate.yml";

// `gate plugin new`: makes .gate/plugins/NAME below `root` from the example in that language.
int plugin_new(const std::string& root, const std::string& name, const std::string& language);

// `gate plugin test`: runs FOLDER/tests/*/ by the same code as `gate check`. `update` rewrites the expectations.
int plugin_test(const std::string& folder, bool update, const Context& context);

// `gate plugin list` and `doctor`: the plugins in force for the change that `gate check` would look at.
int plugin_list(const RepositoryArgument& argument, const Context& context);
int plugin_doctor(const RepositoryArgument& argument, const Context& context);

// `gate plugin pin`: the digests of programs outside of the repository, of the plugins that `file` names.
int plugin_pin(const std::string& file, const std::string& name, const Context& context);

// `gate explain`: a plugin of the configuration in force, or one of its rules. False: nothing is called so.
bool explain_plugin(const std::string& name, Context& context);

}  // namespace gate::cli
