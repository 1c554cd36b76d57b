// Hostile texts through every report: JSON stays JSON, no control character and no pipeline command comes out.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/report/report.h"

namespace {

using gate::report::Format;

gate::Verdict verdict_of(const std::string& text, std::uint32_t number) {
  gate::Verdict verdict;
  gate::Finding finding;
  finding.rule = finding.message = finding.category = text;
  finding.place = {text, number % 7, number % 300, number % 11, number % 400};
  finding.snippet = {number % 5, 1 + number % 3, gate::split(text, '\n')};
  finding.related.push_back({finding.place, text});
  finding.fix.push_back({finding.place, text});
  finding.blocking = number % 2 == 0;
  verdict.facts.findings.push_back(finding);
  verdict.facts.change.files.emplace_back().path = text;
  verdict.facts.analyzers.push_back({text, text, gate::RunState::error, text, 0, 0, {text}});
  verdict.rulings.push_back({text, text, text, gate::Status::fail, text, {}, {text}});
  verdict.notes = {text};
  return verdict;
}

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const gate::Verdict verdict = verdict_of(text, static_cast<std::uint32_t>(size > 1 ? data[0] * 256 + data[1] : 0));
  for (const Format& format : gate::report::all_formats()) {
    const std::string out = format.write(verdict, {.verbose = size % 2 == 0});
    demand(gate::is_utf8(out));
    if (format.name == "json" || format.name == "sarif") demand(gate::parse_json(out, format.name).has_value());
    for (const std::string_view line : gate::split_lines(out)) {
      demand(line.find_first_of("\x1b\x07\x7f") == std::string_view::npos);
      if (format.name != "text") continue;
      const std::size_t start = line.find_first_not_of(' ');
      demand(start == std::string_view::npos || line.substr(start, 2) != "::");
      demand(line.find("##[") == std::string_view::npos);
    }
  }
  return 0;
}
