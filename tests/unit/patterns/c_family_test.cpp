#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const char* language, const Case& each) {
  return found_lines(language, std::string("a.") + language, each.pattern, each.code);
}

TEST(C, Declarators) {
  for (const Case& each : {
           Case{"char $B[$N];", "void f() {\n char a[10], *b;\n int c[10];\n}\n", {2}},
           Case{"$X = malloc(...);", "void f() {\n char *a = malloc(1);\n a = malloc(1);\n}\n", {2, 3}},
           Case{"(char *$X) == (char *$Y)", "void f(char *a, char *b, int c) {\n a == b;\n c == c;\n}\n", {2}},
           Case{"int $F(..., char *$X, ...) { ... }",
                "int f(char *a) { return 1; }\nint g(int a) { return 1; }\nint h(int a, char *b) { }\n",
                {1, 3}},
       })
    EXPECT_EQ(found("c", each), each.expected) << each.pattern;
}

TEST(C, Statements) {
  for (const Case& each : {
           Case{"free($X);\n...\nfree($X);", "void f() {\n free(a);\n b();\n free(a);\n}\n", {2}},
           Case{"if ($X)\n goto $L;\n goto $L;", "void f() {\n if (a)\n  goto b;\n  goto b;\nb:\n c();\n}\n", {2}},
           Case{"(*$X).$Y", "void f() {\n a->b;\n (*a).b;\n a.b;\n}\n", {2, 3}},
           Case{"g(...);\nh(...);", "void f() {\n g(1);\n#ifdef A\n h(2);\n#endif\n}\n", {2}},
       })
    EXPECT_EQ(found("c", each), each.expected) << each.pattern;
}

TEST(Cpp, Constructs) {
  for (const Case& each : {
           Case{"new $T(...)", "void f() {\n auto *a = new B(1);\n delete a;\n}\n", {2}},
           Case{"std::strcpy(...)", "void f() {\n std::strcpy(a, b);\n x::strcpy(a, b);\n}\n", {2}},
           Case{"class $C : public B { ... };", "class A : public B { int x; };\nclass C { };\n", {1}},
           Case{"for (auto $X : $Y) { ... }", "void f() {\n for (auto x : y) g(x);\n for (;;) {}\n}\n", {2}},
           Case{"throw $X;", "void f() {\n throw E(1);\n}\n", {2}},
       })
    EXPECT_EQ(found("cpp", each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
