// GitHub's dialect: what owns a path, and what is wrong with a line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gate/evidence/owners/codeowners.h"

namespace gate::evidence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Won {
  std::uint32_t line;
  std::vector<std::string> owners;
  bool operator==(const Won&) const = default;
};

Won won(std::string_view text, std::string_view path) {
  const auto entries = Codeowners::parse(text, OwnersDialect::github).owners(path);
  EXPECT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries.front().path, path);
  return {entries.front().line, entries.front().owners};
}

// Does a file whose one line is `pattern` own `path`?
bool owns(const std::string& pattern, std::string_view path) { return won(pattern + " @o", path).line == 1; }

std::vector<std::uint32_t> problem_lines(std::string_view text) {
  std::vector<std::uint32_t> lines;
  const auto file = Codeowners::parse(text, OwnersDialect::github);
  for (const auto& problem : file.problems()) lines.push_back(problem.line);
  return lines;
}

TEST(CodeownersGitHub, TheLastMatchWins) {
  const auto* text = "* @all\n/src/ @core @org/team\n*.md doc@example.org\n";
  EXPECT_EQ(won(text, "Makefile"), (Won{1, {"@all"}}));
  EXPECT_EQ(won(text, "src/a.c"), (Won{2, {"@core", "@org/team"}}));
  EXPECT_EQ(won(text, "src/a.md"), (Won{3, {"doc@example.org"}}));
}

TEST(CodeownersGitHub, ALineWithoutOwnersTakesThemAway) {
  const auto* text = "/apps/ @octo\n/apps/github # nobody\n";
  EXPECT_EQ(won(text, "apps/github/x"), (Won{2, {}}));
  EXPECT_EQ(won(text, "apps/x"), (Won{1, {"@octo"}}));
  EXPECT_EQ(won(text, "other"), (Won{0, {}}));
}

TEST(CodeownersGitHub, PatternsEndWhereTheySay) {
  EXPECT_TRUE(owns("docs/*", "docs/a"));
  EXPECT_FALSE(owns("docs/*", "docs/a/b"));
  EXPECT_FALSE(owns("/*", "a/b"));
  EXPECT_TRUE(owns("/*", "a"));
  EXPECT_TRUE(owns("*", "a/b/c"));
  EXPECT_TRUE(owns("docs/**", "docs/a/b"));
  EXPECT_FALSE(owns("docs/**", "docs"));
  EXPECT_TRUE(owns("docs/**/*", "docs/a/b/c"));
  EXPECT_TRUE(owns("a/**/z", "a/z"));
  EXPECT_TRUE(owns("a/**/z", "a/b/c/z/d"));
  EXPECT_TRUE(owns("lib", "x/lib/y"));
  EXPECT_TRUE(owns("lib/", "x/lib/y"));
  EXPECT_FALSE(owns("lib/", "x/lib"));
  EXPECT_FALSE(owns("/lib/", "x/lib/y"));
  EXPECT_FALSE(owns("src/lib", "x/src/lib"));
}

TEST(CodeownersGitHub, CaseAndCharactersMatter) {
  EXPECT_FALSE(owns("README", "readme"));
  EXPECT_TRUE(owns("caf?", "caf\xC3\xA9"));
  EXPECT_TRUE(owns("a\\ b", "a b"));
  EXPECT_TRUE(owns("a\\*b", "a*b"));
  EXPECT_FALSE(owns("a\\*b", "axb"));
  EXPECT_TRUE(owns("{a,b}", "{a,b}"));
  EXPECT_FALSE(owns("{a,b}", "a"));
  EXPECT_TRUE(owns("\xFF*", "\xFF\xFE"));
}

TEST(CodeownersGitHub, LineEndsBlanksAndByteOrderMark) {
  const auto* text = "\xEF\xBB\xBF  a\t@x \t@y\t# why\r\n\r\n  # note\r\nb @z";
  EXPECT_EQ(won(text, "a"), (Won{1, {"@x", "@y"}}));
  EXPECT_EQ(won(text, "b"), (Won{4, {"@z"}}));
  EXPECT_THAT(problem_lines(text), IsEmpty());
}

TEST(CodeownersGitHub, LinesThatGitHubSkipsAreSkippedAndNamed) {
  const auto* text = "* @all\n!src @x\nsrc alice\nsrc @a,@b\nsrc @x @org/\n/ @x\n";
  EXPECT_EQ(won(text, "src/a"), (Won{1, {"@all"}}));
  EXPECT_THAT(problem_lines(text), ElementsAre(2, 3, 4, 5, 6));
}

TEST(CodeownersGitHub, WhatGitHubDoesNotReadAsksAnOwnerAndIsNamed) {
  EXPECT_TRUE(owns("pages/[id].js", "pages/[id].js"));
  EXPECT_TRUE(owns("[ab].c", "a.c"));
  EXPECT_FALSE(owns("[ab].c", "c.c"));
  EXPECT_TRUE(owns("\\#notes", "#notes"));
  EXPECT_THAT(problem_lines("[ab].c @x\n\\#notes @x\n\\[ab\\] @x\n"), ElementsAre(1, 2));
}

TEST(CodeownersGitHub, AFileOver3MegabytesIsNotRead) {
  std::string text = "* @all\n";
  while (text.size() <= kCodeownersLimit) text += "# a long comment that fills the file\n";
  const auto file = Codeowners::parse(text, OwnersDialect::github);
  EXPECT_EQ(file.owners("a").front().line, 0u);
  ASSERT_EQ(file.problems().size(), 1u);
  EXPECT_THAT(file.problems()[0].message, HasSubstr("3 MB"));
}

TEST(CodeownersGitHub, LintNamesDeadAndShadowedLines) {
  const auto file = Codeowners::parse("*.c @c\nold/ @o\n/src/ @s\nsrc/b.c @b\n", OwnersDialect::github);
  const auto problems = file.lint({"src/a.c", "src/b.c", "README"});
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].line, 1u);
  EXPECT_THAT(problems[0].message, HasSubstr("shadowed"));
  EXPECT_EQ(problems[1].line, 2u);
  EXPECT_THAT(problems[1].message, HasSubstr("dead"));
}

TEST(CodeownersGitHub, ManyRulesAndHostilePatternsEnd) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "/dir" + std::to_string(i) + "/**/*.c @o" + std::to_string(i) + "\n";
  text += std::string(2'000, '*') + "a @stars\n";
  for (int i = 0; i < 200; ++i) text += "**/a/";
  text += "b @deep\n" + std::string(3'000, '[') + " @open\n";
  const auto file = Codeowners::parse(text, OwnersDialect::github);
  EXPECT_EQ(file.owners("dir9999/x/y.c").front().owners, std::vector<std::string>{"@o9999"});
  std::string path = "a";
  for (int i = 0; i < 1'900; ++i) path += "/a";
  EXPECT_EQ(file.owners(path).front().owners, std::vector<std::string>{"@stars"});
  EXPECT_EQ(file.owners(std::string(4'000, '[')).front().line, 0u);
}

}  // namespace
}  // namespace gate::evidence
