// Histories read in bulk: the counts are those of `git log -M --numstat`, and nothing in a history can stop the walk.
#include <fmt/format.h>

#include <map>
#include <mutex>
#include <random>
#include <set>

#include "gate/base/text.h"
#include "test_repository.h"

namespace gate::git::testing {
namespace {

constexpr auto kNothingKnown = [](const std::string&) { return false; };

Repository open(const std::string& path) {
  auto repository = Repository::open(options_for(path));
  EXPECT_TRUE(repository) << repository.error().text();
  return std::move(*repository);
}

std::vector<LogEntry> log_of(const Repository& repository, const std::string& revision = "HEAD") {
  auto tip = repository.resolve(revision);
  EXPECT_TRUE(tip);
  auto entries = repository.log(*tip, kNothingKnown);
  EXPECT_TRUE(entries) << entries.error().text();
  return entries ? *entries : std::vector<LogEntry>{};
}

// What is kept of a delta once its views are gone.
struct Seen {
  CommitDelta delta;
  std::vector<std::string> before, after;  // texts by file
};

std::map<std::string, Seen> deltas_of(const Repository& repository, const std::vector<std::string>& ids,
                                      const LogOptions& options = {}) {
  std::map<std::string, Seen> seen;
  std::mutex mutex;
  auto done = repository.deltas(ids, options, [&](std::size_t index, const CommitDelta& delta) {
    std::lock_guard lock(mutex);
    EXPECT_EQ(delta.commit.oid, ids[index]);
    Seen& one = seen[delta.commit.oid];
    one.delta = delta;
    for (const FileDelta& file : delta.files) {
      one.before.emplace_back(file.before);
      one.after.emplace_back(file.after);
    }
  });
  EXPECT_TRUE(done) << done.error().text();
  EXPECT_EQ(seen.size(), ids.size());
  return seen;
}

std::map<std::string, Seen> deltas_of(const Repository& repository, const LogOptions& options = {}) {
  std::vector<std::string> ids;
  for (const LogEntry& entry : log_of(repository)) ids.push_back(entry.oid);
  return deltas_of(repository, ids, options);
}

// "commit added removed old new" a line, sorted.
std::set<std::string> listing(const std::map<std::string, Seen>& seen) {
  std::set<std::string> lines;
  for (const auto& [oid, one] : seen) {
    for (const FileDelta& file : one.delta.files) {
      const std::string counts = file.lines == FileDelta::Lines::counted
                                     ? fmt::format("{} {}", file.added, file.removed)
                                 : file.lines == FileDelta::Lines::binary ? "- -"
                                                                          : "? ?";
      lines.insert(fmt::format("{} {} {} {}", oid, counts, file.old_path, file.path));
    }
  }
  return lines;
}

std::set<std::string> listing_of_git(const TestRepository& repository) {
  std::set<std::string> lines;
  std::string oid;
  const auto parts = split(repository.git({"log", "-M", "--numstat", "-z", "--format=%H", "HEAD"}), '\0');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string_view part = parts[i];
    while (part.starts_with('\n')) part.remove_prefix(1);
    const auto columns = split(part, '\t');
    if (columns.size() != 3) {
      if (part.size() >= 40) oid = part.substr(0, 40);
      continue;
    }
    const bool renamed = columns[2].empty();
    const std::string from = renamed ? parts[i + 1] : columns[2], to = renamed ? parts[i + 2] : columns[2];
    lines.insert(fmt::format("{} {} {} {} {}", oid, columns[0], columns[1], from, to));
    if (renamed) i += 2;
  }
  return lines;
}

std::string random_text(std::mt19937& random) {
  std::string text;
  const unsigned size = random() % 60;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{}{}\n", std::string(random() % 4, ' '), random() % 12);
  if (random() % 5 == 0 && !text.empty()) text.pop_back();
  return text;
}

void random_step(const TestRepository& repository, std::mt19937& random) {
  const std::string name = fmt::format("folder{}/file{}", random() % 3, random() % 8);
  switch (random() % 8) {
    case 0:
      if (!repository.git({"ls-files", name}).empty())
        repository.git({"mv", name, fmt::format("folder{}/moved{}", random() % 3, random())});
      break;
    case 1: repository.write(name, std::string("\0binary", 7) + random_text(random)); break;
    case 2: repository.remove(name); break;
    case 3:
      repository.remove("link");
      std::filesystem::create_symlink(fmt::format("target{}", random() % 3), repository.path("link"));
      break;
    case 4:
      repository.remove("link");
      repository.write("link", random_text(random));
      break;
    default: repository.write(name, random_text(random));
  }
}

TEST(Log, CountsAreThoseOfNumstat) {
  std::mt19937 random(20);
  const TestRepository repository;
  repository.write("start", "one\n");
  repository.commit();
  for (int i = 0; i < 60; ++i) {
    for (int step = 0; step < 3; ++step) random_step(repository, random);
    if (i % 10 == 3) {
      repository.git({"update-index", "--add", "--cacheinfo",
                      fmt::format("160000,{:040x},submodule", std::uint64_t{1} + random())});
      repository.git({"commit", "-q", "--allow-empty", "-m", "submodule"});
    }
    repository.commit();
  }
  const auto ours = listing(deltas_of(open(repository.path())));
  const auto theirs = listing_of_git(repository);
  EXPECT_GT(theirs.size(), 100u);
  EXPECT_EQ(ours, theirs);
}

TEST(Log, ParentsComeBeforeChildrenAndKnownCommitsEndTheWalk) {
  const TestRepository repository;
  repository.write("a", "1\n");
  const std::string root = repository.commit();
  repository.git({"checkout", "-q", "-b", "side"});
  repository.write("b", "1\n");
  const std::string side = repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.write("a", "2\n");
  const std::string main = repository.commit();
  repository.git({"merge", "-q", "--no-ff", "-m", "merge", "side"});
  const std::string merge = repository.id("HEAD");

  const Repository opened = open(repository.path());
  std::vector<std::string> order;
  for (const LogEntry& entry : log_of(opened)) {
    order.push_back(entry.oid);
    EXPECT_FALSE(entry.cut);
  }
  EXPECT_EQ(order, (std::vector{root, main, side, merge}));
  auto rest = opened.log(merge, [&](const std::string& oid) { return oid == main; });
  ASSERT_TRUE(rest);
  ASSERT_EQ(rest->size(), 3u);  // the root is behind the side branch as well
  EXPECT_EQ((*rest)[2].parents, (std::vector{main, side}));
  EXPECT_TRUE(opened.log(merge, [](const std::string&) { return true; })->empty());

  EXPECT_TRUE(deltas_of(opened, {merge}).at(merge).delta.files.empty());
  const auto compared = deltas_of(opened, {merge}, {.merges = true}).at(merge).delta;
  ASSERT_EQ(compared.files.size(), 1u);
  EXPECT_EQ(compared.files[0].path, "b");
}

TEST(Log, DeltasCarryTextsAndHunks) {
  const TestRepository repository;
  repository.write("old", lines(20));
  repository.commit();
  repository.git({"mv", "old", "new"});
  repository.write("new", lines(20) + "last\n");
  const std::string oid = repository.commit("message\n\nbody");
  const Seen seen = deltas_of(open(repository.path()), {oid}).at(oid);
  ASSERT_EQ(seen.delta.files.size(), 1u);
  const FileDelta& file = seen.delta.files[0];
  EXPECT_EQ(file.status, FileStatus::renamed);
  EXPECT_EQ(file.old_path, "old");
  EXPECT_EQ(file.added, 1u);
  EXPECT_EQ(file.lines_before, 20u);
  EXPECT_EQ(seen.before[0], lines(20));
  EXPECT_EQ(seen.after[0], lines(20) + "last\n");
  EXPECT_EQ(seen.delta.commit.message, "message\n\nbody\n");
  EXPECT_EQ(seen.delta.commit.author.email, "ada@example.org");
}

TEST(Log, LargeFilesAreUnknown) {
  const TestRepository repository;
  repository.write("large", lines(1000));
  repository.write("small", "1\n");
  const std::string oid = repository.commit();
  const auto delta = deltas_of(open(repository.path()), {oid}, {.file_limit = 100}).at(oid).delta;
  ASSERT_EQ(delta.files.size(), 2u);
  EXPECT_EQ(delta.files[0].lines, FileDelta::Lines::unknown);
  EXPECT_EQ(delta.files[1].lines, FileDelta::Lines::counted);
  EXPECT_FALSE(delta.unknown);
}

TEST(Log, AShallowClonesEdgeIsCut) {
  const TestRepository repository;
  for (int i = 0; i < 5; ++i) {
    repository.write("a", lines(i + 1));
    repository.commit();
  }
  const Folder folder;
  git_in(folder.path(), {"clone", "-q", "--depth=2", "file://" + repository.path(), "shallow"});
  const Repository shallow = open(folder.path("shallow"));
  const auto entries = log_of(shallow);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_TRUE(entries[0].cut);
  EXPECT_EQ(entries[0].parents.size(), 1u);
  EXPECT_FALSE(entries[1].cut);
  const auto seen = deltas_of(shallow);
  EXPECT_TRUE(seen.at(entries[0].oid).delta.unknown);
  EXPECT_FALSE(seen.at(entries[1].oid).delta.unknown);
}

// Commits and trees that git would not write, by their raw text.
class Hostile : public ::testing::Test {
 protected:
  void SetUp() override {
    repository.write("a", "1\n");
    root = repository.commit();
    tree = repository.id("HEAD^{tree}");
  }
  std::string object(const std::string& type, const std::string& text) const {
    repository.write(".git/raw", text);
    return std::string(
        trim(repository.git({"hash-object", "-t", type, "-w", "--literally", repository.path(".git/raw")})));
  }
  std::string remove_object(const std::string& id) const {
    std::filesystem::remove(repository.path(".git/objects/" + id.substr(0, 2) + '/' + id.substr(2)));
    return id;
  }
  TestRepository repository;
  std::string root, tree;
};

TEST_F(Hostile, TenThousandParents) {
  std::string parents;
  for (int i = 0; i < 10'000; ++i) parents += "parent " + (i % 2 == 0 ? root : fmt::format("{:040x}", i)) + "\n";
  const std::string octopus = object("commit", "tree " + tree + "\n" + parents + "\nmessage\n");
  const Repository opened = open(repository.path());
  const auto entries = log_of(opened, octopus);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].parents.size(), 10'000u);
  EXPECT_TRUE(entries[1].cut);
  EXPECT_TRUE(deltas_of(opened, {octopus}).at(octopus).delta.files.empty());
}

TEST_F(Hostile, DatesAuthorsAndEncodings) {
  for (const std::string& lines :
       {std::string("author x <x> 9223372036854775807 +9999\ncommitter x <x> -9223372036854775808 -9999\n"),
        std::string("committer x <x> 99999999999999999999999 +0000\n"), std::string(),
        std::string("author \xff\xfe <\x80> 1 +0000\nencoding no-such\n")}) {
    const std::string oid = object("commit", "tree " + tree + "\nparent " + root + "\n" + lines + "\n\xff\xfe\n");
    const auto seen = deltas_of(open(repository.path()), {oid});
    EXPECT_FALSE(seen.at(oid).delta.unknown);
    EXPECT_TRUE(seen.at(oid).delta.files.empty());
  }
}

TEST_F(Hostile, MissingBlobsAndTreesAreMarked) {
  repository.write("a", "2\n");
  repository.write("b", "2\n");
  const std::string changed = repository.commit();
  const std::string blob = repository.id("HEAD:a");
  repository.write("folder/c", "3\n");
  const std::string deeper = repository.commit();
  remove_object(blob);
  remove_object(repository.id("HEAD:folder"));
  const auto seen = deltas_of(open(repository.path()), {changed, deeper});
  const auto& files = seen.at(changed).delta.files;
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].lines, FileDelta::Lines::unknown);
  EXPECT_EQ(files[1].lines, FileDelta::Lines::unknown);  // the same blob
  EXPECT_FALSE(seen.at(changed).delta.unknown);
  EXPECT_TRUE(seen.at(deeper).delta.unknown);
}

TEST_F(Hostile, ACommitThatCannotBeReadIsAnError) {
  const Repository opened = open(repository.path());
  const std::string missing(40, '7');
  EXPECT_FALSE(opened.log(missing, kNothingKnown));
  EXPECT_FALSE(opened.deltas(std::vector{root, missing}, {}, [](std::size_t, const CommitDelta&) {}));
}

}  // namespace
}  // namespace gate::git::testing
