// The command lines of a tool.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gate::plugins {

struct Command {
  std::vector<std::string> argv;
  std::string output;  // absolute path of the file that stands for "{output}"; empty: standard output is read
};

// Each word with "{files}" becomes one word a file, "{output}" a file below `output_folder`. A file whose name could be
// taken for an option or a response file ("-x", "@x") is written "./-x". Several commands where one would be longer
// than `most_bytes` (Linux takes 128 KiB a word, and a quarter of the stack for all). None when "{files}" is asked for
// and there are no files.
std::vector<Command> commands(const std::vector<std::string>& words, const std::vector<std::string>& files,
                              const std::string& output_folder, std::size_t most_bytes = 256u << 10);

std::string file_word(std::string_view path);

}  // namespace gate::plugins
