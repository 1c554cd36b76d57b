#include "gate/report/severity.h"

#include <array>

namespace gate::report {

const SeverityWords& words_of(Severity severity) {
  static constexpr std::array<SeverityWords, 5> kTable{{
      {"note", "0.5", "recommendation", "notice", "⚪"},  // info
      {"note", "2.5", "recommendation", "notice", "🔵"},  // low
      {"warning", "5.5", "warning", "warning", "🟡"},     // medium
      {"error", "8.0", "error", "warning", "🟠"},         // high
      {"error", "9.5", "error", "warning", "🔴"},         // critical
  }};
  return kTable[static_cast<std::size_t>(severity)];
}

}  // namespace gate::report
