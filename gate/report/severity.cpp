#include "gate/report/severity.h"

#include <array>

namespace gate::report {

const SeverityWords& words_of(Severity severity) {
  static constexpr std::array<SeverityWords, 5> kTable{{
      {"note", "0.5", "recommendation", "notice", "⚪", "info"},   // info
      {"note", "2.5", "recommendation", "notice", "🔵", "minor"},  // low
      {"warning", "5.5", "warning", "warning", "🟡", "major"},     // medium
      {"error", "8.0", "error", "warning", "🟠", "critical"},      // high
      {"error", "9.5", "error", "warning", "🔴", "blocker"},       // critical
  }};
  return kTable[static_cast<std::size_t>(severity)];
}

}  // namespace gate::report
