// Any text: both readers of YAML end, and a text that parse_yaml() reads has no problem.
#include <cstdlib>

#include "gate/base/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto problems = gate::check_yaml(text);
  auto document = gate::parse_yaml(text, "fuzz");
  if (document && !problems.empty()) std::abort();
  return 0;
}

// libfyaml 0.7 does not free the buffer of a long quoted scalar that is followed by an error: 2 KiB a text.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfyaml"; }
