// What every reader does alike: paths, limits, counts and the words of rules.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "gate/diagnostics/diagnostics.h"

namespace gate::diagnostics {

class Collector {
 public:
  explicit Collector(const Reading& reading) : reading_(reading) {}

  const Reading& reading() const { return reading_; }
  // First part of the rules' ids, for a tool of that name.
  std::string tool(std::string_view name) const;

  // The path in the repository, asked for once. `relative`: what the path is without its base, where it has one.
  std::optional<std::string> path(const std::string& path, const std::string& relative = {});

  // A result of the document, to be called before it is looked at.
  void count() { ++out_.results; }
  bool full() const { return out_.findings.size() >= reading_.most; }
  // Where full(): counts it as beyond.
  void add(Finding finding);
  void leave_outside() { ++out_.outside; }
  // Kinds of results that are no findings, or have no place; each becomes one note "N WORDS".
  void note(const std::string& words) { ++counted_[words]; }
  void say(std::string note) { out_.notes.push_back(std::move(note)); }
  void failed(std::string why);
  void add_tool(std::string name);

  // The first words for a rule count.
  bool knows(const std::string& rule) const { return known_rules_.contains(rule); }
  void add_rule(RuleInfo rule);

  std::vector<Finding>& findings() { return out_.findings; }
  Diagnostics take();

 private:
  const Reading& reading_;
  Diagnostics out_;
  std::unordered_map<std::string, std::optional<std::string>> paths_;
  std::set<std::string> known_rules_;
  std::map<std::string, std::size_t> counted_;
};

}  // namespace gate::diagnostics
