// What must hold of findings whatever a report says; shared by the fuzz targets of the readers.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>

#include "gate/base/text.h"
#include "gate/diagnostics/diagnostics.h"

// A repository of one file.
inline gate::diagnostics::Reading fuzz_reading() {
  gate::diagnostics::Reading reading;
  reading.name = "report";
  reading.most = 1'000;
  reading.path_of = [](std::string_view path) -> std::optional<std::string> {
    return path.ends_with(".c") ? std::optional<std::string>("src/a.c") : std::nullopt;
  };
  reading.text_of = [](const std::string&) { return std::make_shared<const std::string>("ünï 😀\nsecond\n"); };
  return reading;
}

inline void check_place(const gate::Place& place) {
  if (place.path != "src/a.c") std::abort();
  if (place.line != 0 && (place.column == 0 || place.end_line < place.line)) std::abort();
}

inline void check_findings(const gate::Expected<gate::diagnostics::Diagnostics>& read) {
  if (!read) {
    if (read.error().message.empty()) std::abort();
    return;
  }
  if (read->findings.size() > 1'000 || read->findings.size() + read->outside + read->beyond > read->results)
    std::abort();
  for (const auto& finding : read->findings) {
    check_place(finding.place);
    const bool worded = !finding.message.empty() && finding.message.find('\n') == std::string::npos;
    if (!worded || !gate::is_utf8(finding.message) || !gate::is_utf8(finding.rule)) std::abort();
    if (finding.rule.find('/') == std::string::npos || finding.category.empty()) std::abort();
    for (const auto& edit : finding.fix) check_place(edit.place);
    for (const auto& related : finding.related) check_place(related.place);
  }
}
