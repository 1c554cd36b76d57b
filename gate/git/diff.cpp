#include "gate/git/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "gate/base/thread_pool.h"
#include "gate/git/line_diff.h"
#include "gate/git/renames.h"
#include "gate/git/source_path.h"

namespace gate::git {
namespace {

// Below this many files a second thread costs more than it saves.
constexpr std::size_t kFilesForThreads = 48;
constexpr std::uint64_t kRenameSizeLimit = 16u << 20;

enum class Kind { none, file, link, submodule };

Kind kind(FileMode mode) {
  switch (mode) {
    case FileMode::absent: return Kind::none;
    case FileMode::symlink: return Kind::link;
    case FileMode::submodule: return Kind::submodule;
    default: return Kind::file;
  }
}

bool has_blob(const TreeSide& side) { return kind(side.mode) == Kind::file || kind(side.mode) == Kind::link; }

BlobRef blob_ref(const TreeSide& side) {
  if (side.mode == FileMode::absent) return {};
  return {hex(side.id), side.mode, 0};
}

FileStatus status(const TreeChange& change) {
  if (change.before.mode == FileMode::absent) return FileStatus::added;
  if (change.after.mode == FileMode::absent) return FileStatus::deleted;
  return kind(change.before.mode) == kind(change.after.mode) ? FileStatus::modified : FileStatus::type_changed;
}

// A pair of sides to compare, and the file that it becomes.
struct Job {
  ChangedFile file;
  TreeSide before, after;
  std::uint64_t weight = 0;
};

Job job(const TreeChange& change) {
  Job made;
  made.before = change.before;
  made.after = change.after;
  made.file.path = made.file.old_path = change.path;
  made.file.status = status(change);
  made.file.before = blob_ref(change.before);
  made.file.after = blob_ref(change.after);
  return made;
}

Job job(const TreeChange& from, const TreeChange& to, std::uint8_t similarity) {
  Job made = job({to.path, from.before, to.after});
  made.file.old_path = from.path;
  made.file.status = FileStatus::renamed;
  made.file.similarity = similarity;
  return made;
}

std::vector<Job> make_jobs(const std::vector<TreeChange>& changes, const std::vector<Rename>& renames) {
  std::vector<bool> source(changes.size());
  std::vector<const Rename*> target(changes.size());
  for (const Rename& rename : renames) {
    source[rename.from] = true;
    target[rename.to] = &rename;
  }
  std::vector<Job> jobs;
  jobs.reserve(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (source[i]) continue;
    jobs.push_back(target[i] == nullptr ? job(changes[i])
                                        : job(changes[target[i]->from], changes[i], target[i]->similarity));
  }
  return jobs;
}

void mark_unreadable(ChangedFile& file, const std::string& why) {
  file.unreadable = true;
  file.note = why;
}

std::string size_note(std::uint64_t size, std::uint64_t limit) {
  return fmt::format("{} bytes are over the limit of {} (limits.file_bytes): not compared", size, limit);
}

// Reads one side; null contents for a side without a blob. False when the file was marked unreadable.
bool load(const Objects& objects, const TreeSide& side, BlobRef& ref, std::uint64_t limit, Contents& contents,
          ChangedFile& file) {
  if (!has_blob(side)) return true;
  auto read = objects.read_blob(side.id, limit);
  if (read) {
    contents = std::move(*read);
    ref.size = contents->size();
    return true;
  }
  if (auto header = objects.header(side.id)) ref.size = header->size;
  mark_unreadable(file, ref.size > limit ? size_note(ref.size, limit) : read.error().text());
  return false;
}

// The same contents under another name or mode: nothing to compare, nothing to read.
void note_sizes(const Objects& objects, Job& job) {
  if (!has_blob(job.before)) return;
  auto header = objects.header(job.before.id);
  if (!header) return mark_unreadable(job.file, header.error().text());
  job.file.before.size = job.file.after.size = header->size;
}

// A reader must learn that a source file cannot be read as text.
void mark_binary(ChangedFile& file, const std::string& after) {
  file.binary = true;
  const std::size_t nul = after.substr(0, 8000).find('\0');
  if (nul != std::string::npos && is_source_path(file.path)) {
    file.note = fmt::format("a source file with a NUL at byte {}: git treats it as binary and shows no lines", nul + 1);
  }
}

void compare(const Objects& objects, LineDiff& lines, Job& job, const DiffOptions& options) {
  ChangedFile& file = job.file;
  if (options.deadline.expired()) return mark_unreadable(file, "time ran out before this file was compared");
  if (IdEqual{}(job.before.id, job.after.id)) return note_sizes(objects, job);
  Contents before, after;
  const bool readable = load(objects, job.before, file.before, options.file_limit, before, file);
  if (!load(objects, job.after, file.after, options.file_limit, after, file) || !readable) return;
  static const std::string kNothing;
  const std::string& old_text = before ? *before : kNothing;
  const std::string& new_text = after ? *after : kNothing;
  if (is_binary(old_text) || is_binary(new_text)) return mark_binary(file, new_text);
  if (file.status == FileStatus::type_changed) {  // git shows a deletion and an addition
    const std::uint32_t removed = count_lines(old_text), added = count_lines(new_text);
    if (removed + added > 0) file.hunks = {{removed ? 1u : 0u, removed, added ? 1u : 0u, added}};
    return;
  }
  auto hunks = lines.hunks(old_text, new_text);
  if (!hunks) return mark_unreadable(file, hunks.error().text());
  file.hunks = std::move(*hunks);
}

// LineDiffs for as many threads as ask at once.
class LineDiffs {
 public:
  Expected<void> add() {
    auto made = LineDiff::create();
    if (!made) return std::unexpected(made.error());
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(*made));
    return {};
  }
  std::optional<LineDiff> take() {
    std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::nullopt;
    LineDiff taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
  }
  void give(LineDiff returned) {
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(returned));
  }

 private:
  std::mutex mutex_;
  std::vector<LineDiff> idle_;
};

Expected<void> compare_all(const Objects& objects, std::vector<Job>& jobs, const DiffOptions& options) {
  LineDiffs pool;
  if (auto first = pool.add(); !first) return first;
  const auto work = [&](std::size_t index) {
    auto lines = pool.take();
    if (!lines && pool.add()) lines = pool.take();
    if (!lines) return mark_unreadable(jobs[index].file, "there is no memory to compare it");
    compare(objects, *lines, jobs[index], options);
    pool.give(std::move(*lines));
  };
  parallel_for(jobs.size(), work, jobs.size() < kFilesForThreads ? 1 : 0);
  return {};
}

}  // namespace

Expected<DiffResult> diff_files(const Objects& objects, const std::vector<TreeChange>& changes,
                                const DiffOptions& options) {
  RenameOptions rename_options;
  rename_options.similarity = options.rename_similarity;
  rename_options.limit = options.rename_limit;
  rename_options.size_limit = std::max(options.file_limit, kRenameSizeLimit);
  rename_options.deadline = options.deadline;
  RenameResult paired = find_renames(objects, changes, rename_options);

  DiffResult result;
  result.notes = std::move(paired.notes);
  std::vector<Job> jobs = make_jobs(changes, paired.renames);
  if (auto done = compare_all(objects, jobs, options); !done) return std::unexpected(done.error());
  result.files.reserve(jobs.size());
  for (Job& job : jobs) result.files.push_back(std::move(job.file));
  std::ranges::sort(result.files, {}, &ChangedFile::path);
  return result;
}

std::vector<git_oid> missing_blobs(const Objects& objects, const std::vector<TreeChange>& changes) {
  std::vector<git_oid> missing;
  for (const TreeChange& change : changes) {
    for (const TreeSide& side : {change.before, change.after}) {
      if (has_blob(side) && !objects.contains(side.id)) missing.push_back(side.id);
    }
  }
  std::ranges::sort(missing, IdLess{});
  const auto repeated = std::ranges::unique(missing, IdEqual{});
  missing.erase(repeated.begin(), repeated.end());
  return missing;
}

}  // namespace gate::git
