#include <fmt/format.h>

#include <deque>

#include "gate/diagnostics/collector.h"
#include "gate/diagnostics/json_stream.h"
#include "gate/diagnostics/regions.h"
#include "gate/diagnostics/sarif_result.h"
#include "gate/diagnostics/words.h"

namespace gate::diagnostics {
namespace {

const LongArray kResults{"runs", "results"};

Expected<void> check_version(const Json& document, const std::string& name) {
  const auto version = text_of(document, "version");
  if (version.starts_with("2.1.0")) return {};  // also drafts of it: "2.1.0-rtm.6"
  if (version.empty()) return fail(ErrorKind::parse, "is no SARIF: it has no \"version\"", name);
  return fail(ErrorKind::parse, fmt::format("is SARIF {}, and 2.1.0 is what is read", one_line(version, 40)), name,
              "let the tool write SARIF 2.1.0");
}

Expected<void> check_encoding(std::string_view text, const std::string& name) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return fail(ErrorKind::parse, "is UTF-16", name, "write it as UTF-8");
  if (text.empty()) return fail(ErrorKind::parse, "is empty", name, "run the tool again");
  return {};
}

}  // namespace

// Twice through the text: what a result refers to (rules, bases of paths) may stand behind the results.
Expected<Diagnostics> read_sarif(std::string_view text, const Reading& reading) {
  if (auto good = check_encoding(text, reading.name); !good) return std::unexpected(good.error());
  auto document = without_array(text, reading.name, kResults);
  if (!document) return std::unexpected(document.error());
  if (auto good = check_version(*document, reading.name); !good) return std::unexpected(good.error());

  Collector out(reading);
  Regions regions(reading);
  const Json& list = member(*document, "runs");
  if (!list.is_array() && !list.is_null()) return fail(ErrorKind::parse, "\"runs\" is no array", reading.name);
  std::deque<SarifRun> runs;
  for (const Json& run : elements_of(*document, "runs")) {
    if (!run.is_object()) return fail(ErrorKind::parse, "a run is no object", reading.name);
    runs.emplace_back(run, out, regions);
  }
  auto read = each_element(text, reading.name, kResults,
                           {[&](std::size_t run) { runs.at(run).has_results(); },
                            [&](std::size_t run, const Json& result) { runs.at(run).read(result); }});
  if (!read) return std::unexpected(read.error());
  for (SarifRun& run : runs) run.finish();
  if (!regions.past_the_end().empty())
    out.failed(fmt::format("it names {}: it is of another version; run the tool again", regions.past_the_end()));
  return out.take();
}

}  // namespace gate::diagnostics
