#include "gate/evidence/owners/codeowners.h"

#include <algorithm>
#include <map>
#include <set>

#include "gate/base/text.h"
#include "gate/evidence/owners/reader.h"

namespace gate::evidence {

Codeowners Codeowners::parse(std::string_view text, OwnersDialect dialect) {
  return CodeownersReader(dialect).read(text);
}

std::vector<std::size_t> Codeowners::matching(std::string_view path) const {
  while (path.starts_with('/')) path.remove_prefix(1);
  return index_.matching(path);
}

PathOwners Codeowners::entry(std::string_view path, const Rule& rule) const {
  const auto& section = sections_[rule.section];
  return {std::string(path), rule.line, rule.owners, section.approvals, section.name};
}

std::vector<PathOwners> Codeowners::owners(std::string_view path) const {
  const auto rules = matching(path);
  std::set<std::size_t> done;  // sections with a winner, or with an exclusion, which nothing takes back
  std::uint32_t excluded_by = 0;
  for (const auto number : rules) {
    if (!rules_[number].exclusion) continue;
    if (excluded_by == 0) excluded_by = rules_[number].line;
    done.insert(rules_[number].section);
  }
  std::vector<std::pair<std::size_t, std::size_t>> winners;  // by section
  for (const auto number : rules) {
    if (done.insert(rules_[number].section).second) winners.emplace_back(rules_[number].section, number);
  }
  if (winners.empty()) return {PathOwners{std::string(path), excluded_by, {}, 1, {}}};
  std::ranges::sort(winners);
  std::vector<PathOwners> out;
  for (const auto& [section, number] : winners) out.push_back(entry(path, rules_[number]));
  return out;
}

std::vector<OwnersProblem> Codeowners::lint(const std::vector<std::string>& paths) const {
  struct Use {
    std::size_t matched = 0;
    std::size_t won = 0;
    std::uint32_t overridden_by = 0;
  };
  std::vector<Use> uses(rules_.size());
  for (const auto& path : paths) {
    std::map<std::size_t, std::uint32_t> winner;  // line by section
    const auto rules = matching(path);
    for (const auto number : rules) {
      if (rules_[number].exclusion) winner[rules_[number].section] = rules_[number].line;
    }
    for (const auto number : rules) {
      auto& use = uses[number];
      auto& winning = winner[rules_[number].section];
      ++use.matched;
      if (winning == 0 || rules_[number].exclusion) {
        ++use.won;
        winning = rules_[number].line;
      } else if (use.overridden_by == 0) {
        use.overridden_by = winning;
      }
    }
  }
  std::vector<OwnersProblem> out;
  for (std::size_t number = 0; number < rules_.size(); ++number) {
    const auto& [matched, won, by] = uses[number];
    const auto name = "'" + printable(rules_[number].pattern.substr(0, 200)) + "' ";
    if (matched == 0) {
      out.push_back({rules_[number].line, name + "is dead: no file matches it"});
    } else if (won == 0) {
      out.push_back({rules_[number].line, name + "is shadowed: for all of its " + std::to_string(matched) +
                                              " file(s) another line wins, such as line " + std::to_string(by)});
    }
  }
  return out;
}

const std::vector<std::string>& owners_locations(OwnersDialect dialect) {
  static const std::vector<std::string> github{".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"};
  static const std::vector<std::string> gitlab{"CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"};
  return dialect == OwnersDialect::gitlab ? gitlab : github;
}

}  // namespace gate::evidence
