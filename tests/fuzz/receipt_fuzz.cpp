// Receipts of strangers: whatever is read is written and read again as it was, and compared without harm.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto receipt = gate::report::parse_receipt(text, "receipt.json");
  if (!receipt) return 0;
  const auto written = gate::report::write_receipt(*receipt);
  const auto again = gate::report::parse_receipt(written, "receipt.json");
  if (!again || gate::report::write_receipt(*again) != written) std::abort();
  const auto other = gate::report::receipt_of({});
  for (const auto& difference : gate::compare_receipts(*receipt, other)) {
    if (difference.meaning.empty()) std::abort();
  }
  return 0;
}
