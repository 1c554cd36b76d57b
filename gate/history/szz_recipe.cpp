#include "gate/history/szz_recipe.h"

#include <algorithm>

#include "gate/history/file_kind.h"
#include "gate/history/line_follow.h"

namespace gate::history {
namespace {

bool is_wanted(const git::FileDelta& delta) {
  return delta.lines == git::FileDelta::Lines::counted && line_syntax(delta.path) != nullptr && !is_foreign(delta.path);
}

void append(std::vector<LineRun>& runs, std::uint32_t file, std::uint32_t first, std::uint32_t lines) {
  if (lines == 0) return;
  if (!runs.empty()) {
    LineRun& last = runs.back();
    const bool goes_on = last.file == file && (file == LineRun::kFresh || last.first + last.lines == first);
    if (goes_on) {
      last.lines += lines;
      return;
    }
  }
  runs.push_back({lines, file, file == LineRun::kFresh ? 0 : first});
}

void write_runs(const std::vector<FileWork>& files, std::uint32_t file, FileRecipe& recipe) {
  const FileWork& work = files[file];
  std::uint32_t old_line = 0;
  std::size_t row = 0;
  for (std::uint32_t h = 0; h < work.hunks.size(); ++h) {
    const Hunk& hunk = work.hunks[h];
    const std::uint32_t old_first = std::max(old_line, first_line(hunk.old_start, hunk.old_lines));
    append(recipe.runs, file, old_line, old_first - old_line);
    old_line = old_first + hunk.old_lines;
    for (; row < work.added.size() && work.added[row].hunk == h; ++row) {
      const Row& added = work.added[row];
      if (!added.found()) recipe.keys.push_back(static_cast<std::uint32_t>(added.bare.hash));
      append(recipe.runs, added.file, added.found() ? files[added.file].removed[added.row].line : 0, 1);
    }
  }
  if (old_line < work.before.lines()) append(recipe.runs, file, old_line, work.before.lines() - old_line);
}

// A line whose code is also in the lines that replace it only lost or got a comment.
void blame_lines(const FileWork& work, FileRecipe& recipe) {
  const LineSyntax* syntax = line_syntax(work.delta->old_path.empty() ? work.delta->path : work.delta->old_path);
  if (syntax == nullptr || work.removed.empty()) return;
  const std::vector<std::string> before = code_of_lines(*syntax, work.before.text());
  const std::vector<std::string> after = code_of_lines(*syntax, work.after.text());
  Rows added;
  std::uint32_t hunk = LineRun::kFresh;
  for (const Row& removed : work.removed) {
    if ((removed.found() && !removed.alone) || removed.line >= before.size() || before[removed.line].empty()) continue;
    while (hunk != removed.hunk) added = rows_of(work.added, added.last, ++hunk);
    const bool stays =
        std::any_of(work.added.begin() + static_cast<std::ptrdiff_t>(added.first),
                    work.added.begin() + static_cast<std::ptrdiff_t>(added.last), [&](const Row& one) {
                      return !one.found() && one.line < after.size() && after[one.line] == before[removed.line];
                    });
    if (!stays) recipe.blamed.push_back(removed.line);
  }
}

bool is_production(const git::FileDelta& delta) {
  const FileKind kind = file_kind(delta.path);
  return kind == FileKind::code || kind == FileKind::migration;
}

bool tests_count(const std::vector<FileWork>& files, TestLines tests) {
  if (tests != TestLines::with_code) return tests == TestLines::always;
  return std::any_of(files.begin(), files.end(), [](const FileWork& work) { return is_production(*work.delta); });
}

bool may_be_blamed(const git::FileDelta& delta, bool tests) {
  return is_production(delta) || (tests && file_kind(delta.path) == FileKind::test);
}

FileRecipe write_recipe(const std::vector<FileWork>& files, std::uint32_t file, bool tests,
                        const RecipeOptions& options) {
  const FileWork& work = files[file];
  const git::FileDelta& delta = *work.delta;
  FileRecipe recipe;
  recipe.path = delta.path;
  recipe.old_path = delta.old_path.empty() ? delta.path : delta.old_path;
  recipe.existed = delta.status != FileStatus::added;
  recipe.exists = delta.status != FileStatus::deleted;
  recipe.before = work.before.id();
  recipe.after = work.after.id();
  if (recipe.exists) write_runs(files, file, recipe);
  if (options.blame && may_be_blamed(delta, tests)) blame_lines(work, recipe);
  if (options.old_keys) {
    for (std::uint32_t line = 0; line < work.before.lines(); ++line) {
      recipe.old_keys.push_back(static_cast<std::uint32_t>(bare_line(work.before.line(line)).hash));
    }
  }
  return recipe;
}

}  // namespace

CommitRecipe make_recipe(const git::CommitDelta& delta, const RecipeOptions& options) {
  CommitRecipe recipe;
  recipe.known = !delta.unknown;
  recipe.touched = static_cast<std::uint32_t>(delta.files.size());
  std::vector<FileWork> files;
  for (const git::FileDelta& file : delta.files) {
    if (is_wanted(file)) files.push_back(open_file(file));
  }
  if (options.follow) follow_lines(files);
  const bool tests = tests_count(files, options.tests);
  for (std::uint32_t file = 0; file < files.size(); ++file) {
    recipe.files.push_back(write_recipe(files, file, tests, options));
  }
  return recipe;
}

}  // namespace gate::history
