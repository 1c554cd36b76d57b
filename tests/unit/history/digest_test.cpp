#include "gate/history/digest.h"

#include <gtest/gtest.h>

#include "gate/base/text.h"
#include "gate/history/changed_lines.h"
#include "gate/history/tokens.h"

namespace gate::history {
namespace {

using Lines = git::FileDelta::Lines;

git::FileDelta file(std::string path, std::string_view before, std::string_view after, std::span<const Hunk> hunks) {
  git::FileDelta delta;
  delta.path = delta.old_path = std::move(path);
  delta.before = before, delta.after = after, delta.hunks = hunks;
  for (const Hunk& hunk : hunks) delta.added += hunk.new_lines, delta.removed += hunk.old_lines;
  delta.lines_before = static_cast<std::uint32_t>(split_lines(before).size());
  return delta;
}

git::CommitDelta commit(std::vector<git::FileDelta> files) {
  git::CommitDelta delta;
  delta.commit.oid = "1a";
  delta.commit.parents = {"0b"};
  delta.commit.author = {"Ann", "Ann@Example.com"};
  delta.commit.time = 1'700'000'000;
  delta.commit.offset_minutes = -90;
  delta.commit.message = "KAFKA-7: Fix crash\n\nSigned-off-by: Ann <ann@example.com>\n";
  delta.files = std::move(files);
  return delta;
}

const AuthorKey& key() {
  static const AuthorKey fixed("0123456789abcdef");
  return fixed;
}

TEST(Digest, TakesWhatTheCommitSays) {
  const CommitRecord record = digest(commit({}), key());
  EXPECT_EQ(record.oid, "1a");
  EXPECT_EQ(record.parents, std::vector<std::string>{"0b"});
  EXPECT_EQ(record.time, 1'700'000'000);
  EXPECT_EQ(record.offset_minutes, -90);
  EXPECT_EQ(record.author, key().hash({"", "ann@example.com"}));
  EXPECT_FALSE(record.merge);
  EXPECT_TRUE(record.complete);
  EXPECT_TRUE(record.fix);
  EXPECT_EQ(record.issue_links, 1u);
  EXPECT_EQ(record.message_lines, 2u);
  EXPECT_EQ(record.message.size(), 3u) << "kafka, fix, crash: trailers are not read";
}

TEST(Digest, CountsLinesHunksAndTokensOfFiles) {
  const Hunk hunks[] = {{2, 1, 2, 2}, {5, 0, 7, 1}};
  const CommitRecord record =
      digest(commit({file("src/a.c", "a\n  old\nb\nc\nd\n", "a\n  fresh\n    deep\nb\nc\nd\ntail\n", hunks)}), key());
  ASSERT_EQ(record.touches.size(), 1u);
  const Touch& touch = record.touches[0];
  EXPECT_EQ(touch.kind, FileKind::code);
  EXPECT_TRUE(touch.counted);
  EXPECT_EQ(touch.added, 3u);
  EXPECT_EQ(touch.removed, 1u);
  EXPECT_EQ(touch.lines_before, 5u);
  EXPECT_EQ(record.hunks, 2u);
  TokenCounter counter;
  counter.add_lines("fresh deep tail", TokenGroup::code, TokenSide::added);
  EXPECT_EQ(record.added, counter.take());
  EXPECT_EQ(record.removed, line_tokens("old", TokenGroup::code, TokenSide::removed));
  EXPECT_EQ(record.indentation.added_lines, 3u);
  EXPECT_DOUBLE_EQ(record.indentation.added_deepest, 2);
  EXPECT_DOUBLE_EQ(record.indentation.removed_mean, 1);
}

TEST(Digest, WordsOfForeignFilesSayNothing) {
  const Hunk hunks[] = {{0, 0, 1, 1}};
  const CommitRecord record = digest(commit({file("vendor/x.c", "", "word\n", hunks)}), key());
  EXPECT_TRUE(record.added.empty());
  EXPECT_EQ(record.touches.at(0).added, 1u) << "but lines count";
}

TEST(Digest, WhatIsNotHereIsMarked) {
  git::FileDelta binary, unknown;
  binary.path = binary.old_path = "a.png", binary.lines = Lines::binary;
  unknown.path = unknown.old_path = "b.c", unknown.lines = Lines::unknown, unknown.added = 7;
  const CommitRecord record = digest(commit({binary, unknown}), key());
  EXPECT_FALSE(record.complete);
  EXPECT_FALSE(record.touches[0].counted);
  EXPECT_FALSE(record.touches[0].missing);
  EXPECT_FALSE(record.touches[1].counted);
  EXPECT_TRUE(record.touches[1].missing);
  EXPECT_EQ(record.touches[1].added, 0u);
  git::CommitDelta lost = commit({});
  lost.unknown = true;
  EXPECT_FALSE(digest(lost, key()).complete);
}

TEST(Digest, MergesAreMarked) {
  git::CommitDelta delta = commit({});
  delta.commit.parents = {"0b", "0c"};
  EXPECT_TRUE(digest(delta, key()).merge);
}

TEST(AuthorKey, HashesTheMailElseTheName) {
  EXPECT_EQ(key().hash({"Ann", "A@b.c"}), key().hash({"Other", " a@B.c "}));
  EXPECT_NE(key().hash({"Ann", "a@b.c"}), key().hash({"Ann", "d@b.c"}));
  EXPECT_EQ(key().hash({"Ann", ""}), key().hash({"ANN", " "}));
  EXPECT_EQ(key().hash({"", ""}), 0u);
  EXPECT_NE(key().hash({"Ann", ""}), 0u);
}

TEST(AuthorKey, DiffersByIndexAndIsKeptByItsSalt) {
  const AuthorKey one = AuthorKey::random(), other = AuthorKey::random();
  EXPECT_EQ(one.salt().size(), 16u);
  EXPECT_NE(one.hash({"Ann", ""}), other.hash({"Ann", ""}));
  EXPECT_EQ(one.hash({"Ann", ""}), AuthorKey(one.salt()).hash({"Ann", ""}));
}

TEST(ChangedLines, AreCutByHunks) {
  const std::string before = "1\n2\n3\n4\n5\n", after = "1\nB\nB\n3\n5\n6";
  const Hunk hunks[] = {{2, 1, 2, 2}, {4, 1, 4, 0}, {5, 0, 6, 1}};
  const auto lines = changed_lines(before, after, hunks);
  EXPECT_EQ(lines.removed, (std::vector<std::string_view>{"2\n", "4\n"}));
  EXPECT_EQ(lines.added, (std::vector<std::string_view>{"B\nB\n", "6"}));
}

TEST(ChangedLines, LongUnchangedStretchesAreSkipped) {
  std::string before, after;
  for (int i = 0; i < 5000; ++i) before += "line " + std::to_string(i) + "\n";
  after = before + "end\n";
  const Hunk hunks[] = {{5000, 0, 5001, 1}};
  EXPECT_EQ(changed_lines(before, after, hunks).added, std::vector<std::string_view>{"end\n"});
}

TEST(ChangedLines, HunksThatFitNothingGiveNothing) {
  const Hunk hunks[] = {{90, 4, 3, 2}, {1, 4'000'000'000, 4'000'000'000, 4'000'000'000}};
  const auto lines = changed_lines("a\n", "a\nb\nc\n", hunks);
  EXPECT_LE(lines.removed.size(), 1u);
  EXPECT_TRUE(changed_lines("", "", hunks).added.empty());
}

}  // namespace
}  // namespace gate::history
