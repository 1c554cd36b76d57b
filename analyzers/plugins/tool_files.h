// Which files a tool is given on each side.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/plugins/lay_out.h"
#include "gate/analyzer.h"
#include "gate/base/glob.h"
#include "gate/model/plugin.h"

namespace gate::plugins {

// Whether `paths:` and the configuration's exclusions let a path through. Valid as long as the view.
class Concern {
 public:
  Concern(const PluginSpec& plugin, const ChangeView& view);
  bool operator()(std::string_view path) const;

 private:
  std::vector<Glob> globs_;
  const ChangeView* view_;
};

// Changed files that concern the tool and exist on both ends of the question: not deleted. On the before side a renamed
// file has its old path. By path.
std::vector<LaidFile> concerned_files(const PluginSpec& plugin, const ChangeView& view, Side side);

// Whether the tool has anything to do: a file as above, or, for a tool that is given the tree as a whole (no "{files}"
// in `run:`), also a deleted one.
bool concerns(const PluginSpec& plugin, const ChangeView& view);

// "{files}" stands in `run:`.
bool names_files(const PluginSpec& plugin);

// All files of a side but those below folders that are exposed. Errors: git.
Expected<std::vector<LaidFile>> tree_files(const PluginSpec& plugin, const ChangeView& view, Side side);

}  // namespace gate::plugins
