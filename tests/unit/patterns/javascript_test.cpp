#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const char* language, const char* path, const Case& each) {
  return found_lines(language, path, each.pattern, each.code);
}

TEST(Javascript, Definitions) {
  for (const Case& each : {
           Case{"var $X = f(...)", "let a = f(1);\nconst b = f();\nvar c = g();\n", {1, 2}},
           Case{"$X = f(...)", "let a = 1, b = f();\nc = f();\n", {1, 2}},
           Case{"function ... ($REQ, $RES) { ... }",
                "function a(b, c) {}\nx(function (b, c) {});\ny(b => 1);\n",
                {1, 2}},
           Case{"($X) => g($X)", "f(a => g(a));\nf(a => g(b));\n", {1}},
           Case{"class $C extends B { ... }", "class A extends B { c() {} }\nclass D {}\n", {1}},
           Case{"var { a, $B } = $C", "const { a, b } = c;\nconst { d } = c;\n", {1}},
       })
    EXPECT_EQ(found("javascript", "a.js", each), each.expected) << each.pattern;
}

TEST(Javascript, Expressions) {
  for (const Case& each : {
           Case{"f({a: 1, ...})", "f({b: 2, a: 1});\nf({a: 2});\nf({\"a\": 1});\n", {1, 3}},
           Case{"{a: $X}", "f({a: 1});\nf({b: 1});\n", {1}},
           Case{"$X.b", "a.b;\na?.b;\na.c;\n", {1, 2}},
           Case{"a.b", "a.b;\na?.b;\n", {1}},
           Case{"`...${$X}...`", "f(`a${b}c`);\nf(`a`);\n", {1}},
           Case{"/$X/.test(...)", "/a+/.test(b);\nc.test(b);\n", {1}},
           Case{"new $X.Y(...)", "new a.Y(1);\nnew Y(1);\n", {1}},
           Case{"($X: float)", "1;\n\"1\";\n", {1}},
       })
    EXPECT_EQ(found("javascript", "a.js", each), each.expected) << each.pattern;
}

TEST(Javascript, Statements) {
  for (const Case& each : {
           Case{"for (...) { ... }",
                "for (let i = 0; i < 3; ++i) { f(); }\nfor (const x of y) f();\nwhile (1) {}\n",
                {1, 2}},
           Case{"if ($X) { f(); }", "if (a) f();\nif (a) { f(); }\nif (a) g();\n", {1, 2}},
           Case{"try { ... } catch ($E) { ... }", "try { f(); } catch (e) { }\ntry { f(); } finally { }\n", {1}},
           Case{"f();\n...\ng();", "f();\na();\ng();\n", {1}},
           Case{"switch ($X) { ... }", "switch (a) { case 1: f(); }\n", {1}},
       })
    EXPECT_EQ(found("javascript", "a.js", each), each.expected) << each.pattern;
}

TEST(Javascript, Imports) {
  for (const Case& each : {
           Case{"import 'm'",
                "import a from 'm';\nimport {b} from 'm/n';\nconst c = require('m');\nimport 'o';\n",
                {1, 2, 3}},
           Case{"import {$X} from 'm'", "import {a as b} from 'm';\nimport c from 'o';\n", {1}},
           Case{"import * as $X from 'm'", "import * as a from 'm';\nimport b from 'm';\n", {1}},
       })
    EXPECT_EQ(found("javascript", "a.js", each), each.expected) << each.pattern;
}

TEST(Javascript, Jsx) {
  for (const Case& each : {
           Case{"<$EL a={$X} ... />", "f(<b c=\"d\" a={e} />);\nf(<b c=\"d\" />);\n", {1}},
           Case{"<$EL {...$X} />", "f(<b {...c} />);\nf(<b c={d} />);\n", {1}},
           Case{"<b>$X</b>", "f(<b>c</b>);\nf(<d>c</d>);\n", {1}},
       })
    EXPECT_EQ(found("javascript", "a.jsx", each), each.expected) << each.pattern;
}

TEST(Typescript, TypesAndDecorators) {
  for (const Case& each : {
           Case{"function ... (..., $X: string, ...) { ... }",
                "function f(a: string) {}\nfunction g(a: number) {}\n",
                {1}},
           Case{"class $C { ... @A(...) $M(...) { ... } ... }",
                "@B()\nexport class C {\n @A() m() {}\n}\nclass D { m() {} }\n",
                {1}},
           Case{"$X as any", "f(a as any);\nf(a as b);\n", {1}},
           Case{"({ $X }: T) => { ... }", "f(({ a }: T) => { });\nf((a: T) => { });\n", {1}},
       })
    EXPECT_EQ(found("typescript", "a.ts", each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
