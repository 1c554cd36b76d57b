// Hostile test reports, found out as what they are or read as XML: read or refused, and every count holds.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/evidence/tests/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  gate::evidence::TestReport report;
  auto reader = gate::evidence::xml_test_reader(report);
  if (!reader->feed(text.substr(0, size / 2)) && !reader->feed(text.substr(size / 2))) (void)reader->finish();
  auto parsed = gate::evidence::parse_test_report(text, "report");
  if (!parsed) return 0;
  auto outcomes = parsed->settle();
  if (outcomes.size() > parsed->runs().size()) std::abort();
  auto again = outcomes;
  gate::evidence::merge_outcomes(outcomes, std::move(again));
  for (const auto& [name, outcome] : outcomes)
    if (name.size() > 420 || outcome.message.size() > 300) std::abort();
  return 0;
}
