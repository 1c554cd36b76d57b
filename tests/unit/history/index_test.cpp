// The index gives what a fresh one would give, whatever came before: more commits, other branches, force pushes, other
// worktrees, shallow and partial clones that were completed, damage.
#include "gate/history/index.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "gate/base/text.h"
#include "gate/history/record_codec.h"
#include "gate/store/database.h"
#include "tests/unit/git/test_repository.h"

namespace gate::history {
namespace {

using git::testing::Folder;
using git::testing::git_in;
using git::testing::TestRepository;

git::Repository open_repository(const std::string& path) {
  auto repository = git::Repository::open(git::testing::options_for(path));
  EXPECT_TRUE(repository) << repository.error().text();
  return std::move(*repository);
}

Index open_index(const std::string& path) {
  auto index = Index::open(path);
  EXPECT_TRUE(index) << index.error().text();
  return std::move(*index);
}

void update(Index& index, const git::Repository& repository, const std::string& tip) {
  auto done = index.update(repository, tip, Deadline::never());
  EXPECT_TRUE(done) << done.error().text();
}

struct Told {
  std::vector<CommitRecord> records;  // without authors, whose hashes differ between indexes
  std::vector<std::uint64_t> authors;
  std::uint32_t changes = 0, incomplete = 0;
  bool cut = false;
};

Told tell(Index& index, const std::string& tip) {
  Told told;
  auto line = index.line(tip);
  EXPECT_TRUE(line) << line.error().text();
  if (!line) return told;
  told.changes = line->changes;
  told.incomplete = line->incomplete;
  told.cut = line->cut;
  auto done = index.each(*line, With::tokens, [&](const CommitRecord& record) {
    told.authors.push_back(record.author);
    told.records.push_back(record);
    told.records.back().author = 0;
  });
  EXPECT_TRUE(done) << done.error().text();
  return told;
}

// What an index that starts with nothing says of `tip`.
Told fresh(const git::Repository& repository, const std::string& tip) {
  const Folder folder;
  Index index = open_index(folder.path("history.db"));
  update(index, repository, tip);
  return tell(index, tip);
}

void expect_same(const Told& a, const Told& b) {
  EXPECT_EQ(a.records, b.records);
  EXPECT_EQ(a.changes, b.changes);
  EXPECT_EQ(a.incomplete, b.incomplete);
  EXPECT_EQ(a.cut, b.cut);
}

class IndexOf : public ::testing::Test {
 protected:
  std::string path() const { return folder.path("gate/history.db"); }

  // Some random commits on the branch that is checked out.
  void commits(int number) {
    for (int i = 0; i < number; ++i) {
      const std::string name = fmt::format("f{}/file{}", random() % 2, random() % 5);
      const unsigned what = random() % 8;
      const bool there = std::filesystem::exists(repository.path(name));
      if (there && what == 0) {
        repository.git({"mv", name, fmt::format("f{}/file{}", random() % 2, 5 + random() % 4)}, true);
      } else if (there && what == 1) {
        repository.remove(name);
      } else {
        repository.write(name, git::testing::lines(static_cast<int>(random() % 40) + 1, fmt::format("w{}", random())));
        repository.write("always", fmt::format("{}\n", random()));
      }
      const std::string before = repository.id("HEAD");
      repository.commit(random() % 4 == 0   ? "Fix a crash in the parser"
                        : random() % 9 == 0 ? "Revert \"x\"\n\nThis reverts commit " + before + "."
                                            : "change");
    }
  }

  void merge(const std::string& branch) {
    repository.git({"merge", "-q", "--no-ff", "-s", "ours", "-m", "merge", branch});
  }

  void SetUp() override {
    repository.write("always", "0\n");
    repository.commit("start");
  }

  TestRepository repository;
  Folder folder;
  std::mt19937 random{5};
};

TEST_F(IndexOf, FilesAndFoldersAreTheUsersOwn) {
  open_index(path());
  struct stat status{};
  ASSERT_EQ(::stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat(folder.path("gate").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

TEST_F(IndexOf, NoNameIsInTheFile) {
  commits(5);
  Index index = open_index(path());
  update(index, open_repository(repository.path()), repository.id("HEAD"));
  std::string all;
  for (const char* part : {"", "-wal"}) {
    std::ifstream file(path() + part, std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  EXPECT_GT(all.size(), 4096u);
  EXPECT_FALSE(all.contains("ada@example.org"));
  EXPECT_FALSE(all.contains("Ada Test"));
}

TEST_F(IndexOf, UpdatesAddUpToAFreshIndex) {
  Index index = open_index(path());
  const git::Repository opened = open_repository(repository.path());
  for (int round = 0; round < 6; ++round) {
    repository.git({"checkout", "-q", "-b", fmt::format("side{}", round)});
    commits(4);
    if (round % 2 == 0) update(index, opened, repository.id("HEAD"));
    repository.git({"checkout", "-q", "main"});
    commits(5);
    merge(fmt::format("side{}", round));
    const std::string tip = repository.id("HEAD");
    update(index, opened, tip);
    const Told told = tell(index, tip);
    expect_same(told, fresh(opened, tip));
    EXPECT_FALSE(told.cut);
    EXPECT_EQ(told.incomplete, 0u);
    EXPECT_LT(told.changes, told.records.size());
  }
}

TEST_F(IndexOf, EveryTipHasItsOwnLine) {
  commits(30);
  repository.git({"checkout", "-q", "-b", "other", "HEAD~12"});
  commits(10);
  merge("main~3");
  repository.git({"checkout", "-q", "main"});
  const git::Repository opened = open_repository(repository.path());
  Index index = open_index(path());
  update(index, opened, repository.id("main"));
  update(index, opened, repository.id("other"));
  for (const char* revision :
       {"main", "other", "main~5", "other~4", "main~20", "main~12", "main~13", "other~1", "main~1", "main"}) {
    const std::string tip = repository.id(revision);
    expect_same(tell(index, tip), fresh(opened, tip));
  }
}

TEST_F(IndexOf, AForcePushLeavesOutWhatIsNoLongerReached) {
  commits(20);
  const git::Repository opened = open_repository(repository.path());
  Index index = open_index(path());
  update(index, opened, repository.id("HEAD"));
  repository.git({"reset", "-q", "--hard", "HEAD~8"});
  commits(3);
  const std::string tip = repository.id("HEAD");
  EXPECT_EQ(index.line(tip).error().kind, ErrorKind::not_found);
  update(index, opened, tip);
  expect_same(tell(index, tip), fresh(opened, tip));
}

TEST_F(IndexOf, WorktreesShareIt) {
  commits(6);
  repository.git({"worktree", "add", "-q", "-b", "linked", folder.path("linked")});
  const git::Repository main = open_repository(repository.path()), linked = open_repository(folder.path("linked"));
  EXPECT_EQ(Index::default_path(main), Index::default_path(linked));
  std::ofstream(folder.path("linked/here")) << "1\n";
  git_in(folder.path("linked"), {"add", "."});
  git_in(folder.path("linked"), {"commit", "-q", "-m", "linked"});
  Index index = open_index(Index::default_path(main));
  update(index, main, repository.id("main"));
  Index other = open_index(Index::default_path(linked));
  update(other, linked, repository.id("linked"));
  expect_same(tell(index, repository.id("linked")), fresh(main, repository.id("linked")));
}

TEST_F(IndexOf, CompletingAShallowCloneGivesWhatAWholeOneGives) {
  commits(30);
  git_in(folder.path(), {"clone", "-q", "--depth=10", "file://" + repository.path(), "shallow"});
  const std::string tip = repository.id("HEAD");
  Index index = open_index(path());
  update(index, open_repository(folder.path("shallow")), tip);
  const Told cut = tell(index, tip);
  EXPECT_TRUE(cut.cut);
  EXPECT_EQ(cut.records.size(), 10u);
  git_in(folder.path("shallow"), {"fetch", "-q", "--deepen=7"});
  update(index, open_repository(folder.path("shallow")), tip);
  EXPECT_EQ(tell(index, tip).records.size(), 17u);
  git_in(folder.path("shallow"), {"fetch", "-q", "--unshallow"});
  update(index, open_repository(folder.path("shallow")), tip);
  expect_same(tell(index, tip), fresh(open_repository(repository.path()), tip));
}

TEST_F(IndexOf, AbsentContentsAreFilledInOnceTheyAreThere) {
  commits(25);
  repository.git({"config", "uploadpack.allowFilter", "true"});
  git_in(folder.path(), {"clone", "-q", "--bare", "--filter=blob:none", "file://" + repository.path(), "partial"});
  const std::string tip = repository.id("HEAD");
  Index index = open_index(path());
  update(index, open_repository(folder.path("partial")), tip);
  EXPECT_GT(tell(index, tip).incomplete, 0u);
  git_in(folder.path("partial"), {"fetch", "-q", "--refetch", "--no-filter", "origin"}, true);
  git_in(folder.path("partial"), {"fetch", "-q", "file://" + repository.path(), "--refetch"}, true);
  update(index, open_repository(folder.path("partial")), tip);
  expect_same(tell(index, tip), fresh(open_repository(repository.path()), tip));
}

TEST_F(IndexOf, TwoThatFillItAtOnceDoNotDoubleAnything) {
  commits(60);
  const std::string tip = repository.id("HEAD");
  std::vector<std::jthread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      Index index = open_index(path());
      update(index, open_repository(repository.path()), tip);
    });
  }
  threads.clear();
  Index index = open_index(path());
  expect_same(tell(index, tip), fresh(open_repository(repository.path()), tip));
}

TEST_F(IndexOf, PastOfAChangeMeasuresAsAllOfThePast) {
  commits(120);
  repository.git({"checkout", "-q", "-b", "side", "HEAD~40"});
  commits(20);
  repository.git({"checkout", "-q", "main"});
  merge("side");
  commits(60);
  const git::Repository opened = open_repository(repository.path());
  Index index = open_index(path());
  const std::string tip = repository.id("HEAD");
  update(index, opened, tip);
  const Line line = *index.line(tip);
  Past all;
  std::vector<CommitRecord> records;
  ASSERT_TRUE(index.each(line, With::facts, [&](const CommitRecord& record) { records.push_back(record); }));
  for (std::size_t i = 0; i < records.size(); ++i) {
    Line before = line;
    before.ids.resize(i);
    auto part = index.past_of(before, records[i]);
    ASSERT_TRUE(part) << part.error().text();
    const Metrics ours = part->measure(records[i]), expected = all.measure(records[i]);
    for (std::size_t at = 0; at < kMetrics; ++at) {
      const double a = ours.values()[at], b = expected.values()[at];
      EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b)))
          << records[i].oid << ' ' << info(static_cast<Metric>(at)).name << ' ' << a << ' ' << b;
    }
    all.add(records[i]);
  }
}

TEST_F(IndexOf, OrderAscendsAlongTheGraphWhateverTheDatesSay) {
  const std::string tree = repository.id("HEAD^{tree}");
  std::string parent = repository.id("HEAD");
  for (const char* date : {"99999999999999999", "5", "-7", "1700000000"}) {
    repository.write(".git/raw", "tree " + tree + "\nparent " + parent + "\nauthor a <a> 1 +0000\ncommitter a <a> " +
                                     date + " +0000\n\nmessage\n");
    parent = trim(repository.git({"hash-object", "-t", "commit", "-w", "--literally", repository.path(".git/raw")}));
  }
  Index index = open_index(path());
  update(index, open_repository(repository.path()), parent);
  const Told told = tell(index, parent);
  ASSERT_EQ(told.records.size(), 5u);
  for (std::size_t i = 1; i < told.records.size(); ++i) {
    EXPECT_GT(told.records[i].order, told.records[i - 1].order);
    EXPECT_GE(told.records[i].time, 0);
    EXPECT_LE(told.records[i].time, std::int64_t{1} << 40);
  }
}

TEST_F(IndexOf, TheTimeOfWhatIsTakenBackIsFilledIn) {
  repository.write("a", "1\n");
  const std::string wrong = repository.commit("wrong");
  repository.write("b", "1\n");
  repository.commit("other");
  repository.git({"revert", "--no-edit", wrong});
  const std::string tip = repository.id("HEAD");
  Index index = open_index(path());
  update(index, open_repository(repository.path()), tip);
  auto revert = index.find(tip, With::facts);
  ASSERT_TRUE(revert);
  EXPECT_EQ(revert->reverts, wrong);
  EXPECT_EQ(revert->reverted_time, index.find(wrong, With::facts)->time);
}

TEST_F(IndexOf, NotesStayUntilTheIndexIsReplaced) {
  {
    Index index = open_index(path());
    EXPECT_EQ(index.note("key").error().kind, ErrorKind::not_found);
    ASSERT_TRUE(index.keep_note("key", std::string("\0bytes", 6)));
    ASSERT_TRUE(index.keep_note("key", std::string("\0other", 6)));
  }
  EXPECT_EQ(*open_index(path()).note("key"), std::string("\0other", 6));
  for (const char* part : {"-wal", "-shm"}) std::filesystem::remove(path() + part);
  std::ofstream(path()) << "not a database, long enough to be read as one: " << std::string(4096, 'x');
  EXPECT_FALSE(open_index(path()).note("key"));
}

TEST_F(IndexOf, AnExpiredDeadlineKeepsWhatWasDone) {
  commits(10);
  const git::Repository opened = open_repository(repository.path());
  Index index = open_index(path());
  auto done = index.update(opened, repository.id("HEAD"), Deadline::in(std::chrono::milliseconds(0)));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::limit);
  update(index, opened, repository.id("HEAD"));
  expect_same(tell(index, repository.id("HEAD")), fresh(opened, repository.id("HEAD")));
}

// Every page but the first few is overwritten: whatever is read of it, an answer is right or an error, and the next
// update mends it.
TEST_F(IndexOf, ADamagedFileIsMadeAnew) {
  commits(80);
  const git::Repository opened = open_repository(repository.path());
  const std::string tip = repository.id("HEAD");
  {
    Index index = open_index(path());
    update(index, opened, tip);
  }
  {
    auto database = store::Database::open(path(), store::Access::read_write, store::Subject::history);
    ASSERT_TRUE(database && database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }
  const auto size = std::filesystem::file_size(path());
  ASSERT_GT(size, 50'000u);
  std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
  for (std::uintmax_t at = 8192; at < size; at += 512) {
    file.seekp(static_cast<std::streamoff>(at));
    file << std::string(512, '\xA5');
  }
  file.close();
  Index index = open_index(path());
  update(index, opened, tip);
  expect_same(tell(index, tip), fresh(opened, tip));
}

TEST(RecordCodec, RoundTripsAndTakesAnyBytes) {
  CommitRecord record;
  record.parents = {std::string(40, 'a'), std::string(40, '0')};
  record.time = -5;
  record.offset_minutes = -300;
  record.author = UINT64_MAX;
  record.fix = true;
  record.reverts = "?";
  record.reverted_time = 77;
  record.message_characters = UINT32_MAX;
  record.indentation = {1.5, 2.5, 3, 4, 5};
  record.touches = {{"a/b", "a/b", FileStatus::added, FileKind::other, true, false, 1, 2, 3},
                    {"a/c", "z", FileStatus::renamed, FileKind::test, false, true, 0, 0, 0}};
  record.added = {{0, 1}, {7, 3}, {UINT32_MAX, UINT32_MAX}};
  record.message = {{5, 1}};
  const std::string facts = encode_facts(record), tokens = encode_tokens(record);
  CommitRecord back;
  ASSERT_TRUE(decode_facts(facts, back));
  ASSERT_TRUE(decode_tokens(tokens, back));
  EXPECT_EQ(back, record);
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = i % 2 == 0 ? facts : tokens;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    if (i % 3 == 0) bytes.resize(random() % bytes.size());
    CommitRecord any;
    decode_facts(bytes, any);
    decode_tokens(bytes, any);
  }
  EXPECT_FALSE(decode_facts(facts.substr(0, facts.size() - 1), back));
  EXPECT_FALSE(decode_facts(facts + "x", back));
}

}  // namespace
}  // namespace gate::history
