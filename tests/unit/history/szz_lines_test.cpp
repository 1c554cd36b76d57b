#include "gate/history/szz_lines.h"

#include <gmock/gmock.h>

#include "gate/history/line_match.h"

namespace gate::history {
namespace {

using ::testing::ElementsAre;

struct Case {
  const char* path;
  const char* text;
  std::vector<std::string> code;
};

class CodeOfLines : public ::testing::TestWithParam<Case> {};

TEST_P(CodeOfLines, LeavesCodeOnly) {
  const LineSyntax* syntax = line_syntax(GetParam().path);
  ASSERT_NE(syntax, nullptr);
  EXPECT_EQ(code_of_lines(*syntax, GetParam().text), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, CodeOfLines,
    ::testing::Values(
        Case{"a.cc", "int a = 1;  // one\n/* two\nthree */ int b;\n\n};\n", {"inta=1;", "", "intb;", "", ""}},
        Case{"a.c",
             "#include <x.h>\n#define A 1\nf(\"/* no comment */\");",
             {"", "#defineA1", "f(\"/* no comment */\");"}},
        Case{"A.java",
             "package a;\nimport b.C;\nimportant();\nchar c = '\"'; // \"\n",
             {"", "", "important();", "charc='\"';"}},
        Case{"a.py",
             "\"\"\"Words\nof documentation\n\"\"\"\nimport os\nx = 1  # one\nq = \"\"\"select\n1\"\"\"\n",
             {"", "", "", "", "x=1", "q=select", "1"}},
        Case{"a.c",
             "} else {\n} else if (a) {\ndo\nx = else_value;\n#endif\n",
             {"", "}elseif(a){", "", "x=else_value;", ""}},
        Case{"a.go", "import \"fmt\"\nuse_it(1)\n", {"", "use_it(1)"}},
        Case{"a.sql", "-- words\nselect 1 -- one\n", {"", "select1"}},
        Case{"a.lua", "--[[ x\ny ]] z = 1\n", {"", "z=1"}},
        Case{"a.rb", "=begin\nwords\n=end\nx = 1\n", {"", "", "", "x=1"}},
        Case{"a.sh", "# words\nrm -r x\nfi\n", {"", "rm-rx", ""}}));

TEST(LineSyntaxOf, KnowsCodeByItsExtension) {
  EXPECT_NE(line_syntax("dir.x/A.JAVA"), nullptr);
  for (const char* path : {"README.md", "pom.xml", "a.json", "Makefile", "dir.cc/file", "a.", ".", "", "a.c c"}) {
    EXPECT_EQ(line_syntax(path), nullptr) << path;
  }
}

TEST(CodeOfLinesOf, EndsOnTextsThatAreNotWellFormed) {
  const LineSyntax& syntax = *line_syntax("a.cc");
  EXPECT_THAT(code_of_lines(syntax, "/* never\nclosed"), ElementsAre("", ""));
  EXPECT_THAT(code_of_lines(syntax, "f(\"never closed\nint a;"), ElementsAre("f(\"never closed", "inta;"));
  EXPECT_THAT(code_of_lines(syntax, "x = \"\\"), ElementsAre("x=\"\\"));
  EXPECT_TRUE(code_of_lines(syntax, "").empty());
}

TEST(BareLineOf, WhiteSpaceDoesNotMatter) {
  EXPECT_EQ(bare_line("  if (a)\t{\r\n").hash, bare_line("if(a) {").hash);
  EXPECT_NE(bare_line("if (a) {").hash, bare_line("if (b) {").hash);
  EXPECT_EQ(bare_line(" a + 12;").letters, 3u);
}

TEST(MatchInOrder, FindsTheLongestCommonPart) {
  EXPECT_THAT(match_in_order(std::vector<std::uint64_t>{1, 2, 3, 4}, std::vector<std::uint64_t>{2, 9, 4}),
              ElementsAre(1, kNoLine, 3));
  EXPECT_THAT(match_in_order({}, std::vector<std::uint64_t>{2}), ElementsAre(kNoLine));
  EXPECT_TRUE(match_in_order(std::vector<std::uint64_t>{2}, {}).empty());
}

TEST(MatchInOrder, LargeTextsMatchByAnchorsAndTheirNeighbours) {
  std::vector<std::uint64_t> before, after;
  for (std::uint64_t i = 0; i < 3000; ++i) before.push_back(i % 3 == 0 ? 7 : i + 100);
  after = before;
  after.erase(after.begin() + 100, after.begin() + 110);
  after.insert(after.begin() + 50, 5, 9);
  const std::vector<std::uint32_t> match = match_in_order(before, after);
  ASSERT_EQ(match.size(), after.size());
  std::size_t matched = 0;
  std::uint32_t lowest = 0;
  for (std::size_t i = 0; i < match.size(); ++i) {
    if (match[i] == kNoLine) continue;
    EXPECT_EQ(before[match[i]], after[i]);
    EXPECT_GE(match[i], lowest);
    lowest = match[i] + 1;
    ++matched;
  }
  EXPECT_GE(matched, 2980u);
}

}  // namespace
}  // namespace gate::history
