// A worker's answer, written by a process that ran over hostile source.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analyzers/clang/outcome.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto answer = gate::parse_json({reinterpret_cast<const char*>(data), size}, "answer");
  if (!answer) return 0;
  gate::Change change;
  change.files = {{.path = "a.c", .old_path = "a.c", .before = {}, .after = {}, .note = {}, .hunks = {{1, 1, 1, 2}}}};
  auto outcome =
      gate::clang::read_answer(*answer, {change, "a.c", [](const std::string& path) { return path == "a.c"; }, false});
  for (const auto& finding : outcome.after)
    if (finding.place.path != "a.c") __builtin_trap();
  return 0;
}
