// A comment that anybody may have edited, as the one that the next comment replaces.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "gate/base/text.h"
#include "gate/report/comment_state.h"
#include "gate/report/markdown.h"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  // The bytes as a whole comment, and as the JSON within a state.
  for (const std::string& previous : {text, "<!-- gate:state " + gate::base64(text) + " -->"}) {
    const auto state = gate::report::read_state(previous);
    const auto written =
        gate::report::write_comment({}, {.name = "gate", .head = std::string(40, 'a'), .previous = previous});
    demand(written.size() < 65'536 && gate::is_utf8(written));
    const auto next = gate::report::read_state(written);
    demand(next.has_value() && next->open.empty());
    demand(!state || next->fixed.size() <= state->open.size() + state->fixed.size());
  }
  return 0;
}
