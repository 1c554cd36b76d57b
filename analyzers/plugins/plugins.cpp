#include "analyzers/plugins/plugins.h"

#include "analyzers/plugins/speak.h"
#include "analyzers/plugins/tool.h"

namespace gate::plugins {

std::vector<Analyzer> plugin_analyzers(const std::vector<PluginSpec>& plugins) {
  std::vector<Analyzer> analyzers;
  for (const PluginSpec& plugin : plugins) {
    if (plugin.is_policy()) continue;
    Analyzer analyzer;
    analyzer.name = plugin.name;
    analyzer.summary = "a plugin of the configuration";
    analyzer.run = ChangeAnalysis([plugin](const ChangeView& view, const Options&, const Deadline& deadline) {
      return plugin.output == PluginOutput::gate ? speak(plugin, view, deadline) : run_tool(plugin, view, deadline);
    });
    analyzers.push_back(std::move(analyzer));
  }
  return analyzers;
}

}  // namespace gate::plugins
