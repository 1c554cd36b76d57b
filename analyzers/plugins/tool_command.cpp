#include "analyzers/plugins/tool_command.h"

#include <algorithm>

#include "analyzers/plugins/replace.h"

namespace gate::plugins {
namespace {

constexpr std::string_view kFiles = "{files}";
constexpr std::string_view kOutput = "{output}";

bool holds(std::string_view word, std::string_view what) { return word.find(what) != std::string_view::npos; }

// What one more file adds to a command line: its words, each with a terminator and a pointer.
std::size_t cost(const std::vector<std::string>& words, const std::string& file) {
  std::size_t bytes = 0;
  for (const std::string& word : words)
    if (holds(word, kFiles)) bytes += word.size() + file.size() + 2 + sizeof(char*);
  return bytes;
}

}  // namespace

std::string file_word(std::string_view path) {
  auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  };
  return (path.empty() || plain(path.front()) ? "" : "./") + std::string(path);
}

std::vector<Command> commands(const std::vector<std::string>& words, const std::vector<std::string>& files,
                              const std::string& output_folder, std::size_t most_bytes) {
  const bool by_file = std::ranges::any_of(words, [](const std::string& word) { return holds(word, kFiles); });
  std::vector<Command> out;
  std::size_t next = 0;
  while (by_file ? next < files.size() : out.empty()) {
    std::size_t first = next, bytes = 0;
    while (by_file && next < files.size() && (next == first || bytes + cost(words, files[next]) <= most_bytes))
      bytes += cost(words, files[next++]);
    Command command;
    const std::string output = output_folder + "/" + std::to_string(out.size() + 1);
    for (const std::string& word : words) {
      if (holds(word, kOutput)) command.output = output;
      std::string ready = replaced(word, kOutput, output);
      if (!holds(ready, kFiles)) command.argv.push_back(std::move(ready));
      for (std::size_t i = first; holds(word, kFiles) && i < next; ++i)
        command.argv.push_back(replaced(ready, kFiles, file_word(files[i])));
    }
    out.push_back(std::move(command));
  }
  return out;
}

}  // namespace gate::plugins
