#include "gate/history/digest.h"

#include <algorithm>

#include "gate/base/keyed_hash.h"
#include "gate/base/text.h"
#include "gate/history/changed_lines.h"
#include "gate/history/code_lines.h"
#include "gate/history/file_kind.h"
#include "gate/history/indentation.h"
#include "gate/history/message.h"
#include "gate/history/tokens.h"

namespace gate::history {
namespace {

HashKey key_of(const std::string& salt) {
  HashKey key{};
  std::copy_n(salt.begin(), std::min(salt.size(), key.size()), key.begin());
  return key;
}

Touch touch_of(const git::FileDelta& file) {
  using Lines = git::FileDelta::Lines;
  Touch touch{.path = file.path, .old_path = file.old_path, .status = file.status, .kind = file_kind(file.path)};
  if (touch.old_path.empty()) touch.old_path = touch.path;
  touch.counted = file.lines == Lines::counted;
  touch.missing = file.lines == Lines::unknown;
  if (touch.counted) {
    touch.added = file.added;
    touch.removed = file.removed;
    touch.lines_before = file.lines_before;
  }
  return touch;
}

// Words, indentation and lines of code of the changed lines of a commit's files. Keeps views of the files' texts.
class LineReader {
 public:
  explicit LineReader(TokenCounter& counter) : counter_(counter) {}

  void read(const git::FileDelta& file) {
    const TokenGroup group = token_group(file.path);
    const auto lines = changed_lines(file.before, file.after, file.hunks);
    for (const auto block : lines.added) counter_.add_lines(block, group, TokenSide::added);
    for (const auto block : lines.removed) removed_.push_back({block, group});
    if (group == TokenGroup::other) return;
    const std::uint32_t step = indentation_step(file.after.empty() ? file.before : file.after);
    for (const auto block : lines.added) meter_.add(block, step);
    for (const auto block : lines.removed) meter_.remove(block, step);
    if (group != TokenGroup::code) return;
    for (const auto block : lines.added) code_.add(block);
    for (const auto block : lines.removed) code_.remove(block);
  }

  void finish(CommitRecord& record) {
    record.added = counter_.take();
    for (const auto& block : removed_) counter_.add_lines(block.lines, block.group, TokenSide::removed);
    record.removed = counter_.take();
    record.indentation = meter_.result();
    record.code_lines = code_.result();
  }

 private:
  struct Block {
    std::string_view lines;
    TokenGroup group;
  };
  TokenCounter& counter_;
  IndentationMeter meter_;
  CodeLineCounter code_;
  std::vector<Block> removed_;
};

void read_files(const git::CommitDelta& delta, TokenCounter& counter, CommitRecord& record) {
  LineReader reader(counter);
  record.touches.reserve(delta.files.size());
  for (const auto& file : delta.files) {
    record.touches.push_back(touch_of(file));
    if (file.lines == git::FileDelta::Lines::unknown) record.complete = false;
    if (file.lines != git::FileDelta::Lines::counted) continue;
    record.hunks += static_cast<std::uint32_t>(file.hunks.size());
    if (!is_foreign(file.path)) reader.read(file);
  }
  reader.finish(record);
}

void read_words(const std::string& message, TokenCounter& counter, CommitRecord& record) {
  const MessageFacts facts = read_message(message);
  record.fix = facts.fix;
  record.reverts = facts.reverts;
  record.message_characters = facts.characters;
  record.message_lines = facts.lines;
  record.issue_links = facts.issue_links;
  counter.add_message(message_words(message));
  record.message = counter.take();
}

}  // namespace

AuthorKey AuthorKey::random() {
  const HashKey key = random_hash_key();
  return AuthorKey(std::string(key.begin(), key.end()));
}

std::uint64_t AuthorKey::hash(const Person& person) const {
  std::string who = lower(trim(person.email));
  if (who.empty()) who = lower(trim(person.name));
  if (who.empty()) return 0;
  return std::max<std::uint64_t>(keyed_hash(who, key_of(salt_)), 1);
}

CommitRecord digest(const git::CommitDelta& delta, const AuthorKey& authors) {
  thread_local TokenCounter counter;
  const Commit& commit = delta.commit;
  CommitRecord record;
  record.oid = commit.oid;
  record.parents = commit.parents;
  record.time = commit.time;
  record.offset_minutes = commit.offset_minutes;
  record.author = authors.hash(commit.author);
  record.merge = commit.parents.size() > 1;
  record.complete = !delta.unknown;
  read_files(delta, counter, record);
  read_words(commit.message, counter, record);
  return record;
}

}  // namespace gate::history
