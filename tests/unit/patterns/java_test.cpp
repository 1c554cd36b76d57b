#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const Case& each) { return found_lines("java", "A.java", each.pattern, each.code); }

TEST(Java, Definitions) {
  for (const Case& each : {
           Case{"$T $F(..., String $X, ...) { ... }",
                "class A {\n int f(int a, String b) { }\n int g(int a) { }\n}\n",
                {2}},
           Case{"@B(...)\n$T $F(...) { ... }", "class A {\n @B(1)\n int f() { }\n int g() { }\n}\n", {2}},
           Case{"@B(..., c = $X, ...)\n$T $F(...) { ... }", "class A {\n @B(d = 1, c = 2)\n int f() { }\n}\n", {2}},
           Case{"class $C implements B { ... }", "class A implements B, D { int f() { } }\nclass E { }\n", {1}},
           Case{"interface $I extends B { ... }", "interface A extends B { }\nclass C extends B { }\n", {1}},
           Case{"new B() { ... $T f(...) { ... } ... }", "class A { Object b = new B() {\n int f() { }\n}; }\n", {1}},
           Case{"$X $F(...) { ... f($S); ... }", "class A {\n int g(int a) { int b = 1; f(b); return 1; }\n}\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Java, Expressions) {
  for (const Case& each : {
           Case{"new $X<>(...)", "class A { Object a = new B<>(1);\n Object b = new B(1); }\n", {1}},
           Case{"new String[] {\"a\"}",
                "class A { Object a = new String[] {\"a\"};\n Object b = new String[] {\"b\"}; }\n",
                {1}},
           Case{"(String $X) + $Y", "class A { void f(String a, int b) {\n g(a + 1);\n g(b + 1);\n} }\n", {2}},
           Case{"($T $X).g()", "class A { void f(B a) {\n a.g();\n} }\n", {2}},
           Case{"$X. ... .c()", "class A { void f() {\n a.b(1).c();\n a.b();\n} }\n", {2}},
           Case{"(B $X) -> ...", "class A { Object a = (B b) -> b.c();\n Object d = e -> 1; }\n", {1}},
           Case{"(C) $X", "class A { Object a = (C) b;\n Object d = (E) b; }\n", {1}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Java, Statements) {
  for (const Case& each : {
           Case{"try ($T $X = $Y) { ... }",
                "class A { void f() {\n try (B b = c()) { }\n try { } finally { }\n} }\n",
                {2}},
           Case{"for (...) { ... }",
                "class A { void f() {\n for (int i = 0; ; ) { }\n for (B b : c) { }\n} }\n",
                {2, 3}},
           Case{"catch ($T $E) { }", "class A { void f() {\n try { } catch (B b) { }\n} }\n", {2}},
           Case{"if (true) { ... }", "class A { void f() {\n boolean a = true;\n if (a) { }\n} }\n", {3}},
           Case{"import a.b.*;", "import a.b.*;\nimport c.d;\n", {1}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
