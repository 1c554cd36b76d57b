// What a commit did to the lines of its files, reduced to where each line of the new versions came from. Pure: made on
// any thread while the texts are at hand, applied later in the order of the walk (annotation.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/git/log.h"
#include "gate/history/szz.h"

namespace gate::history {

// A version of a file by its contents.
struct VersionId {
  std::uint64_t hash = 0;
  std::uint32_t lines = 0;
  bool operator==(const VersionId&) const = default;
};

// Consecutive lines of a new version.
struct LineRun {
  static constexpr std::uint32_t kFresh = UINT32_MAX;
  std::uint32_t lines = 0;
  std::uint32_t file = kFresh;  // of the recipe: they were lines of its old version, from `first` (0-based) on
  std::uint32_t first = 0;
};

struct FileRecipe {
  std::string path, old_path;
  bool existed = false, exists = false;  // before, after
  VersionId before, after;
  std::vector<LineRun> runs;            // of the new version, in order
  std::vector<std::uint32_t> keys;      // of the fresh lines, in order: hash without white space
  std::vector<std::uint32_t> blamed;    // lines (0-based) of the old version that a mend mended
  std::vector<std::uint32_t> old_keys;  // of all lines of the old version, where asked for
};

struct CommitRecipe {
  bool known = true;              // false: the files cannot be told
  std::uint32_t touched = 0;      // files, of whatever kind
  std::vector<FileRecipe> files;  // source code whose lines are counted, and only that
};

struct RecipeOptions {
  bool blame = false;  // fill in `blamed`
  TestLines tests = TestLines::with_code;
  bool follow = true;  // lines that only moved or were laid out anew keep their origin
  bool old_keys = false;
};

CommitRecipe make_recipe(const git::CommitDelta& delta, const RecipeOptions& options);

}  // namespace gate::history
