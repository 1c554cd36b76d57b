// What is known before a change: commits are added in their order, then any change is measured against them. Used for
// the whole history (training, audits) and for the few commits that matter to one change alike, with the same result.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gate/history/metrics.h"
#include "gate/history/record.h"

namespace gate::history {

// A commit as far as its author's experience goes.
struct AuthoredCommit {
  std::int64_t time = 0;
  std::vector<std::string> subsystems;  // sorted, each once
};

// Not safe to share between threads while something is added.
class Past {
 public:
  Past();
  Past(Past&&) noexcept;
  Past& operator=(Past&&) noexcept;
  ~Past();

  void add(const CommitRecord& commit);  // add_files and add_authored
  void add_files(const CommitRecord& commit);
  void add_authored(std::uint64_t author, const AuthoredCommit& commit);

  // The change, or commit, as one that comes next; merges measure as empty changes.
  Metrics measure(const CommitRecord& change) const;

  // History ends at a shallow clone's edge: what would need all of it is left unknown by measure().
  void set_cut();
  // The path is no more, though no commit that was added says so: it is nobody's partner. Where only some commits are
  // added, the caller asks this of every path of co_changed().
  void set_gone(const std::string& path);
  // Paths of the commits that partners() looks at, of every file of the change.
  std::vector<std::string> co_changed(const CommitRecord& change) const;

  // Files that were touched together with `path` in at least half of its last hundred commits (of at most thirty files)
  // and in five at least, most often first. Those that are gone are left out.
  struct Partner {
    std::string path;
    std::uint32_t together = 0, of = 0;  // commits
  };
  std::vector<Partner> partners(const std::string& path) const;

  // For words about one file.
  struct FileSummary {
    std::uint32_t changes = 0, developers = 0, fixes_180d = 0, fixes_ever = 0, reverts = 0;
    double days_since_change = kUnknown, days_since_fix = kUnknown;
    std::uint64_t main_author = 0;  // most changes
    double main_author_share = 0;
    std::uint32_t author_changes = 0;  // by the change's author
  };
  FileSummary summary(const std::string& path, std::uint64_t author, std::int64_t now) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The top folder of a path, "" for files of the root: Kamei's subsystem.
std::string subsystem_of(const std::string& path);
std::vector<std::string> subsystems_of(const CommitRecord& commit);

}  // namespace gate::history
