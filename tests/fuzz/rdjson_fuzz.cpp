// Hostile rdjson and rdjsonl: read or refused.
#include <cstdint>
#include <string_view>

#include "findings_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reading = fuzz_reading();
  check_findings(gate::diagnostics::read_rdjson(text, reading));
  check_findings(gate::diagnostics::read_rdjsonl(text, reading));
  return 0;
}
