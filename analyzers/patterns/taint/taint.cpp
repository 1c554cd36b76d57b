#include "analyzers/patterns/taint/taint.h"

#include <algorithm>

#include "analyzers/patterns/taint/analysis.h"

namespace gate::patterns {
namespace {

using taint::Analysis;
using taint::Found;
using taint::Places;

// The sink's bindings and the source's; false: the rule wants them to agree, and they do not.
bool bind(Bindings& into, const Bindings& source, bool unify) {
  if (unify) return unite(into, source);
  for (const Binding& binding : source)
    if (find(into, binding.variable) == nullptr)
      into.insert(std::ranges::upper_bound(into, binding.variable, {}, &Binding::variable), binding);
  return true;
}

struct Result {
  Match match;
  TaintTrace trace;
  std::uint32_t number = 0;  // of the sink's place
};

TaintTrace trace_of(const Analysis& analysis, const Match& source, std::uint32_t step) {
  TaintTrace trace;
  trace.source = {source.start, source.end};
  for (const NodeId n : analysis.steps.chain(step, 8))
    trace.steps.push_back({analysis.ast[n].start, analysis.ast[n].end});
  return trace;
}

// One result a sink; of those that lie within another, the outer one alone.
std::vector<Result> results(const Analysis& analysis, const Places& places) {
  std::vector<Result> made;
  for (const auto& [number, findings] : analysis.found()) {
    for (const Analysis::Finding& finding : findings) {
      const Match& source = places.all(Places::Role::source)[finding.source].match;
      Result result{places.all(Places::Role::sink)[number].match, {}, number};
      if (!bind(result.match.bindings, source.bindings, analysis.options.unify)) continue;
      result.trace = trace_of(analysis, source, finding.step);
      made.push_back(std::move(result));
      break;
    }
  }
  std::ranges::sort(made, [](const Result& a, const Result& b) {
    if (a.match.start != b.match.start) return a.match.start < b.match.start;
    return a.match.end != b.match.end ? a.match.end > b.match.end : a.number < b.number;
  });
  std::uint32_t furthest = 0;
  std::erase_if(made, [&](const Result& result) {
    if (result.match.end <= furthest) return true;
    furthest = result.match.end;
    return false;
  });
  return made;
}

}  // namespace

std::vector<Match> find_taint(const Rule& rule, const File& file, Leaves& leaves, Budget& budget,
                              std::vector<TaintTrace>* traces) {
  std::vector<Match> matches;
  if (traces != nullptr) traces->clear();
  if (!rule.taint || file.ast == nullptr) return matches;
  const Places places(rule, file, leaves, budget);
  if (places.all(Places::Role::source).empty() || places.all(Places::Role::sink).empty()) return matches;
  Analysis analysis(rule, file, places, budget);
  analysis.run();
  for (Result& result : results(analysis, places)) {
    matches.push_back(std::move(result.match));
    if (traces != nullptr) traces->push_back(std::move(result.trace));
  }
  return matches;
}

}  // namespace gate::patterns
