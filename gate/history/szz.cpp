#include "gate/history/szz.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>

#include "gate/history/annotation.h"
#include "gate/history/szz_recipe.h"

namespace gate::history {
namespace {

constexpr std::size_t kBatch = 128;        // commits that are compared at once
constexpr std::size_t kLikeVersions = 16;  // of a path that lines of an unknown version are looked for in

using Lines = std::shared_ptr<const Annotation>;

class SzzWalk {
 public:
  SzzWalk(const git::Repository& repository, const std::vector<std::string>& commits, const SzzOptions& options)
      : repository_(repository), commits_(commits), options_(options), known_(options.memory) {}

  Expected<std::vector<InducingLink>> run(const std::function<bool(const std::string& oid)>& wanted,
                                          const Deadline& deadline) {
    is_merge_.resize(commits_.size());
    for (std::size_t first = 0; first < commits_.size(); first += kBatch) {
      if (deadline.expired()) {
        return fail(ErrorKind::limit, "out of time while looking for the origins of mended lines");
      }
      const std::size_t size = std::min(kBatch, commits_.size() - first);
      std::vector<char> fixes(size);
      for (std::size_t i = 0; i < size; ++i) fixes[i] = wanted(commits_[first + i]) ? 1 : 0;
      auto recipes = read(first, fixes, false);
      if (!recipes) return std::unexpected(recipes.error());
      for (std::size_t i = 0; i < size; ++i) {
        if (auto done = apply(first + i, (*recipes)[i], fixes[i] != 0); !done) return std::unexpected(done.error());
        (*recipes)[i] = {};
      }
    }
    return std::move(links_);
  }

 private:
  // Recipes of the commits from `first` on, as many as there are `fixes`; on all cores.
  Expected<std::vector<CommitRecipe>> read(std::size_t first, const std::vector<char>& fixes, bool old_keys) {
    std::vector<CommitRecipe> recipes(fixes.size());
    auto done = repository_.deltas(std::span(commits_).subspan(first, fixes.size()), {.merges = true},
                                   [&](std::size_t index, const git::CommitDelta& delta) {
                                     const bool merge = delta.commit.parents.size() > 1;
                                     is_merge_[first + index] = merge ? 1 : 0;
                                     recipes[index] = make_recipe(delta, {.blame = fixes[index] != 0 && !merge,
                                                                          .tests = options_.tests,
                                                                          .follow = options_.follow && !merge,
                                                                          .old_keys = old_keys});
                                   });
    if (!done) return std::unexpected(done.error());
    return recipes;
  }

  Expected<void> apply(std::size_t commit, const CommitRecipe& recipe, bool fix) {
    auto before = before_versions(commit, recipe);
    if (!before) return std::unexpected(before.error());
    if (fix && !is_merge_[commit] && recipe.touched <= options_.most_files) link(commit, recipe, *before);
    std::vector<Lines> after;
    for (const FileRecipe& file : recipe.files) after.push_back(after_version(commit, file, *before));
    for (const FileRecipe& file : recipe.files) {
      if (file.existed) known_.replaced(file.old_path, file.before);
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (after[i]) known_.add(recipe.files[i].path, recipe.files[i].after, std::move(after[i]));
    }
    return {};
  }

  // Of every file that was there; where a version is not known, what like ones tell of it.
  Expected<std::vector<Lines>> before_versions(std::size_t commit, const CommitRecipe& recipe) {
    std::vector<Lines> before;
    bool to_guess = false;
    for (const FileRecipe& file : recipe.files) {
      before.push_back(file.existed ? known_.find(file.old_path, file.before) : nullptr);
      to_guess |= file.existed && !before.back() && !known_.versions(file.old_path, 1).empty();
    }
    if (!to_guess) return before;
    auto again = read(commit, {0}, true);
    if (!again) return std::unexpected(again.error());
    const std::vector<FileRecipe>& files = again->front().files;
    for (std::size_t i = 0; i < before.size() && i < files.size(); ++i) {
      if (files[i].existed && !before[i]) before[i] = guess(files[i]);
    }
    return before;
  }

  Lines guess(const FileRecipe& file) {
    auto lines = std::make_shared<Annotation>(file.old_keys.size());
    for (std::size_t i = 0; i < lines->size(); ++i) (*lines)[i].key = file.old_keys[i];
    take_from_versions(file.old_path, file.old_keys, *lines, false);
    return lines;
  }

  void take_from_versions(const std::string& path, std::span<const std::uint32_t> keys, std::span<LineOrigin> lines,
                          bool merged) {
    for (const Annotations::Version& version : known_.versions(path, kLikeVersions)) {
      const bool taken = take_origins(keys, *version.lines, lines) > 0;
      if (taken && merged) known_.replaced(path, version.id);
    }
  }

  // Null where the file is gone.
  Lines after_version(std::size_t commit, const FileRecipe& file, const std::vector<Lines>& before) {
    if (!file.exists) return nullptr;
    // The same contents as before some change, or as on the branch that is merged: who wrote them then, wrote them.
    if (Lines same = known_.find(file.path, file.after)) return same;
    auto lines = std::make_shared<Annotation>();
    lines->reserve(file.after.lines);
    std::size_t key = 0;
    for (const LineRun& run : file.runs) {
      if (run.file != LineRun::kFresh) {
        copy(before[run.file], run, *lines);
        continue;
      }
      const std::span keys(file.keys.data() + key, run.lines);
      key += run.lines;
      write_fresh(commit, file.path, keys, *lines);
    }
    return lines;
  }

  static void copy(const Lines& from, const LineRun& run, Annotation& to) {
    const std::size_t there =
        from && run.first < from->size() ? std::min<std::size_t>(from->size() - run.first, run.lines) : 0;
    if (there > 0) {
      const auto first = from->begin() + static_cast<std::ptrdiff_t>(run.first);
      to.insert(to.end(), first, first + static_cast<std::ptrdiff_t>(there));
    }
    to.resize(to.size() + run.lines - there);
  }

  void write_fresh(std::size_t commit, const std::string& path, std::span<const std::uint32_t> keys, Annotation& to) {
    std::vector<LineOrigin> fresh;
    for (std::uint32_t key : keys) fresh.push_back({LineOrigin::kUnknown, key});
    if (is_merge_[commit]) take_from_versions(path, keys, fresh, true);
    for (LineOrigin& line : fresh) {
      if (line.commit == LineOrigin::kUnknown) line.commit = static_cast<std::uint32_t>(commit);
      to.push_back(line);
    }
  }

  void link(std::size_t commit, const CommitRecipe& recipe, const std::vector<Lines>& before) {
    std::map<std::uint32_t, std::uint32_t> lines_of;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!before[i]) continue;
      for (std::uint32_t line : recipe.files[i].blamed) {
        const std::uint32_t origin = line < before[i]->size() ? (*before[i])[line].commit : LineOrigin::kUnknown;
        if (origin != LineOrigin::kUnknown && !is_merge_[origin]) ++lines_of[origin];
      }
    }
    if (lines_of.size() > options_.most_inducing) return;
    for (const auto& [origin, lines] : lines_of) links_.push_back({commits_[commit], commits_[origin], lines});
  }

  const git::Repository& repository_;
  const std::vector<std::string>& commits_;
  const SzzOptions& options_;
  Annotations known_;
  std::vector<char> is_merge_;
  std::vector<InducingLink> links_;
};

}  // namespace

Expected<std::vector<InducingLink>> find_inducing(const git::Repository& repository,
                                                  const std::vector<std::string>& commits,
                                                  const std::function<bool(const std::string& oid)>& wanted,
                                                  const SzzOptions& options, const Deadline& deadline) {
  return SzzWalk(repository, commits, options).run(wanted, deadline);
}

}  // namespace gate::history
