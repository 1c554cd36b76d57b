#include "gate/history/message.h"

#include <gtest/gtest.h>

#include <string>

#include "gate/history/fix_words.h"
#include "gate/history/references.h"

namespace gate::history {
namespace {

TEST(Message, SaysFix) {
  for (const char* message : {
           "Fix crash when the config file is empty",
           "fixed a bug in the parser",
           "Fixes memory leak in connection pool",
           "fix: reject negative sizes",
           "fix(api)!: return 404 instead of 500",
           "bugfix: offset by one",
           "KAFKA-1234: Fix offset reset after rebalance (#5678)",
           "kafka-1069; MBean reports wrong UnderReplicated status; patched by Ann; reviewed by Bo",
           "MINOR: Fix a race in the purgatory",
           "HOTFIX: wrong leader epoch",
           "[AMQ-9450] fix NPE on shutdown",
           "Fix for https://issues.apache.org/jira/browse/AMQ-1234",
           "https://issues.apache.org/jira/browse/AMQ-3909 - fix and tests",
           "AMQ-5300 - broker does not recover when the index is absent",
           "resolves #12",
           "Handle empty input\n\nFixes #123",
           "Handle empty input\n\nThis closes a long-standing bug.\n\nCloses #77",
           "urlapi: an issue parsing file URLs\n\nFixes https://github.com/curl/curl/issues/21743\nCloses #21764",
           "cache: drop stale entries\n\nThis patch fixes lookups that return deleted keys.",
           "mm: take the lock earlier\n\nFixes: 1a2b3c4d5e6f (\"mm: add a cache\")\nSigned-off-by: A <a@b>",
           "setup_git_dir(): plug memory leak",
           "avoid segfault with freed entries",
           "bundle: don't leak an fd in case of early return",
           "Prevent deadlock between flush and close",
           "CVE-2021-32625: integer overflow in STRALGO LCS",
           "Fix field name typo causing segfault",
           "Fix comment parsing when the file ends early",
           "Fix build cache lookup for renamed targets",
           "Fix test discovery on symlinked folders, which broke user code",
           "Corrected timeouts; fixes a hang",
       })
    EXPECT_TRUE(says_fix(message)) << message;
}

TEST(Message, SaysNoFixThatUsersWouldMeet) {
  for (const char* message : {
           "",
           "\n\n",
           "Add retries to the client",
           "Fix typo",
           "Fix typos in comments",
           "fix a comment",
           "Fixed some typos.",
           "fix: typo in the readme",
           "misc: spelling fixes",
           "Fix javadoc warnings",
           "Fix documentation of the config file",
           "Fix flaky FooTest.testBar",
           "KAFKA-8748: Fix flaky testDescribeLogDirsRequest (#7182)",
           "Fix unit tests",
           "Fix test failure on slower systems",
           "Fix build on FreeBSD",
           "Fix compiler warnings",
           "Fix checkstyle",
           "fix indentation and whitespace",
           "docs: fix the description of --force",
           "docs(api): fix example",
           "test: fix race in the harness",
           "chore: fix deps",
           "ci: fix cache key",
           "ci(coverity): fix building on Windows",
           "style: fix",
           "t1234: fix quoting",
           "Documentation/gitformat-pack.txt: fix grammar",
           "Add regression test for the parser",
           "Add a test case that crashes the old code",
           "debugging: print more",
           "prefix handling: simplify",
           "Refactor\n\nCloses #12",
           "Bump version to 1.2\n\nReviewers: Ann Fixer <fix@example.com>",
           "Merge branch 'maint'",
       })
    EXPECT_FALSE(says_fix(message)) << message;
}

TEST(Message, RevertsNameTheCommitWhereTheMessageDoes) {
  struct Case {
    const char *message, *reverts;
  };
  const Case cases[] = {
      {"Revert \"Add cache\"\n\nThis reverts commit 1A2B3C4D5E6F7890123456789012345678901234.\n",
       "1a2b3c4d5e6f7890123456789012345678901234"},
      {"Undo the cache\n\nThis reverts commit 1a2b3c4.", "1a2b3c4"},
      {"Revert two\n\nThis reverts commits 1a2b3c4 and 5d6e7f8.", "1a2b3c4"},
      {"x\n\nThis reverts the commit deadbeef\nand revert commit 1234567", "deadbeef"},
      {"Backed out changeset abcdef012345 (bug 1) for failures", "abcdef012345"},
      {"Revert \"Add cache\" (#12)", "?"},
      {"KAFKA-123: Revert the new assignor", "?"},
      {"MINOR: Revert \"x\"", "?"},
      {"revert: feat(api)", "?"},
      {"[AMQ-1] - reverting the change", "?"},
      {"Reverse the order of lookups", ""},
      {"Explain how to revert commit messages", ""},
      {"Add `git revert`", ""},
      {"revertible transactions", ""},
      {"This reverts commit 123456", ""},
      {"", ""},
  };
  for (const auto& [message, reverts] : cases) EXPECT_EQ(read_message(message).reverts, reverts) << message;
}

TEST(Message, ARevertIsNoFixForWhatItQuotes) {
  EXPECT_FALSE(read_message("Revert \"Fix crash in parser\"\n\nThis reverts commit 1a2b3c4d.").fix);
  EXPECT_TRUE(read_message("Revert \"Add cache\"\n\nThis reverts commit 1a2b3c4d. It fixes a crash at start.").fix);
}

TEST(Message, CountsDifferentIssues) {
  struct Case {
    const char* message;
    std::uint32_t issues;
  };
  const Case cases[] = {
      {"KAFKA-1: a", 1},
      {"kafka-1010; a", 1},
      {"KAFKA-1, KAFKA-2 and KAFKA-1 again (#17)", 3},
      {"Fix #12, fixes #12, GH-12", 1},
      {"https://issues.apache.org/jira/browse/AMQ-4645 - see AMQ-4645", 1},
      {"https://github.com/o/r/issues/12 and #12 and https://github.com/o/r/pull/13", 2},
      {"https://bugs.example.org/show_bug.cgi?id=99", 1},
      {"UTF-8, SHA-256, ISO-8859, RFC-2119, CVE-2021", 0},
      {"#000000 #12ab a#1 &#39; x/#3 #12345678", 0},
      {"https://example.com/about", 0},
      {"", 0},
  };
  for (const auto& [message, issues] : cases) EXPECT_EQ(count_issues(message), issues) << message;
}

TEST(Message, SizesLeaveOutWhatToolsAdded) {
  const auto facts = read_message("Größe: ß\n\nbody\n\ngit-svn-id: https://svn.apache.org/repos/asf@123 13f79535\n");
  EXPECT_EQ(facts.characters, 14u);
  EXPECT_EQ(facts.lines, 2u);
  EXPECT_EQ(read_message("a\r\n\r\nb\r\n").lines, 2u);
}

TEST(Message, WordsNameNobody) {
  EXPECT_EQ(message_words("Fix it\n\nBecause: of this\nReviewers: Ann <a@b>, Bo\nSigned-off-by: Ann <a@b>\n"
                          "Co-Authored-By: X\nChange-Id: I1\ngit-svn-id: x\nthe end"),
            "Fix it\n\nBecause: of this\nthe end\n");
}

TEST(Message, AnyBytesAreRead) {
  std::string bytes;
  for (int i = 0; i < 70'000; ++i) bytes += static_cast<char>(i * 7 % 256);
  EXPECT_LE(read_message(bytes).characters, 65'536u);
  const std::string fixes(200'000, '#'), words = [] {
    std::string text = "fix ";
    for (int i = 0; i < 30'000; ++i) text += "fix ";
    return text;
  }();
  EXPECT_EQ(read_message(fixes).issue_links, 0u);
  EXPECT_TRUE(read_message(words).fix);
  std::string many;
  for (int i = 1; i < 9000; ++i) many += "#" + std::to_string(i) + " ";
  EXPECT_EQ(read_message(many).issue_links, 1000u);
}

}  // namespace
}  // namespace gate::history
