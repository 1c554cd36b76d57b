// Which paths a person would expect to be readable source text.
#pragma once

#include <string_view>

namespace gate::git {

// By extension or well-known name: programs, markup, configuration and scripts, not images, archives or documents.
bool is_source_path(std::string_view path);

}  // namespace gate::git
