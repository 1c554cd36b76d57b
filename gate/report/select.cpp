#include "gate/report/select.h"

#include <algorithm>
#include <tuple>

namespace gate::report {
namespace {

auto weight(const Finding& finding) {
  return std::tuple(finding.blocking, in_scope(finding), finding.severity, finding.confidence);
}

}  // namespace

bool in_scope(const Finding& finding) {
  const bool of_change = finding.state == State::fresh || finding.state == State::caused_elsewhere;
  return of_change && !finding.suppressed && finding.level > Level::shadow;
}

bool ranks_before(const Finding& a, const Finding& b) { return weight(a) > weight(b); }

std::vector<const Finding*> findings_in_scope(const Verdict& verdict) {
  std::vector<const Finding*> out;
  for (const Finding& finding : verdict.facts.findings) {
    if (in_scope(finding)) out.push_back(&finding);
  }
  return out;
}

Selection keep_most_important(std::vector<const Finding*> findings, std::size_t most, bool ranked) {
  if (!ranked && findings.size() <= most) return {std::move(findings), 0};
  std::vector<std::size_t> order(findings.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (ranks_before(*findings[a], *findings[b])) return true;
    return !ranks_before(*findings[b], *findings[a]) && a < b;
  });
  Selection selection;
  selection.left_out = order.size() > most ? order.size() - most : 0;
  order.resize(order.size() - selection.left_out);
  if (!ranked) std::sort(order.begin(), order.end());
  for (std::size_t i : order) selection.kept.push_back(findings[i]);
  return selection;
}

}  // namespace gate::report
