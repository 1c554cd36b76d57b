// A plugin's greeting, result or rulings: a line that foreign code wrote.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analyzers/plugins/protocol.h"
#include "analyzers/plugins/rulings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gate;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(plugins::read_rulings(text, "p", {}));
  auto json = parse_json(text, "answer");
  if (!json) return 0;
  PluginSpec plugin;
  plugin.name = "p";
  auto hello = plugins::read_hello(*json, plugin);
  ChangedFile file;
  file.path = "a.c";
  file.old_path = "old.c";
  const plugins::FileTexts texts{&file, std::make_shared<const std::string>("a\n"),
                                 std::make_shared<const std::string>("a\nb\xc3\xa9")};
  auto answer = plugins::read_answer(*json, 1, {&texts, 1}, plugin, hello.value_or(plugins::Hello{}));
  if (!answer) return 0;
  for (const auto& finding : answer->after)
    if (finding.place.path != "a.c" || finding.place.line > 2 || finding.message.empty()) __builtin_trap();
  for (const auto& finding : answer->before)
    if (finding.place.path != "old.c" || finding.place.line > 1) __builtin_trap();
  return 0;
}
