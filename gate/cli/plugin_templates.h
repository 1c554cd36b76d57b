// The example plugins of plugins/, which `gate plugin new` copies. Made by cmake/plugin_templates.cmake.
#pragma once

#include <span>
#include <string_view>

namespace gate::cli {

struct PluginTemplateFile {
  std::string_view language;  // the folder below plugins/: "cpp"
  std::string_view path;      // below that
  std::string_view text;
};

std::span<const PluginTemplateFile> plugin_templates();

}  // namespace gate::cli
