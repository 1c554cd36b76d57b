#include "analyzers/risk/change_record.h"

#include <numeric>

namespace gate::risk {
namespace {

bool has_text(const BlobRef& ref) { return ref.mode != FileMode::absent && ref.mode != FileMode::submodule; }

std::shared_ptr<const std::string> read(const Source& source, const BlobRef& ref, std::uint64_t limit) {
  if (!has_text(ref)) return nullptr;
  auto text = source.blob(ref, limit);
  return text ? std::move(*text) : nullptr;
}

std::uint32_t line_count(const std::string& text) {
  std::uint32_t lines = 0;
  for (const char c : text) lines += c == '\n';
  return lines + (!text.empty() && text.back() != '\n');
}

git::FileDelta delta_of(const ChangedFile& file, const FileTexts& texts) {
  git::FileDelta delta;
  delta.path = file.path;
  delta.old_path = file.old_path;
  delta.status = file.status;
  const bool lost = (has_text(file.before) && !texts.before) || (has_text(file.after) && !texts.after);
  if (file.binary) {
    delta.lines = git::FileDelta::Lines::binary;
    return delta;
  }
  if (file.unreadable || lost) {
    delta.lines = git::FileDelta::Lines::unknown;
    return delta;
  }
  delta.added = static_cast<std::uint32_t>(file.added_lines());
  delta.removed = static_cast<std::uint32_t>(file.removed_lines());
  if (texts.before) {
    delta.before = *texts.before;
    delta.lines_before = line_count(*texts.before);
  }
  if (texts.after) delta.after = *texts.after;
  delta.hunks = file.hunks;
  return delta;
}

// The newest commit speaks for the change; all messages are its message.
Commit squash(const Change& change, std::int64_t now) {
  if (change.commits.empty()) {
    Commit none;
    none.time = now;
    return none;
  }
  Commit commit = change.commits.front();
  commit.parents.resize(1);
  for (std::size_t at = 1; at < change.commits.size(); ++at)
    if (change.commits[at].parents.size() < 2) commit.message += "\n\n" + change.commits[at].message;
  return commit;
}

}  // namespace

ChangeRecorder::ChangeRecorder(const Change& change, const Source& source, const history::AuthorKey& authors,
                               std::int64_t now, std::uint64_t file_limit)
    : change_(change), authors_(authors), commit_(squash(change, now)) {
  for (const ChangedFile& file : change.files)
    texts_.push_back(file.binary || file.unreadable
                         ? FileTexts{}
                         : FileTexts{read(source, file.before, file_limit), read(source, file.after, file_limit)});
  std::vector<std::size_t> all(change.files.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  whole_ = record(all);
}

history::CommitRecord ChangeRecorder::record(const std::vector<std::size_t>& files) const {
  git::CommitDelta delta;
  delta.commit = commit_;
  for (const std::size_t file : files) delta.files.push_back(delta_of(change_.files[file], texts_[file]));
  auto record = history::digest(delta, authors_);
  record.merge = false;
  return record;
}

history::CommitRecord ChangeRecorder::part(const std::vector<std::size_t>& files) const {
  auto part = record(files);
  part.reverted_time = whole_.reverted_time;
  return part;
}

}  // namespace gate::risk
