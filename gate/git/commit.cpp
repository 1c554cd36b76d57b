#include "gate/git/commit.h"

#include <algorithm>
#include <charconv>

#include "gate/base/text.h"

namespace gate::git {
namespace {

constexpr std::uint64_t kCommitLimit = 16u << 20;  // bytes of one commit object

// "Name <mail> 1700000000 +0100", as a commit's header lines give it.
struct Signature {
  Person person;
  std::int64_t time = 0;
  std::int32_t offset_minutes = 0;
};

Signature parse_signature(std::string_view line) {
  Signature signature;
  const std::size_t open = line.find('<');
  const std::size_t close = line.find('>', open == std::string_view::npos ? 0 : open);
  if (close == std::string_view::npos || open == std::string_view::npos) {
    signature.person.name = trim(line);
    return signature;
  }
  signature.person.name = trim(line.substr(0, open));
  signature.person.email = trim(line.substr(open + 1, close - open - 1));
  const std::string_view rest = trim(line.substr(line.rfind('>') + 1));
  const char* end = rest.data() + rest.size();
  const auto [after, error] = std::from_chars(rest.data(), end, signature.time);
  if (error != std::errc{}) return signature;
  std::string_view zone = trim(std::string_view(after, end));
  const bool west = zone.starts_with('-');
  if (west || zone.starts_with('+')) zone.remove_prefix(1);
  int clock = 0;
  std::from_chars(zone.data(), zone.data() + zone.size(), clock);
  if (clock < 0 || clock > 9999) clock = 0;
  signature.offset_minutes = (clock / 100 * 60 + clock % 100) * (west ? -1 : 1);
  return signature;
}

}  // namespace

Expected<CommitText> parse_commit(std::string_view text, const git_oid& id) {
  CommitText commit;
  bool has_tree = false;
  while (!text.empty() && text.front() != '\n') {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0) continue;  // continuation lines of signatures
    const std::string_view key = line.substr(0, space), value = line.substr(space + 1);
    if ((key == "tree" || key == "parent") && commit.author.empty()) {
      auto named = parse_id(value);
      if (!named) return fail(ErrorKind::git, "commit " + hex(id) + " is malformed", {}, "run `git fsck`");
      if (key == "parent") {
        commit.raw.parents.push_back(*named);
      } else {
        commit.raw.tree = *named;
        has_tree = true;
      }
    } else if (key == "author" && commit.author.empty()) {
      commit.author = value;
    } else if (key == "committer" && commit.committer.empty()) {
      commit.committer = value;
      commit.raw.time = parse_signature(value).time;
    }
  }
  if (!has_tree) return fail(ErrorKind::git, "commit " + hex(id) + " names no tree", {}, "run `git fsck`");
  commit.message = text.empty() ? text : text.substr(1);
  return commit;
}

Commit to_commit(const CommitText& text, const git_oid& id) {
  const Signature author = parse_signature(text.author), committer = parse_signature(text.committer);
  Commit commit;
  commit.oid = hex(id);
  commit.author = author.person;
  commit.committer = committer.person;
  commit.time = committer.time;
  commit.offset_minutes = author.offset_minutes;
  for (const git_oid& parent : text.raw.parents) commit.parents.push_back(hex(parent));
  commit.message = text.message;
  return commit;
}

Expected<RawCommit> read_commit(const Objects& objects, const git_oid& id) {
  auto text = objects.read(id, GIT_OBJECT_COMMIT, kCommitLimit);
  if (!text) return std::unexpected(text.error());
  auto parsed = parse_commit(**text, id);
  if (!parsed) return std::unexpected(parsed.error());
  return std::move(parsed->raw);
}

Expected<Commit> describe_commit(const Objects& objects, const git_oid& id) {
  auto text = objects.read(id, GIT_OBJECT_COMMIT, kCommitLimit);
  if (!text) return std::unexpected(text.error());
  auto parsed = parse_commit(**text, id);
  if (!parsed) return std::unexpected(parsed.error());
  return to_commit(*parsed, id);
}

}  // namespace gate::git
