#include "gate/base/toml.h"

#include <gtest/gtest.h>

#include <ostream>

namespace gate {
namespace {

struct Row {
  const char* text;
  unsigned line, column;
  const char* message;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class TomlMistake : public testing::TestWithParam<Row> {};

TEST_P(TomlMistake, IsToldInPlainWords) {
  auto problems = check_toml(GetParam().text);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].message, GetParam().message);
  EXPECT_EQ(problems[0].line, GetParam().line);
  EXPECT_EQ(problems[0].column, GetParam().column);
}

INSTANTIATE_TEST_SUITE_P(
    All, TomlMistake,
    testing::Values(Row{"a = [1, 2\nb = 1\n", 1, 10, "missing ',' or ']' after the value"},
                    Row{"a = [\n  \"x\"\n  \"y\"\n]\n", 2, 6, "missing ',' or ']' after the value"},
                    Row{"a = {x = 1 y = 2}\n", 1, 11, "missing ',' or '}' after the value"},
                    Row{"a = 1\nb = [1,\n", 2, 5, "unclosed '['"},
                    Row{"a = \"\"\"abc\nb = 2\n", 1, 5, "unclosed \"\"\""},
                    Row{"a = \"abc\nb = 1\n", 1, 9, "unclosed '\"' before the end of the line"},
                    Row{"a = 'abc\nb = 1\n", 1, 9, "unclosed \"'\" before the end of the line"},
                    Row{"a = abc\"\n", 1, 5, "this is no value of TOML; text stands in quotes"},
                    Row{"a 1\n", 1, 3, "in a key-value pair: expected '=', saw '1'"},
                    Row{"a = 1\na = 2\n", 2, 5, "in a key-value pair: cannot redefine existing integer 'a'"},
                    Row{"\"\xC3\xA9\" = [1]]\n", 1, 11,
                        "in a key-value pair: expected a comment or whitespace, saw ']'"},
                    Row{"\xEF\xBB\xBF"
                        "a = x\n",
                        1, 8, "this is no value of TOML; text stands in quotes"},
                    Row{"a = \xFF\n", 1, 4, "Encountered invalid utf-8 sequence"}));

TEST(CheckToml, ValidTexts) {
  for (const char* text :
       {"", "a = 1\n[t.\"x.y\"]\nb = [1.5, 2.5]\n", "a = \"\"\"x \"\" \"\"\"\"\n", "a = 'C:\\x' # it's \"odd\"\n",
        "\xEF\xBB\xBF"
        "a = 1\r\n"}) {
    auto problems = check_toml(text);
    EXPECT_TRUE(problems.empty()) << text << problems.front().message;
  }
}

std::string repeated(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

TEST(CheckToml, HostileTexts) {
  EXPECT_EQ(check_toml("a = " + repeated("[", 100'000)).at(0).message, "nested deeper than 100 levels");
  EXPECT_EQ(check_toml("a = " + repeated("{a = ", 100'000)).at(0).message, "nested deeper than 100 levels");
  EXPECT_EQ(check_toml(repeated("a.", 300'000) + "a = 1").at(0).message, "a key of more than 50 parts");
  EXPECT_EQ(check_toml("[" + repeated("a . ", 300'000) + "a]\n").at(0).message, "a key of more than 50 parts");
  EXPECT_EQ(check_toml("[" + repeated("\"a\".", 300'000) + "a]\n").at(0).message, "a key of more than 50 parts");
  EXPECT_TRUE(check_toml("a = [" + repeated("1.5, ", 100'000) + "]\n").empty());
  EXPECT_TRUE(check_toml("# " + repeated(".[", 1000) + "\na = \"" + repeated(".[", 1000) + "\"\n").empty());
}

}  // namespace
}  // namespace gate
