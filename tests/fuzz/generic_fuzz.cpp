// Generic patterns: a pattern, a 0xFF byte, a text. Every match lies within the text and begins and ends apart from
// others.
#include <cstddef>
#include <cstdint>
#include <set>

#include "analyzers/patterns/generic/generic.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = input.find('\xFF');
  if (cut == input.npos) return 0;
  constexpr const char* kStyles[] = {"", "c", "cpp", "shell"};
  const gate::Json options = {{"generic_comment_style", kStyles[size % 4]}};
  std::vector<std::string> variables;
  const auto pattern = gate::patterns::GenericPattern::read(input.substr(0, cut), variables, options);
  if (!pattern) return 0;
  const std::string_view text = input.substr(cut + 1);
  (void)gate::patterns::written_by_people(text);
  gate::patterns::Budget budget(200'000);
  std::set<std::uint32_t> ends;
  std::uint32_t start = 0;
  for (const auto& match : pattern->find(gate::patterns::GenericText(text, options), budget)) {
    if (match.start < start || match.start > match.end || match.end > text.size()) __builtin_trap();
    if (!ends.insert(match.end).second) __builtin_trap();
    start = match.start + 1;
    for (const auto& binding : match.bindings)
      if (binding.variable >= variables.size() || binding.end > text.size() ||
          binding.text != text.substr(binding.start, binding.end - binding.start))
        __builtin_trap();
  }
  return 0;
}
