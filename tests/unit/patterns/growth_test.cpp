// Steps of matching on repetitive code: twice the code takes about twice the steps, whatever the pattern.
#include <gtest/gtest.h>

#include <string>

#include "analyzers/patterns/compiled.h"
#include "analyzers/patterns/pattern.h"

namespace gate::patterns {
namespace {

struct Growing {
  const char* name;
  syntax::Language language;
  const char* pattern;
  const char* unit;  // "@" is the number of the repetition
};

std::string repeated(const std::string& unit, int times) {
  std::string code;
  for (int n = 0; n < times; ++n)
    for (const char c : unit) c == '@' ? code += std::to_string(n) : code += c;
  return code;
}

std::uint64_t steps(const Growing& each, int times) {
  std::vector<std::string> variables;
  const auto pattern = read_pattern(each.pattern, each.language, variables);
  if (!pattern) {
    ADD_FAILURE() << each.name << ": " << pattern.error().text();
    return 0;
  }
  const std::string code = repeated(each.unit, times);
  const auto tree = syntax::Tree::parse(code, each.language);
  const auto ast = make_ast(code, each.language, &*tree);
  const auto enough = [&](std::uint64_t limit) {
    Budget budget(limit);
    (void)match_pattern(*pattern, *ast, {}, budget);
    return !budget.exhausted();
  };
  std::uint64_t high = 1;
  while (!enough(high)) high *= 2;
  std::uint64_t low = high / 2;
  while (high - low > high / 64 + 1) (enough((low + high) / 2) ? high : low) = (low + high) / 2;
  return high;
}

TEST(Growth, StepsGrowWithTheCode) {
  using syntax::Language;
  const Growing kCases[] = {
      {"calls", Language::python, "foo($X, ...)", "foo(a@, b, c)\n"},
      {"arguments", Language::python, "foo(..., $X, ...)", "foo(a, b, c, d@)\n"},
      {"functions", Language::javascript, "function $F(...) { ... $X.send($Y) ... }",
       "function f@(a, b) { if (a) { b.send(a) } return b }\n"},
      {"chains", Language::javascript, "$O. ... .end()", "a@.b().c().end();\n"},
      {"blocks", Language::java, "try { ... } catch ($E $X) { ... }",
       "class A@ { void f() { try { g(); } catch (E e) { h(); } } }\n"},
      {"deep", Language::go, "if <... $X == nil ...> { ... }", "func f@() { if a && b == nil { c() } }\n"},
      {"classes", Language::typescript, "class $C { ... m() { ... } ... }", "class C@ { k() {} l = 1; m() { n() } }\n"},
      {"operators", Language::c, "$X == $X", "int f@(int a) { return a == a || b != c; }\n"},
  };
  for (const Growing& each : kCases) {
    const std::uint64_t once = steps(each, 200), twice = steps(each, 400);
    EXPECT_LT(twice, once * 5 / 2) << each.name << ": " << once << " steps, then " << twice;
  }
}

}  // namespace
}  // namespace gate::patterns
