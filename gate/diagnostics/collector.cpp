#include "gate/diagnostics/collector.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnostics/words.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostRules = 25'000, kMostTools = 100, kMostFailures = 20;
constexpr std::size_t kMostPath = 4'096;

}  // namespace

std::string Collector::tool(std::string_view name) const { return reading_.tool.empty() ? slug(name) : reading_.tool; }

std::optional<std::string> Collector::path(const std::string& path, const std::string& relative) {
  if (path.empty() || path.size() > kMostPath || path.find('\0') != std::string::npos || !reading_.path_of)
    return std::nullopt;
  const auto [known, missing] = paths_.try_emplace(relative.empty() ? path : path + '\0' + relative);
  if (!missing) return known->second;
  auto answer = reading_.path_of(path);
  if (!answer && !relative.empty()) answer = reading_.path_of(relative);
  if (!answer && reading_.guess_of) answer = reading_.guess_of(path);
  return known->second = std::move(answer);
}

void Collector::add(Finding finding) {
  if (full()) {
    ++out_.beyond;
  } else {
    out_.findings.push_back(std::move(finding));
  }
}

void Collector::failed(std::string why) {
  if (out_.failures.size() < kMostFailures) out_.failures.push_back(std::move(why));
}

void Collector::add_tool(std::string name) {
  const bool known = std::ranges::find(out_.tools, name) != out_.tools.end();
  if (!known && !name.empty() && out_.tools.size() < kMostTools) out_.tools.push_back(std::move(name));
}

void Collector::add_rule(RuleInfo rule) {
  if (known_rules_.size() >= kMostRules || !known_rules_.insert(rule.id).second) return;
  out_.rules.push_back(std::move(rule));
}

Diagnostics Collector::take() {
  for (const auto& [words, count] : counted_)
    out_.notes.push_back(fmt::format("{} result{} {}", count, count == 1 ? "" : "s", words));
  return std::move(out_);
}

}  // namespace gate::diagnostics
