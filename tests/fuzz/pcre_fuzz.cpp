// A line with an expression, then a text: compiling and matching end within their budget, and matches lie in the text.
#include <algorithm>
#include <cstdlib>

#include "analyzers/patterns/conditions.h"
#include "analyzers/patterns/regex.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace gate::patterns;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view expression = input.substr(0, line);
  const std::string_view text = input.substr(std::min(line + 1, input.size()));
  slow_regex(expression);
  high_entropy(text);
  for (const RegexOptions options : {RegexOptions{}, RegexOptions{.multiline = false, .anchored = true}}) {
    const auto regex = Regex::compile(expression, options);
    if (!regex) continue;
    Budget budget(1'000'000);
    for (const Match& match : find_regex(*regex, text, {"$1", "$NAME"}, budget)) {
      if (match.start > match.end || match.end > text.size()) std::abort();
      for (const Binding& binding : match.bindings)
        if (binding.text != text.substr(binding.start, binding.end - binding.start)) std::abort();
    }
  }
  return 0;
}
