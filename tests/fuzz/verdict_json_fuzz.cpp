// A verdict that a stranger wrote: what is accepted can be written, and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/base/text.h"
#include "gate/report/github_check.h"
#include "gate/report/markdown.h"
#include "gate/report/read_json.h"
#include "gate/report/report.h"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto verdict = gate::report::read_json({reinterpret_cast<const char*>(data), size}, "input");
  if (!verdict) return 0;
  for (const auto& format : gate::report::all_formats()) {
    const auto text = format.write(*verdict, {});
    if (format.name == "json") demand(gate::report::read_json(text, "again").has_value());
  }
  demand(gate::report::write_comment(*verdict, {.name = "gate"}).size() < 65'536);
  const auto run = gate::report::check_run(*verdict, gate::report::annotations_of(*verdict));
  demand(run.summary.size() < 65'536 && run.text.size() < 65'536 && run.annotations.size() <= 500);
  return 0;
}
