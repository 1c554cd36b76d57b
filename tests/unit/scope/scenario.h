// Small changes written as texts, for tests of gate/scope: the hunks come from a plain LCS diff, and every "BAD" in a
// text is a finding of rule "t/bad" there.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gate/model/source.h"
#include "gate/scope/scope.h"

namespace gate::scope {

using Files = std::map<std::string, std::string>;

class Scenario : public Source {
 public:
  // `renames`: path after -> path before.
  Scenario(Files before, Files after, std::map<std::string, std::string> renames = {});

  Scoped settle(const Settings& settings = {}) const;
  // With findings of one's own instead of the "BAD"s.
  Scoped settle(Sides sides, const Settings& settings = {}) const;

  const Change& change() const { return change_; }
  Change& change() { return change_; }

  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t limit) const override;
  Expected<std::optional<std::string>> file(Tree tree, std::string_view path, std::uint64_t limit) const override;
  Expected<std::vector<TreeFile>> list(Tree tree, std::string_view folder) const override;

 private:
  Files before_, after_;
  Change change_;
};

std::vector<Finding> bad_words(const Files& files);

// "new a.c:3" for each finding, in the order of the result; existing ones included.
std::vector<std::string> states(const Scoped& scoped);

std::vector<Hunk> diff(const std::string& before, const std::string& after);

}  // namespace gate::scope
