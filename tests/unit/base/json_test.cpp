#include "gate/base/json.h"

#include <gtest/gtest.h>

#include <ostream>

#include "gate/base/json_check.h"

namespace gate {
namespace {

TEST(ParseJson, ValueOrPlaceAndReason) {
  auto good = parse_json(R"({"a": [1, 2.5, "x", null, true]})", "f.json");
  ASSERT_TRUE(good);
  EXPECT_EQ((*good)["a"].size(), 5u);
  auto bad = parse_json("{\n  \"a\": 1\n  \"b\": 2\n}", "f.json");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().kind, ErrorKind::parse);
  EXPECT_EQ(bad.error().text(), "f.json:2:9: missing ',' between members of the object, before '\"'");
  EXPECT_EQ(parse_json("1e999", "f").error().kind, ErrorKind::parse);
  EXPECT_FALSE(parse_json("", "f"));
  EXPECT_EQ(parse_json(std::string_view("1\0 x", 4), "f").error().where, "f:1:2");
}

TEST(ParseJson, NestingHasALimit) {
  auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(1000), "f"));
  auto deep = parse_json(nested(1001), "f");
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().kind, ErrorKind::limit);
  EXPECT_EQ(deep.error().where, "f:1:1001");
  EXPECT_EQ(parse_json(std::string(5'000'000, '['), "f").error().kind, ErrorKind::limit);
  EXPECT_TRUE(parse_json("[\"" + std::string(5000, '[') + "\\\"" + std::string(5000, '{') + "\"]", "f"));
}

TEST(DumpJson, NeverThrows) {
  EXPECT_EQ(dump_json(Json("a\xFF")), "\"a\xEF\xBF\xBD\"");
  EXPECT_EQ(dump_json(Json({{"a", 1}}), 2), "{\n  \"a\": 1\n}");
  OrderedJson ordered;
  ordered["b"] = 1;
  ordered["a"] = 2;
  EXPECT_EQ(dump_json(ordered), R"({"b":1,"a":2})");
}

struct Row {
  const char* text;
  unsigned line, column;
  const char* message;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class JsonMistake : public testing::TestWithParam<Row> {};

TEST_P(JsonMistake, IsToldInPlainWords) {
  auto problems = check_json(GetParam().text, JsonDialect::strict);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].message, GetParam().message);
  EXPECT_EQ(problems[0].line, GetParam().line);
  EXPECT_EQ(problems[0].column, GetParam().column);
}

INSTANTIATE_TEST_SUITE_P(
    All, JsonMistake,
    testing::Values(
        Row{"{\n \"a\": 1\n \"b\": 2\n}", 2, 8, "missing ',' between members of the object, before '\"'"},
        Row{"[1\n 2]", 1, 3, "missing ',' between array elements, before '2'"},
        Row{"[1, 2,\n]", 1, 6, "trailing ',' before ']'"}, Row{"{\"a\": 1,}", 1, 8, "trailing ',' before '}'"},
        Row{"\n{\"a\": [1, 2\n", 2, 7, "unclosed '[': the text ends before its bracket"},
        Row{"{\"a\": 1", 1, 1, "unclosed '{': the text ends before its bracket"},
        Row{"{\n  \"a\": {\n    \"b\": 1\n}\n", 2, 8, "unclosed '{': a bracket that is indented less closes it"},
        Row{"[\n  [\n    [1\n  ],\n  2\n]\n", 3, 5, "unclosed '[': a bracket that is indented less closes it"},
        Row{"{\n\"a\": [1, 2}", 2, 11, "'}' does not close '[' opened at line 2"},
        Row{"{\"a\": 1]", 1, 8, "']' does not close '{' opened at line 1"}, Row{"[1]]", 1, 4, "']' closes nothing"},
        Row{"{\"a\" 1}", 1, 6, "missing ':' after key, found '1'"},
        Row{"{\"a\": }", 1, 7, "missing value after ':', found '}'"},
        Row{"{a: 1}", 1, 2, "key 'a' must be in double quotes"},
        Row{"{'a': 1}", 1, 2, "single quotes are not allowed: keys are written in double quotes"},
        Row{"['a']", 1, 2, "single quotes are not allowed: strings are written in double quotes"},
        Row{"[\"abc\n]", 1, 2, "unclosed string: no '\"' before the end of the line"},
        Row{"[\"abc", 1, 2, "unclosed string: the text ends before its '\"'"},
        Row{"[\"\\q\"]", 1, 3, "invalid escape '\\q'"},
        Row{"[\"\\u12\"]", 1, 3, "invalid escape: \\u needs four hexadecimal digits"},
        Row{"[\"\t\"]", 1, 3, "control character \\x09 in a string; write it as \\u0009"},
        Row{"[\"\xFF\"]", 1, 3, "a byte that is not UTF-8"},
        Row{"[01]", 1, 2, "invalid number: a leading zero is not allowed"},
        Row{"[-]", 1, 2, "invalid number: no digit after '-'"}, Row{"[1.]", 1, 2, "invalid number: no digit after '.'"},
        Row{"[1e]", 1, 2, "invalid number: no digit in the exponent"},
        Row{"[.5]", 1, 2, "invalid number: it must begin with a digit or '-'"},
        Row{"[1.2.3]", 1, 2, "invalid number: unexpected characters in it"},
        Row{"[True]", 1, 2, "'True' is not a JSON value"}, Row{"[1,,2]", 1, 4, "unexpected ','; expected a value"},
        Row{"{,}", 1, 2, "unexpected ','; expected a key"}, Row{"// x\n1", 1, 1, "comments are not allowed in JSON"},
        Row{"1 2", 1, 3, "unexpected '2' after the end of the value"}, Row{" \n", 1, 3, "no value: the text is empty"},
        Row{"[1: 2]", 1, 3, "unexpected ':' in an array; objects are written with '{'"},
        Row{"{\"a\": \"b\": 1}", 1, 10, "unexpected ':'; a ',' may be missing before the key"},
        Row{"<<<<<<< HEAD\n{}", 1, 1, "expected a value, found '<'"}));

TEST(CheckJson, Jsonc) {
  const char* text = "// head\n{ /* a */ \"a\": [1, 2,], // tail\n}";
  EXPECT_TRUE(check_json(text, JsonDialect::jsonc).empty());
  EXPECT_FALSE(check_json(text, JsonDialect::strict).empty());
  EXPECT_EQ(check_json("[1 /* x", JsonDialect::jsonc).at(0).message, "unclosed comment '/*'");
  EXPECT_FALSE(check_json("[,]", JsonDialect::jsonc).empty());
  EXPECT_FALSE(check_json("// only a comment", JsonDialect::jsonc).empty());
}

TEST(CheckJson, ValidTexts) {
  for (const char* text :
       {"0", "-0.5e+10", "\"\\ud800\"", "\xEF\xBB\xBF{}", "[]", "{\"\": null}", " [true , false] \r\n"}) {
    EXPECT_TRUE(check_json(text, JsonDialect::strict).empty()) << text;
  }
}

TEST(CheckJson, NestingHasNoLimit) {
  std::string deep = std::string(2'000'000, '[');
  EXPECT_EQ(check_json(deep, JsonDialect::strict).at(0).column, 2'000'000u);
  EXPECT_TRUE(check_json(deep + std::string(2'000'000, ']'), JsonDialect::strict).empty());
}

}  // namespace
}  // namespace gate
