// Everything that gate/scope reads from source text: suppressions, snippets, contexts, line hashes. The first two bytes
// are the line and the column of a finding, the rest is the text.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/scope/context.h"
#include "gate/scope/line_hash.h"
#include "gate/scope/snippet.h"
#include "gate/scope/suppress.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_suppressions(std::string_view text, const gate::LineIndex& lines) {
  using gate::scope::Suppression;
  std::uint32_t last = 0;
  for (const Suppression& suppression : gate::scope::find_suppressions(text, lines)) {
    require(suppression.line >= std::max(last, 1U) && suppression.covers >= suppression.line);
    require(suppression.column >= 1 && suppression.column < suppression.end_column);
    require(suppression.end_column <= lines.line(suppression.line).size() + 1);
    require(suppression.reason.size() <= 240 && gate::is_utf8(suppression.reason));
    require(suppression.fault != Suppression::Fault::none || !suppression.rules.empty());
    last = suppression.line;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const gate::LineIndex lines(text);
  check_suppressions(text, lines);

  gate::Finding finding;
  finding.place = {"f", data[0], data[1] * 16U, data[0] + data[1] % 8U, 1};
  for (const std::string& line : gate::scope::make_snippet(lines, finding.place).lines) {
    require(line.size() <= 3 * gate::scope::kSnippetBytes && gate::is_utf8(line));
  }
  require(gate::scope::context_of(finding, &lines).size() <= 1024);

  const std::uint32_t asked[] = {1, finding.place.line, finding.place.line};
  if (finding.place.line > 0) {
    const auto hashes = gate::scope::line_hashes(text, asked);
    require(!hashes[0].empty() && hashes[1] == hashes[2]);
  }
  return 0;
}
