// Paths that a tool writes, and names of the repository on their way into a private folder and a command line.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "analyzers/plugins/lay_out.h"
#include "analyzers/plugins/tool_command.h"
#include "analyzers/plugins/tool_output.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  static const gate::plugins::PathMap kMap("/tmp/run/work", {"a.txt", "b/c d.txt"});
  const auto path = kMap(input);
  if (path && *path != "a.txt" && *path != "b/c d.txt") std::abort();

  // What may be laid out stays below the folder.
  const std::string folder = "/tmp/run/work";
  if (gate::plugins::odd_path(input).empty()) {
    const auto laid = std::filesystem::path(folder + "/" + input).lexically_normal().string();
    if (laid != folder + "/" + input) std::abort();
  }
  const std::string word = gate::plugins::file_word(input);
  if (word.starts_with('-') || word.starts_with('@') || !word.ends_with(input)) std::abort();
  return 0;
}
