// Hostile source text: every finding stands on a character of its line, and its message shows none.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/base/text.h"
#include "gate/invisible.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const gate::LineIndex lines(text);
  gate::ChangedFile file;
  file.path = "a.c";
  file.hunks = {{0, 0, 1, static_cast<std::uint32_t>(lines.line_count())}};
  for (const gate::Finding& finding : gate::invisible_characters(file, gate::Side::after, text)) {
    const auto line = lines.line(finding.place.line);
    if (finding.place.column == 0 || finding.place.end_column > line.size() + 1) std::abort();
    const auto marked = gate::decode_utf8(line, finding.place.column - 1);
    if (!marked.valid || finding.place.end_column - finding.place.column != marked.length) std::abort();
    if (gate::printable(finding.message) != finding.message) std::abort();
  }
  return 0;
}
