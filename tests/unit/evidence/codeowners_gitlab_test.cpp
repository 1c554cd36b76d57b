// GitLab's dialect: sections, exclusions, default owners, roles.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gate/evidence/owners/codeowners.h"

namespace gate::evidence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Codeowners parse(std::string_view text) { return Codeowners::parse(text, OwnersDialect::gitlab); }

// "section:line:approvals:owner,owner" of each entry.
std::vector<std::string> entries(std::string_view text, std::string_view path) {
  std::vector<std::string> out;
  for (const auto& entry : parse(text).owners(path)) {
    auto word = entry.section + ":" + std::to_string(entry.line) + ":" + std::to_string(entry.approvals) + ":";
    for (const auto& owner : entry.owners) word += owner + ",";
    out.push_back(word);
  }
  return out;
}

std::vector<std::uint32_t> problem_lines(std::string_view text) {
  std::vector<std::uint32_t> lines;
  const auto file = parse(text);
  for (const auto& problem : file.problems()) lines.push_back(problem.line);
  return lines;
}

TEST(CodeownersGitLab, EverySectionWithAMatchAsks) {
  const auto* text = "* @all\n[Docs][2] @doc\n*.md\n^[Ideas]\n*.md @idea\n[Ruby]\n*.rb @ruby\n";
  EXPECT_THAT(entries(text, "a/b.md"), ElementsAre(":1:1:@all,", "Docs:3:2:@doc,", "Ideas:5:0:@idea,"));
  EXPECT_THAT(entries(text, "x"), ElementsAre(":1:1:@all,"));
}

TEST(CodeownersGitLab, SectionsOfOneNameAreOne) {
  const auto* text = "[ Docs ] @a\n*.md\n[Other]\nx @y\n[DOCS][3] @b\nb.md @c\n";
  EXPECT_THAT(entries(text, "a.md"), ElementsAre("Docs:2:3:@a,@b,"));
  EXPECT_THAT(entries(text, "b.md"), ElementsAre("Docs:6:3:@c,"));
  EXPECT_THAT(problem_lines(text), ElementsAre(5));
}

TEST(CodeownersGitLab, ExclusionsHoldForTheirSectionWhateverFollows) {
  const auto* text = "* @all\n!pom.xml\n[Ruby]\n*.rb @ruby\n!/config/**/*.rb\n/config/routes.rb @ops\n";
  EXPECT_THAT(entries(text, "config/routes.rb"), ElementsAre(":1:1:@all,"));
  EXPECT_THAT(entries(text, "lib/a.rb"), ElementsAre(":1:1:@all,", "Ruby:4:1:@ruby,"));
  EXPECT_THAT(entries(text, "pom.xml"), ElementsAre(":2:1:"));
}

TEST(CodeownersGitLab, PatternsFollowFnmatch) {
  const auto* text =
      "docs @exact\nlib/ @lib\ninternal/README.md @deep\n/root.txt @root\nfile[0-9] @set\n\\#x @hash\na\\ b/ @space\n";
  EXPECT_THAT(entries(text, "x/docs"), ElementsAre(":1:1:@exact,"));
  EXPECT_THAT(entries(text, "docs/x"), ElementsAre(":0:1:"));
  EXPECT_THAT(entries(text, "x/lib/y/z"), ElementsAre(":2:1:@lib,"));
  EXPECT_THAT(entries(text, "x/internal/README.md"), ElementsAre(":3:1:@deep,"));
  EXPECT_THAT(entries(text, "x/root.txt"), ElementsAre(":0:1:"));
  EXPECT_THAT(entries(text, "file7"), ElementsAre(":5:1:@set,"));
  EXPECT_THAT(entries(text, "filex"), ElementsAre(":0:1:"));
  EXPECT_THAT(entries(text, "#x"), ElementsAre(":6:1:@hash,"));
  EXPECT_THAT(entries(text, "a b/c"), ElementsAre(":7:1:@space,"));
}

TEST(CodeownersGitLab, OwnersAreUsersGroupsRolesAndAddresses) {
  EXPECT_THAT(entries("x @a @g/sub/group @@developer d@example.org\n", "x"),
              ElementsAre(":1:1:@a,@g/sub/group,@@developer,d@example.org,"));
  EXPECT_THAT(problem_lines("x @a nobody @g/\n"), ElementsAre(1, 1));
}

TEST(CodeownersGitLab, OwnersInACommentCountAndAreNamed) {
  EXPECT_THAT(entries("x @a # until @b is back\n", "x"), ElementsAre(":1:1:@a,@b,"));
  EXPECT_THAT(problem_lines("x @a # until @b is back\n"), ElementsAre(1));
  EXPECT_THAT(problem_lines("x @a # fine\n"), IsEmpty());
}

TEST(CodeownersGitLab, HeadingsThatAreNoneAreNamed) {
  const auto* text = "[Docs\n[]\n[X][0]\nx @a\n[Y][many]\n[Z]tail @b\n[Empty]\ny\n";
  EXPECT_THAT(problem_lines(text), ElementsAre(1, 2, 3, 5, 6, 8));
  EXPECT_THAT(entries(text, "x"), ElementsAre("X:4:1:@a,"));
}

TEST(CodeownersGitLab, LintKnowsSectionsAndExclusions) {
  const auto file = parse("* @all\n[A]\n*.c @a\n!gen/\n/gen/x.c @x\n*.zig @z\n");
  std::vector<std::uint32_t> lines;
  for (const auto& problem : file.lint({"a.c", "gen/x.c"})) lines.push_back(problem.line);
  EXPECT_THAT(lines, ElementsAre(5, 6));
}

}  // namespace
}  // namespace gate::evidence
