// CODEOWNERS: who owns a path. GitHub's and GitLab's dialects.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/evidence.h"
#include "gate/model/source.h"

namespace gate::evidence {

enum class OwnersDialect { github, gitlab };

// A line that does not do what its author may think, for `gate owners --lint`.
struct OwnersProblem {
  std::uint32_t line = 0;
  std::string message;
};

class Codeowners {
 public:
  static Codeowners parse(std::string_view text, OwnersDialect dialect);

  // What owns `path`: one entry (GitHub), one a matching section (GitLab); an entry with line 0 when nothing matches.
  std::vector<PathOwners> owners(std::string_view path) const;

  const std::vector<OwnersProblem>& problems() const { return problems_; }
  // Lines that no path of `paths` reaches (dead), or that later lines always override (shadowed).
  std::vector<OwnersProblem> lint(const std::vector<std::string>& paths) const;

  struct Rule {
    std::uint32_t line = 0;
    std::string pattern;
    std::vector<std::string> owners;
    std::size_t section = 0;
    bool exclusion = false;  // GitLab's "!pattern"
  };
  struct Section {
    std::string name;
    std::uint32_t approvals = 1;  // 0: optional
    std::vector<std::string> owners;
  };

 private:
  OwnersDialect dialect_ = OwnersDialect::github;
  std::vector<Rule> rules_;
  std::vector<Section> sections_;
  std::vector<OwnersProblem> problems_;
};

// Where each forge looks, in its order; the first that exists in the policy commit's tree counts.
const std::vector<std::string>& owners_locations(OwnersDialect dialect);

}  // namespace gate::evidence
