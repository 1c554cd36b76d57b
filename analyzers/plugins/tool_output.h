// What a tool's run left behind, as findings with paths of the repository.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/plugins/tool_command.h"
#include "gate/base/error.h"
#include "gate/base/process.h"
#include "gate/diagnostics/diagnostics.h"
#include "gate/model/plugin.h"

namespace gate::plugins {

// Turns the paths that a tool writes (relative to its working directory, absolute below it, file:// of either) into
// paths of the repository; nullopt for whatever was not laid out.
class PathMap {
 public:
  PathMap(std::string work, const std::vector<std::string>& laid);
  std::optional<std::string> operator()(std::string_view path) const;

 private:
  std::string work_;
  std::set<std::string, std::less<>> laid_;
};

// The text of a file as it was laid out; null where it cannot be had.
using TextOf = std::function<std::shared_ptr<const std::string>(const std::string& path)>;

// Judges how one command ended and reads what it wrote. Errors: unavailable (another exit code than those of
// `exit-codes`, nothing written, or the tool says itself that it failed), parse, limit.
Expected<diagnostics::Diagnostics> read_output(const PluginSpec& plugin, const Command& command,
                                               const ProcessResult& result, const PathMap& paths,
                                               const TextOf& text_of);

// Appends what another command of the same tool and side found.
void merge(diagnostics::Diagnostics& into, diagnostics::Diagnostics from);

// Takes the private folder's name out of every text, so that both sides and all runs say the same.
void forget_folder(diagnostics::Diagnostics& diagnostics, const std::string& work);

}  // namespace gate::plugins
