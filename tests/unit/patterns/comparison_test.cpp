#include "analyzers/patterns/comparison.h"

#include <gtest/gtest.h>

namespace gate::patterns {
namespace {

constexpr double kNow = 1'800'000'000;  // 2027-01-15

std::optional<Value> evaluated(std::string_view text) {
  const auto comparison = Comparison::compile(text);
  EXPECT_TRUE(comparison.has_value()) << text << ": " << (comparison ? "" : comparison.error().text());
  if (!comparison) return std::nullopt;
  Budget budget(1'000'000);
  const auto lookup = [](std::string_view name) -> std::optional<Value> {
    if (name == "$I") return Value{std::int64_t{42}};
    if (name == "$F") return Value{2.5};
    if (name == "$S") return Value{std::string("hello")};
    if (name == "$B") return Value{false};
    if (name == "$...REST") return Value{Code{"a, b"}};
    if (name == "$CODE") return Value{Code{"x.y"}};
    return std::nullopt;
  };
  return comparison->evaluate(lookup, kNow, budget);
}

struct Case {
  const char* text;
  Value expected;
};

class Computed : public testing::TestWithParam<Case> {};
TEST_P(Computed, Value) {
  const auto value = evaluated(GetParam().text);
  ASSERT_TRUE(value.has_value()) << GetParam().text;
  EXPECT_TRUE(*value == GetParam().expected) << GetParam().text << " gave " << as_string(*value).value_or("a list");
}
using I = std::int64_t;
INSTANTIATE_TEST_SUITE_P(
    Comparison, Computed,
    testing::Values(
        // Precedence and associativity are Python's.
        Case{"1 + 2 * 3", {I{7}}}, Case{"(1 + 2) * 3", {I{9}}}, Case{"10 - 3 - 2", {I{5}}},
        Case{"2 ** 3 ** 2", {I{512}}}, Case{"-2 ** 2", {I{-4}}}, Case{"7 / 2", {I{3}}}, Case{"7 // 2", {I{3}}},
        Case{"-7 % 3", {I{-1}}}, Case{"6 & 3 | 8", {I{10}}}, Case{"~0", {I{-1}}}, Case{"1.5 + 1", {2.5}},
        Case{"not 1 > 2 and 3 > 2", {true}}, Case{"1 < 2 < 3", {true}}, Case{"1 < 3 < 2", {false}},
        Case{"9223372036854775807 + 1", {std::numeric_limits<I>::min()}},
        // Numbers as written.
        Case{"0x1F", {I{31}}}, Case{"0o650", {I{424}}}, Case{"0b101", {I{5}}}, Case{"1_000", {I{1000}}},
        Case{"0650", {I{424}}}, Case{"1e3", {1000.0}}, Case{".5", {0.5}},
        // Metavariables.
        Case{"$I >= 42", {true}}, Case{"$I > 42.5", {false}}, Case{"$F * 2 == 5", {true}},
        Case{"$S == \"hello\"", {true}}, Case{"$B == False", {true}}, Case{"not $B", {true}}, Case{"$S != 3", {true}},
        Case{"$I != 3", {true}},
        // Containers and strings.
        Case{"$I in [1, 42]", {true}}, Case{"$I not in [1, 2,]", {true}}, Case{"'ell' in $S", {true}},
        Case{"$S + '!' == 'hello!'", {true}}, Case{"not str($...REST) in [\"health\", \"*\"]", {true}},
        Case{"str($CODE) == 'x.y'", {true}}, Case{"len($S)", {I{5}}}, Case{"str($I)", {std::string("42")}},
        // Functions.
        Case{"int('0x10')", {I{16}}}, Case{"int('644')", {I{644}}}, Case{"int(3.9)", {I{3}}},
        Case{"float('2.5')", {2.5}}, Case{"today() > strptime('2026-12-31')", {true}},
        Case{"strptime('1970-01-02')", {86400.0}}, Case{"parse_promql_duration('1h30m')", {I{5'400'000}}},
        Case{"parse_promql_duration('5ms')", {I{5}}}, Case{"re.match('h.*o', $S)", {true}},
        Case{"re.match('ello', $S)", {false}}, Case{"re.match(r'\\w+$', $S)", {true}}));

TEST(Comparison, WithoutAValueIsNothing) {
  for (const char* text : {"$UNKNOWN > 1",
                           "$CODE > 1",
                           "$CODE == 'x.y'",
                           "$S > 1",
                           "1 / 0",
                           "1 % 0",
                           "2 ** -1",
                           "not 1",
                           "$S and True",
                           "int('x')",
                           "int('99999999999999999999')",
                           "str([1])",
                           "strptime('2026-13-01')",
                           "strptime('x')",
                           "len(1)",
                           "parse_promql_duration('5')",
                           "re.match(1, $S)",
                           "re.match('(', $S)",
                           "$I > 1 or $CODE > 1",
                           "(0 - 9223372036854775807 - 1) / -1"})
    EXPECT_FALSE(evaluated(text).has_value()) << text;
}

TEST(Comparison, ErrorsTellWhere) {
  for (const auto& [text, offset] :
       {std::pair("1 +", 3), std::pair("foo(1)", 0), std::pair("(1", 2), std::pair("1 2", 2), std::pair("'abc", 0),
        std::pair("[1", 2), std::pair("", 0), std::pair("$X = 1", 3), std::pair("__import__('os')", 0)}) {
    const auto comparison = Comparison::compile(text);
    ASSERT_FALSE(comparison.has_value()) << text;
    EXPECT_EQ(comparison.error().where, "offset " + std::to_string(offset)) << text << comparison.error().text();
  }
}

TEST(Comparison, DeepOrLongTextsAreRefused) {
  for (const std::string& text : {std::string(100'000, '('), std::string(100'000, '-') + "1", [] {
                                    std::string sum = "1";
                                    for (int i = 0; i < 10'000; ++i) sum += "+1";
                                    return sum;
                                  }()})
    EXPECT_FALSE(Comparison::compile(text).has_value());
}

TEST(ReadNumber, TakesTheLanguagesSpellings) {
  EXPECT_TRUE(*read_number("10L") == Value{I{10}});
  EXPECT_TRUE(*read_number("0xFFu") == Value{I{255}});
  EXPECT_TRUE(*read_number("1'000") == Value{I{1000}});
  EXPECT_TRUE(*read_number("2.5f") == Value{2.5});
  EXPECT_TRUE(*read_number("0") == Value{I{0}});
  EXPECT_FALSE(read_number("12abc").has_value());
  EXPECT_FALSE(read_number("").has_value());
}

// A literal, a computation on literals, a constant's value, or else code.
TEST(ValueOf, Bindings) {
  const std::string source = "'ab' -3 name f()";
  Ast ast(source, syntax::Language::python);
  ast.open(Kind::program, Role::none, 0, 16);
  const NodeId string = ast.leaf(Kind::string, Role::statement, 0, 4, 0, "ab");
  const NodeId negative = ast.open(Kind::unary, Role::statement, 5, 7, 0, "-");
  const NodeId three = ast.leaf(Kind::number, Role::operand, 6, 7, 0, "3");
  ast.close();
  const NodeId name = ast.leaf(Kind::identifier, Role::statement, 8, 12, 0, "name");
  const NodeId call = ast.leaf(Kind::call, Role::statement, 13, 16);
  ast.close();
  ast.set_constant(name, three);
  const auto value = [&](NodeId id, bool constants = true) {
    return value_of({.ast = &ast, .first = id, .after = ast[id].after, .text = ast.source(id)}, constants);
  };
  EXPECT_TRUE(value(string) == Value{std::string("ab")});
  EXPECT_TRUE(value(negative) == Value{I{-3}});
  EXPECT_TRUE(value(name) == Value{I{3}});
  EXPECT_TRUE(value(name, false) == Value{Code{"name"}});
  EXPECT_TRUE(value(call) == Value{Code{"f()"}});
  EXPECT_TRUE(value_of({.text = "text"}) == Value{std::string("text")});
}

}  // namespace
}  // namespace gate::patterns
