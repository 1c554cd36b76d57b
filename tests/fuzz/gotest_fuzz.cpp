// Hostile test reports, found out as what they are or read as go test events.
#include <cstdint>
#include <string_view>

#include "test_report_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check_test_report({reinterpret_cast<const char*>(data), size}, gate::evidence::go_test_reader);
  return 0;
}
