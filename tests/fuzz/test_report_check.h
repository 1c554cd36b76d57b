// What must hold of a test report whatever it says; shared by the fuzz targets of its formats.
#pragma once

#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "gate/evidence/tests/input.h"

using TestReaderMaker = std::unique_ptr<gate::evidence::TestReader>(gate::evidence::TestReport&);

// Reads the text as the one format, in two pieces, and as the format that it is found to be: read or refused, and
// every count holds.
inline void check_test_report(std::string_view text, TestReaderMaker& make_reader) {
  gate::evidence::TestReport report;
  auto reader = make_reader(report);
  if (!reader->feed(text.substr(0, text.size() / 2)) && !reader->feed(text.substr(text.size() / 2)))
    (void)reader->finish();
  auto parsed = gate::evidence::parse_test_report(text, "report");
  if (!parsed) return;
  auto outcomes = parsed->settle();
  if (outcomes.size() > parsed->runs().size()) std::abort();
  auto again = outcomes;
  gate::evidence::merge_outcomes(outcomes, std::move(again));
  for (const auto& [name, outcome] : outcomes)
    if (name.size() > 420 || outcome.message.size() > 300) std::abort();
}
