#include "gate/base/yaml.h"

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

class YamlMistake : public testing::TestWithParam<Row> {};

TEST_P(YamlMistake, IsToldInPlainWords) {
  auto problems = check_yaml(GetParam().text);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].message, GetParam().message);
  EXPECT_EQ(problems[0].place.line, GetParam().line);
  EXPECT_EQ(problems[0].place.column, GetParam().column);
}

INSTANTIATE_TEST_SUITE_P(
    All, YamlMistake,
    testing::Values(
        // A flow bracket that is missing is reported where it was opened.
        Row{"on:\n  push:\n    branches: [main\n  pull_request:\n", 3, 15, "unclosed '['"},
        Row{"a: [1, 2\nb: [3]\n", 1, 4, "unclosed '['"}, Row{"a: {x: 1, y: 2\nb: 3\n", 1, 4, "unclosed '{'"},
        Row{"on:\n  run:\n    names: [CI\n    types:\n      - done\n", 3, 12, "unclosed '['"},
        Row{"a: [1, [2, 3]\n", 1, 4, "unclosed '['"},
        Row{"a: [1, 2}\n", 1, 9, "'}' does not close '[' opened at line 1"},
        Row{"a: 1\n]\n", 2, 1, "']' closes nothing"},
        // A quote that is missing.
        Row{"a: \"abc\nb: 3\nc: \"x\"\n", 1, 4, "unclosed '\"': the next line is not indented as a part of it"},
        Row{"a:\n  b: 'abc\n  c: 'd'\n", 2, 6, "unclosed \"'\": the next line is not indented as a part of it"},
        Row{"a: \"abc\n", 1, 4, "unclosed '\"'"}, Row{"- 'it's'\n", 1, 7, "unexpected text after the closing \"'\""},
        // A comma that is missing at the end of a line is reported there.
        Row{"{\n foo: 1\n bar: 2 }\n", 2, 8, "missing ',' between members of '{'"},
        Row{"x: {a: b c: d}\n", 1, 11, "missing ',' between members of '{'"},
        Row{"a: [\"x\"\n  \"y\"]\n", 1, 8, "missing ',' between elements of '['"},
        // Keys and indentation.
        Row{"a: 1\nb 2\nc: 3\n", 2, 1, "missing ':' after key"},
        Row{"a:\n  b: 1\n c: 2\n", 3, 2, "bad indentation: it is that of no mapping above"},
        Row{"a:\n  - x\n  -y\n", 3, 3, "expected a list item: '- ' is missing, or the indentation is bad"},
        Row{"a: b\n- c\n", 2, 1, "expected a key: this line does not go on with the mapping above it"},
        Row{"a:\n\tb: 1\n", 2, 1, "a tab is used for indentation; YAML allows spaces only"},
        Row{"a: x: y\n", 1, 5,
            "unexpected ':': a second key on the same line; put the text in quotes or begin a new line"},
        Row{"a: @x\n", 1, 4, "a value cannot begin with '@'; put it in quotes"},
        // Columns count bytes.
        Row{"\xC3\xA9: \xC3\xBC @: x: y\n", 1, 9,
            "unexpected ':': a second key on the same line; put the text in quotes or begin a new line"},
        Row{"\xEF\xBB\xBF"
            "a: @x\n",
            1, 7, "a value cannot begin with '@'; put it in quotes"},
        Row{"a: 1\r\nb: [\r\n", 2, 4, "unclosed '['"},
        Row{"a: 1\rb: @x\r", 1, 9, "a value cannot begin with '@'; put it in quotes"},
        // What libfyaml lets through.
        Row{"a: *x\n", 1, 4, "'*x' names no anchor that stands before it; put it in quotes if it is text"},
        Row{"a: &x 1\n---\nb: *x\n", 3, 4,
            "'*x' names no anchor that stands before it; put it in quotes if it is text"},
        Row{"a: \xFF\n", 1, 4, "a byte that is not UTF-8"},
        Row{"a: \x01\n", 1, 4, "the control character U+0001 is not allowed"},
        Row{"--- |0\n", 1, 1, "this cannot be read as YAML"}));

TEST(CheckYaml, ValidTexts) {
  for (const char* text :
       {"", "# only a comment\n", "a: &x [1]\nb: *x\n", "a: 1\n---\nb: 2\n...\n", "%FOO bar\n---\na: 1\n",
        "a: !Ref x\nb: !Sub\n  - y\n", "k: |\n  {{ x\n", "a: ${{ b }}\n", "a: [\n  1,\n]\nb:\n  c: {\n  x: 1\n  }\n",
        "\xEF\xBB\xBF"
        "a: 1\r\nb: 2\r\n",
        "? a\n: b\n"}) {
    auto problems = check_yaml(text);
    EXPECT_TRUE(problems.empty()) << text << problems.front().message;
  }
}

TEST(CheckYaml, HostileTexts) {
  for (const char* part : {"[", "{", "- ", "? ", "[? ", "{a: ", "&a [", "!a [", "- - [", "[\"", "[a:", "{{"}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += part;
    EXPECT_EQ(check_yaml(text).size(), 1u) << part;
  }
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i)
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + ", *a" +
            std::to_string(i - 1) + "]\n";
  EXPECT_TRUE(check_yaml(bomb).empty());
  auto expanded = parse_yaml(bomb, "f");
  ASSERT_FALSE(expanded);
  EXPECT_EQ(expanded.error().kind, ErrorKind::limit);
  EXPECT_EQ(check_yaml(std::string(501, '[') + std::string(501, ']')).at(0).message, "nested deeper than 500 levels");
  EXPECT_TRUE(check_yaml(std::string(500, '[') + std::string(500, ']')).empty());
}

TEST(ParseYaml, TheCoreSchema) {
  auto document = parse_yaml(
      "b: [true, False, \"true\", yes, off]\ni: [1, -2, +3, 0x1F, 0o17, \"1\", 1_000]\n"
      "f: [1.5, .5, 1., 1e3, -2.5E-1, 1e, 99999999999999999999]\nn: [~, null, '']\nn2:\n"
      "t: !!str 12\nm: {x: [], y: {}}\n",
      "f");
  ASSERT_TRUE(document) << document.error().text();
  const Json& value = document->value;
  EXPECT_EQ(value["b"], Json({true, false, "true", "yes", "off"}));
  EXPECT_EQ(value["i"], Json({1, -2, 3, 31, 15, "1", "1_000"}));
  EXPECT_EQ(value["f"], Json({1.5, 0.5, 1.0, 1000.0, -0.25, "1e", 1e20}));
  EXPECT_EQ(value["n"], Json({nullptr, nullptr, ""}));
  EXPECT_TRUE(value["n2"].is_null());
  EXPECT_EQ(value["t"], "12");
  EXPECT_EQ(value["m"], Json({{"x", Json::array()}, {"y", Json::object()}}));
}

TEST(ParseYaml, PlacesOfValuesAndKeys) {
  auto document = parse_yaml("a:\n  b/c: [1, {x: 2}]\n  ~d: &k {y: 3}\ne: *k\n", "f");
  ASSERT_TRUE(document);
  auto place = [&](const char* pointer) {
    YamlPlace at = document->places.at(pointer);
    return std::pair(at.line, at.column);
  };
  EXPECT_EQ(place(""), std::pair(1u, 1u));
  EXPECT_EQ(place("/a#key"), std::pair(1u, 1u));
  EXPECT_EQ(place("/a/b~1c#key"), std::pair(2u, 3u));
  EXPECT_EQ(place("/a/b~1c/1/x"), std::pair(2u, 16u));
  EXPECT_EQ(place("/a/~0d/y"), std::pair(3u, 14u));
  EXPECT_EQ(place("/e"), std::pair(4u, 4u));
  EXPECT_EQ(document->value["e"]["y"], 3);
}

struct Refusal {
  const char* text;
  const char* error;
};

void PrintTo(const Refusal& row, std::ostream* out) { *out << row.text; }

class YamlRefused : public testing::TestWithParam<Refusal> {};

TEST_P(YamlRefused, WithThePlace) {
  auto document = parse_yaml(GetParam().text, "f.yml");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().text(), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, YamlRefused,
    testing::Values(Refusal{"a: 1\na: 2\n", "f.yml:2:1: the key 'a' stands twice in the same mapping"},
                    Refusal{"1: 2\n", "f.yml:1:1: a key must be text: put it in quotes"},
                    Refusal{"[a]: 2\n", "f.yml:1:1: a key must be text, not a list or a mapping"},
                    Refusal{"a: 1\n---\nb: 2\n", "f.yml:2:1: a second document; only one is allowed"},
                    Refusal{"a: !Ref b\n", "f.yml:1:9: the tag '!Ref' is not supported"},
                    Refusal{"a: &x [*x]\n", "f.yml:1:8: an alias cannot stand inside the value that it repeats"},
                    Refusal{"a: [1\nb: 2\n", "f.yml:1:4: unclosed '['"}));

TEST(ParseYaml, EmptyAndHuge) {
  EXPECT_TRUE(parse_yaml("", "f")->value.is_null());
  EXPECT_TRUE(parse_yaml("# nothing\n", "f")->value.is_null());
  std::string many = "[";
  for (int i = 0; i < 100'001; ++i) many += "1,";
  EXPECT_EQ(parse_yaml(many + "]", "f").error().kind, ErrorKind::limit);
  std::string deep;
  for (int i = 0; i < 3; ++i) {
    deep += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " " + std::string(300, '[') +
            (i == 0 ? "1" : "*x" + std::to_string(i - 1)) + std::string(300, ']') + "\n";
  }
  EXPECT_EQ(parse_yaml(deep, "f").error().kind, ErrorKind::limit);
}

}  // namespace
}  // namespace gate
