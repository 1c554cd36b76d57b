// Regular expressions of rules: PCRE2 syntax (https://www.pcre.org/current/doc/html/pcre2pattern.html). Matching always
// ends: it runs under PCRE2's match and heap limits, start by start within a budget.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"
#include "gate/base/error.h"

namespace gate::patterns {

struct RegexOptions {
  bool multiline = true;  // ^ and $ also at line breaks, as for pattern-regex
  bool anchored = false;  // only at the start of the text, as for metavariable-regex

  bool operator==(const RegexOptions&) const = default;
};

// Bytes [start, end) of the text; a group that took no part has `set` false.
struct Group {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  bool set = false;
};

// A compiled expression. Texts in UTF-8 are matched by character, others by byte. Cheap to copy; safe to use from any
// number of threads.
class Regex {
 public:
  // Error (usage): what is wrong; `where` is the offset in bytes within the expression ("offset 3").
  static Expected<Regex> compile(std::string_view expression, RegexOptions options = {});

  // Calls each(groups) for all matches from left to right, empty ones included, until it returns false; groups[0] is
  // the whole match. An expression that runs into a limit exhausts the budget. Texts from 4 GiB on have no matches.
  using Each = std::function<bool(std::span<const Group>)>;
  void each(std::string_view text, Budget& budget, const Each& each) const;
  bool matches(std::string_view text, Budget& budget) const;

  std::uint32_t groups() const;  // without the whole match
  // Of the named groups, with their numbers.
  const std::vector<std::pair<std::string, std::uint32_t>>& names() const;

 private:
  struct Compiled;
  explicit Regex(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

// The same expression compiled once for the process; of the latest thousand or so. nullopt: it is none.
std::optional<Regex> cached_regex(std::string_view expression, RegexOptions options);

// Which of a rule's variables the groups of an expression bind: group 1 "$1", group "name" "$name".
class Captures {
 public:
  Captures(const Regex& regex, const std::vector<std::string>& variables);
  // Bindings of the groups that are set; places are those in `text` plus `offset`.
  Bindings bindings(std::span<const Group> groups, std::string_view text, std::uint32_t offset = 0) const;

 private:
  std::vector<std::pair<Variable, std::uint32_t>> groups_;  // sorted by variable
};

// All matches of a pattern-regex in a text.
std::vector<Match> find_regex(const Regex& regex, std::string_view text, const std::vector<std::string>& variables,
                              Budget& budget);

}  // namespace gate::patterns
