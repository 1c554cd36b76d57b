// Any text: check_toml() ends, with a place inside the text.
#include <cstdlib>

#include "gate/base/text.h"
#include "gate/base/toml.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const gate::TomlProblem& problem : gate::check_toml(text)) {
    if (problem.line == 0 || problem.line > gate::LineIndex(text).line_count() || problem.message.empty()) std::abort();
  }
  return 0;
}
