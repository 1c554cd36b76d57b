#include "policies/coverage/picture.h"

#include <algorithm>
#include <unordered_set>

#include "gate/base/glob.h"

namespace gate::coverage {
namespace {

class Excluded {
 public:
  explicit Excluded(const std::vector<std::string>& patterns) : globs_(patterns.begin(), patterns.end()) {}
  bool operator()(const std::string& path) const {
    return std::ranges::any_of(globs_, [&](const Glob& glob) { return glob.matches(path); });
  }

 private:
  std::vector<Glob> globs_;
};

void add_stale(Picture& picture, const Excluded& excluded, std::unordered_set<std::string>& stale_files) {
  for (const auto& stale : picture.facts.evidence.coverage.stale) {
    if (!stale.path.empty() && excluded(stale.path)) continue;
    if (stale.path.empty())
      picture.all_stale = true;
    else
      stale_files.insert(stale.path);
    picture.stale.push_back(stale.path.empty() ? stale.reason : stale.path + ": " + stale.reason);
  }
}

void add_sources(Picture& picture) {
  for (const auto& source : picture.facts.evidence.sources) {
    if (source.kind != "coverage" || source.problem.empty()) continue;
    auto& list = source.missing ? picture.missing : picture.malformed;
    list.push_back(source.problem.starts_with(source.name) ? source.problem : source.name + ": " + source.problem);
  }
}

void add_silent(Picture& picture, const Excluded& excluded) {
  const auto& coverage = picture.facts.evidence.coverage;
  std::unordered_set<std::string_view> known;
  for (const auto& file : coverage.files) known.insert(file.path);
  for (const auto& unmatched : coverage.unmatched) {
    known.insert(unmatched.path);
    if (!excluded(unmatched.path)) picture.unmatched.push_back(&unmatched);
  }
  for (const auto& file : picture.facts.change.files) {
    if (file.status == FileStatus::deleted || file.added_lines() == 0) continue;
    if (excluded(file.path))
      picture.excluded.push_back(file.path);
    else if (!known.contains(file.path))
      picture.unmeasured.push_back(file.path);
  }
}

}  // namespace

Picture look(const Facts& facts, const Options& options) {
  Picture picture{.facts = facts, .options = options};
  Excluded excluded(options.texts("exclude"));
  std::unordered_set<std::string> stale_files;
  add_stale(picture, excluded, stale_files);
  add_sources(picture);
  add_silent(picture, excluded);
  picture.stale_files = stale_files.size();
  for (auto& file : uncovered_lines(facts)) {
    if (excluded(file.path) || stale_files.contains(file.path)) continue;
    picture.coverable += file.coverable;
    picture.uncovered += file.lines.size();
    picture.moved += file.moved;
    picture.branches.covered += file.branches.covered;
    picture.branches.total += file.branches.total;
    if (file.coverable > 0) picture.files.push_back(std::move(file));
  }
  return picture;
}

}  // namespace gate::coverage
