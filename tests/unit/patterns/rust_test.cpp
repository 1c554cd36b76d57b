#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const Case& each) { return found_lines("rust", "a.rs", each.pattern, each.code); }

TEST(Rust, Expressions) {
  for (const Case& each : {
           Case{"std::env::args()",
                "use std::env;\nfn f() {\n  env::args();\n  std::env::args();\n  args();\n}\n",
                {3, 4}},
           Case{"$X.unwrap()", "fn f() {\n  a.b()?.unwrap();\n  a.unwrap_or(1);\n}\n", {2}},
           Case{"println!(\"...\", $X)",
                "fn f() {\n  println!(\"a {}\", b);\n  print!(\"a\");\n  println(\"a\", b);\n}\n",
                {2}},
           Case{"S { ..., a: $X, ... }", "fn f() {\n  S { b: 1, a: 2 };\n  S { b: 1 };\n}\n", {2}},
           Case{"b(). ... .c(true)", "fn f() {\n  b().d(1).c(true);\n  b().c(false);\n}\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Rust, Statements) {
  for (const Case& each : {
           Case{"unsafe { ... }", "fn f() {\n  unsafe { g(); }\n  { g(); }\n}\n", {2}},
           Case{"let $X = g();\n...\nh($X);", "fn f() {\n  let a = g();\n  i();\n  h(a);\n}\n", {2}},
           Case{"fn $F($X: T) { ... }", "fn a(b: T) { c() }\npub fn d(e: T) -> U { g() }\nfn h(i: U) {}\n", {1, 2}},
           Case{"if $X { ... } else { ... }", "fn f() {\n  if a { b() } else { c() }\n  if a { b() }\n}\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
