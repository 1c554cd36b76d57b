// CODEOWNERS: who owns a path. GitHub's and GitLab's dialects.
//
// Sources: GitHub Docs "About code owners" (order of precedence, exceptions from gitignore, 3 MB), GitLab Docs "Syntax
// of CODEOWNERS file" and "Advanced CODEOWNERS configuration" (sections, exclusions, roles, fnmatch).
//
// Where a line says something that its forge does not read, gate errs on the side of asking an owner, and says so in
// problems(): GitHub refuses a pattern with unescaped brackets and a pattern that begins with `\#`; gate reads the
// brackets both as characters and as a set, and `\#` as '#'. Lines without any such reading are skipped, as the forge
// does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/evidence/owners/index.h"
#include "gate/evidence/owners/pattern.h"
#include "gate/model/evidence.h"

namespace gate::evidence {

// A larger file is not loaded by GitHub, nor by gate.
inline constexpr std::size_t kCodeownersLimit = 3u << 20;  // bytes

// A line that does not do what its author may think, for `gate owners --lint`.
struct OwnersProblem {
  std::uint32_t line = 0;  // 1-based; 0: the whole file
  std::string message;
};

// Immutable once parsed: every call is safe from any thread.
class Codeowners {
 public:
  // Never fails: what cannot be read is skipped and listed in problems().
  static Codeowners parse(std::string_view text, OwnersDialect dialect);

  // What owns `path`: one entry (GitHub), one a matching section (GitLab); an entry with line 0 when nothing matches.
  // A path that GitLab's `!pattern` takes out of every section has one entry with that line and no owners.
  std::vector<PathOwners> owners(std::string_view path) const;

  // Lines that were skipped or are read otherwise than their forge does, by line.
  const std::vector<OwnersProblem>& problems() const { return problems_; }
  // Lines that no path of `paths` reaches (dead), or that later lines always override (shadowed), by line.
  std::vector<OwnersProblem> lint(const std::vector<std::string>& paths) const;

  struct Rule {
    std::uint32_t line = 0;
    std::string pattern;              // as written
    std::vector<std::string> owners;  // GitLab: its own, else its section's
    std::size_t section = 0;
    bool exclusion = false;  // GitLab's "!pattern"
  };
  struct Section {
    std::string name;             // as first written; "" before the first heading
    std::uint32_t approvals = 1;  // 0: optional
    std::vector<std::string> owners;
  };
  const std::vector<Rule>& rules() const { return rules_; }

 private:
  friend class CodeownersReader;
  // Rules that match `path`, latest first.
  std::vector<std::size_t> matching(std::string_view path) const;
  PathOwners entry(std::string_view path, const Rule& rule) const;

  OwnersDialect dialect_ = OwnersDialect::github;
  std::vector<Rule> rules_;
  std::vector<Section> sections_;
  std::vector<OwnersProblem> problems_;
  OwnersIndex index_;
};

// Where each forge looks, in its order; the first that exists in the policy commit's tree counts.
const std::vector<std::string>& owners_locations(OwnersDialect dialect);

}  // namespace gate::evidence
