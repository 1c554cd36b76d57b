// Any text: the rule reader ends, and what it reads is whole.
#include <cstdlib>

#include "analyzers/patterns/rule.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  auto file = gate::patterns::read_rules({reinterpret_cast<const char*>(data), size}, "fuzz.yaml");
  if (!file) return 0;
  for (const auto& rule : file->rules)
    if (rule.id.empty() || rule.languages.empty() || rule.search.has_value() == rule.taint.has_value()) std::abort();
  for (const auto& bad : file->bad)
    if (bad.error.message.empty() || bad.error.where.empty()) std::abort();
  return 0;
}

// libfyaml 0.7 does not free the buffer of a long quoted scalar that is followed by an error: 2 KiB a text.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfyaml"; }
