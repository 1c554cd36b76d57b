// Any text: gate's own scanner agrees with nlohmann-json on what is JSON.
#include <cstdlib>

#include "gate/base/json.h"
#include "gate/base/json_check.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  bool fine = gate::check_json(text, gate::JsonDialect::strict).empty();
  auto value = gate::parse_json(text, "fuzz");
  if (value && !fine) std::abort();
  // The other way round there are limits: nesting, numbers out of range, surrogates without a partner.
  if (fine && !value && value.error().message.empty()) std::abort();
  if (value && !gate::parse_json(gate::dump_json(*value), "dump")) std::abort();
  if (fine && !gate::check_json(text, gate::JsonDialect::jsonc).empty()) std::abort();
  return 0;
}
