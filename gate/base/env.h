// The process's environment, read in one place so that tests can replace it.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace gate {

// Looks a variable up; nullopt when unset. An empty value is returned as "".
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

Environment process_environment();

}  // namespace gate
