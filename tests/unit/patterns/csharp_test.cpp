#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const Case& each) { return found_lines("csharp", "a.cs", each.pattern, each.code); }

TEST(Csharp, Definitions) {
  for (const Case& each : {
           Case{"public $T $F(..., string $X, ...) { ... }",
                "class A {\n public int F(int a, string b) { }\n int G(string a) { }\n}\n",
                {2}},
           Case{"[B]\npublic class $C : D { ... }", "[B] public class A : D { int x; }\npublic class E : D { }\n", {1}},
           Case{"[A($X = 1)]\npublic $T $F(...) { ... }", "class C {\n [A(B = 1)]\n public int F() { }\n}\n", {2}},
           Case{"var $X = F(...);", "class A { void G() {\n var a = F();\n int b = F(1);\n} }\n", {2, 3}},
           Case{"using A;", "using A.B;\nusing C;\n", {1}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Csharp, Expressions) {
  for (const Case& each : {
           Case{"new A { B = false }",
                "class C { object a = new A { D = 1, B = false };\n object b = new A { B = true }; }\n",
                {}},
           Case{"new A { ... }", "class C { object a = new A { D = 1 };\n object b = new A(); }\n", {1, 2}},
           Case{"F(..., a: false, ...)", "class C { int b = F(1, a: false);\n int c = F(1, false); }\n", {1}},
           Case{"$X.F($\"...\")", "class C { int b = x.F($\"a{b}c\");\n int c = x.F(\"a\"); }\n", {1}},
           Case{"(A $X). ...;", "class C { void F(A a, B b) {\n a.G();\n b.G();\n} }\n", {2}},
           Case{"$X as A", "class C { object a = b as A;\n object c = b as D; }\n", {1}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Csharp, Statements) {
  for (const Case& each : {
           Case{"using ($T $X = ...) { ... }", "class C { void F() {\n using (A a = b()) { }\n} }\n", {2}},
           Case{"foreach (A $X in $Y) { ... }",
                "class C { void F() {\n foreach (A a in b) { }\n foreach (B a in b) { }\n} }\n",
                {2}},
           Case{"a();\n...\nthrow $X;", "class C { void F() {\n a();\n throw b;\n} }\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
