// Hostile output of a tool, and a hostile pattern: the first line is the pattern, the rest the output.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "findings_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reading = fuzz_reading();
  const std::size_t end = std::min(text.find('\n'), text.size());
  check_findings(gate::diagnostics::read_lines(text.substr(end), std::string(text.substr(0, end)), reading));
  check_findings(gate::diagnostics::read_lines(
      text, R"((?P<path>[^:\s]+):(?P<line>\d+):(?P<column>\d+):? ?(?P<message>.*))", reading));
  return 0;
}
