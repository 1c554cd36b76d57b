// `.gate/baseline.json`: what can be read comes back the same from what is written of it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/scope/baseline.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto entries = gate::scope::parse_baseline({reinterpret_cast<const char*>(data), size}, "baseline.json");
  if (!entries) {
    if (entries.error().kind != gate::ErrorKind::config && entries.error().kind != gate::ErrorKind::limit) std::abort();
    return 0;
  }
  const auto again = gate::scope::parse_baseline(gate::scope::write_baseline(*entries), "baseline.json");
  if (!again || *again != *entries) std::abort();
  return 0;
}
