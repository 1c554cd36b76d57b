#include <cstdio>
#include <filesystem>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/plugin.h"
#include "gate/cli/plugin_templates.h"
#include "gate/config/plugin.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

// What the examples call themselves.
std::string example_name(std::string_view language) {
  if (language == "cpp") return "banned-functions";
  if (language == "python") return "debug-prints";
  if (language == "typescript") return "focused-tests";
  return "private-addresses";
}

std::string renamed(std::string_view text, const std::string& from, const std::string& to) {
  std::string result(text);
  for (auto at = result.find(from); at != std::string::npos; at = result.find(from, at + to.size()))
    result.replace(at, from.size(), to);
  return result;
}

Expected<void> write_template(const fs::path& path, std::string_view text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return fail(ErrorKind::io, "cannot make the folder: " + error.message(), path.parent_path().string());
  return write_file(path, text);
}

// The lines to copy: everything from `plugins:` on.
void print_entry(const std::string& config) {
  auto at = config.find("plugins:");
  std::printf("\nAdd to .gate.yml:\n\n%s\n", config.c_str() + (at == std::string::npos ? 0 : at));
}

}  // namespace

int plugin_new(const std::string& root, const std::string& name, const std::string& language) {
  const std::string key = language == "c++" ? "cpp" : language;
  if (!config::is_plugin_name(name))
    return report_error({ErrorKind::usage, "'" + name + "' is no name for a plugin", "",
                         "use small letters, digits and '-', beginning with a letter (at most 40)"});
  const fs::path folder = fs::path(".gate") / "plugins" / name;
  if (fs::exists(fs::path(root) / folder))
    return report_error({ErrorKind::usage, "there is something already", folder.string(), "choose another name"});
  std::string config;
  for (const auto& file : plugin_templates()) {
    if (file.language != key) continue;
    std::string text = renamed(file.text, example_name(key), name);
    if (file.path == kPluginConfig) config = text;
    if (auto written = write_template(fs::path(root) / folder / file.path, text); !written)
      return report_error(written.error());
    std::printf("%s\n", (folder / file.path).c_str());
  }
  print_entry(config);
  if (key == "cpp") std::printf("Build it:  make -C %s\n", folder.c_str());
  std::printf("Test it:   gate plugin test %s\n", folder.c_str());
  std::printf("It runs once the target branch has it: code that only a change brings is never run.\n");
  return kPass;
}

}  // namespace gate::cli
