#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const Case& each) { return found_lines("kotlin", "a.kt", each.pattern, each.code); }

TEST(Kotlin, Definitions) {
  for (const Case& each : {
           Case{"fun $F(...) { ... }", "fun a(b: Int) { }\nval c = 1\n", {1}},
           Case{"val $X: B = f(...)", "val a: B = f(1)\nvar c: B = f(1)\nval d: E = f(1)\n", {1}},
           Case{"$X = f(...)", "fun g() {\n val a = f(1)\n a = f(2)\n}\n", {2, 3}},
           Case{"class $C : B(...) { ... }", "class A : B(1) { fun f() { } }\nclass D { }\n", {1}},
           Case{"import a.b", "import a.b.c\nimport d.e\n", {1}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Kotlin, Expressions) {
  for (const Case& each : {
           Case{"f($X, true)", "val a = f(1, true)\nval b = f(1, false)\n", {1}},
           Case{"$X ?: $Y", "val a = b ?: c\nval d = b + c\n", {1}},
           Case{"f(\"...\")", "val a = f(\"x\")\nval b = f(c)\n", {1}},
           Case{"f(..., b = $X, ...)", "val a = f(1, b = 2)\nval c = f(1, 2)\n", {1}},
           Case{"if ($X) { g() }", "fun f() {\n if (a) g()\n if (a) { h() }\n}\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
