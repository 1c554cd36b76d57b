// Any text as `.gate.yml`: what is accepted is shown so that it reads back to the same digest.
#include <cstdlib>

#include "gate/config/config.h"

namespace {

gate::config::Schema schema() {
  using gate::OptionType;
  gate::config::Schema schema;
  schema.analyzers["syntax"] = {{.name = "limit", .type = OptionType::integer, .fallback = 8, .doc = ""},
                                {.name = "ratio", .type = OptionType::number, .fallback = 0.5, .doc = ""},
                                {.name = "rules", .type = OptionType::text_list, .fallback = {"builtin"}, .doc = ""}};
  schema.policies["findings"] = {
      {.name = "block", .type = OptionType::severity, .fallback = "high", .doc = ""},
      {.name = "patch", .type = OptionType::percent, .fallback = nullptr, .doc = ""},
      {.name = "free", .type = OptionType::object, .fallback = gate::Json::object(), .doc = ""}};
  schema.default_policies = {"findings"};
  return schema;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const gate::config::Schema kSchema = schema();
  auto config = gate::config::parse({reinterpret_cast<const char*>(data), size}, "fuzz", kSchema);
  if (!config) return 0;
  auto again = gate::config::parse(gate::config::show(*config), "shown", kSchema);
  if (!again || again->digest != config->digest) std::abort();
  return 0;
}

// libfyaml 0.7 does not free the buffer of a long quoted scalar that is followed by an error: 2 KiB a text.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfyaml"; }
