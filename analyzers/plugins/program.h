// What a plugin is started as: the program, and the variables that it sees.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/model/plugin.h"

namespace gate::plugins {

// The absolute path of `name`: "{plugin}/..." below `plugin_folder`, an absolute path, or a name that is looked up in
// the absolute folders of PATH. What lies in the checkout (`root`) is code of the change: passed over, or refused when
// it is named, unless the plugin is pinned or `executes_head`. A pinned program with another SHA-256 is refused.
// Errors: not_found, unavailable.
Expected<std::string> find_program(const PluginSpec& plugin, const std::string& name, const std::string& plugin_folder,
                                   const std::string& root, const Environment& env);

// PATH without relative folders, a UTF-8 locale, and what `env:` names. With `executes_head` or `expose`, variables
// that may hold a secret, and those that lead to the pipeline's own command files, are held back: each is a note.
struct Variables {
  std::vector<std::pair<std::string, std::string>> values;
  std::vector<std::string> notes;
};
Variables variables(const PluginSpec& plugin, const std::string& root, const Environment& env);

// GITHUB_TOKEN, AWS_*, *_KEY, ...; or a value with a password in an address.
bool may_hold_secret(std::string_view name, std::string_view value);

// `path` lies in `folder`, or is it. Both absolute; symbolic links are resolved.
bool lies_in(const std::string& path, const std::string& folder);

}  // namespace gate::plugins
