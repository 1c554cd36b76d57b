// A patch as a forge answers it, and a fix that a stranger offers for a line of it.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gate/report/patch.h"
#include "gate/report/suggestion.h"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// The first six bytes are the places of two edits, the rest is the patch.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 6) return 0;
  const std::string_view patch(reinterpret_cast<const char*>(data) + 6, size - 6);
  const auto lines = gate::report::lines_after(patch);
  for (std::size_t i = 1; i < lines.size(); ++i) demand(lines[i - 1].number < lines[i].number);
  if (lines.empty()) return 0;
  const auto& line = lines[data[0] % lines.size()];
  gate::Finding finding;
  finding.place = {"a", line.number + data[1], 1, 0, 0};
  finding.snippet = {finding.place.line, 1, {std::string(line.text)}};
  finding.fix = {{{"a", finding.place.line, data[2], finding.place.line + data[3] % 3, data[4]}, "x"},
                 {{"a", finding.place.line, data[5], 0, 0}, ";\n"}};
  const auto shift = gate::report::shift_into(finding, lines);
  if (!shift) return 0;
  const auto suggestion = gate::report::suggestion_of(finding, lines, *shift);
  if (!suggestion) return 0;
  demand(suggestion->first <= suggestion->last);
  for (auto number = suggestion->first; number <= suggestion->last; ++number) {
    demand(gate::report::line_of(lines, number) != nullptr);
  }
  return 0;
}
