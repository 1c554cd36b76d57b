// Compile commands: whatever is in them, nothing that loads code or names a file of options is kept.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analyzers/clang/command.h"
#include "analyzers/clang/includes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& argument : gate::clang::sanitise(gate::clang::split_command(text)).arguments)
    for (std::string_view forbidden :
         {"-fplugin", "-fpass-plugin", "-Xclang", "-mllvm", "-load", "@", "-o", "--config"})
      if (argument.starts_with(forbidden)) __builtin_trap();
  gate::clang::included_names(text);
  return 0;
}
