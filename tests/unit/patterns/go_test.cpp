#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const Case& each) { return found_lines("go", "a.go", each.pattern, each.code); }

TEST(Go, Definitions) {
  for (const Case& each : {
           Case{"$X := f()", "package p\nfunc g() {\n\ta := f()\n\ta = f()\n\tvar b = f()\n}\n", {3}},
           Case{"$X = f()", "package p\nfunc g() {\n\ta := f()\n\ta = f()\n\tvar b = f()\n}\n", {3, 4, 5}},
           Case{"$X, err := f(...)", "package p\nfunc g() {\n\ta, err := f(1)\n\tb := f(1)\n}\n", {3}},
           Case{
               "var $X T = $Y", "package p\nvar a T = 1\nvar b U = 1\nconst c T = 2\nvar (\n\td T = 3\n)\n", {2, 4, 6}},
           Case{"type $T struct { ... }", "package p\ntype A struct { x int }\ntype B interface { f() }\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Go, Calls) {
  for (const Case& each : {
           Case{"&http.Server{..., Addr: $A, ...}",
                "package p\nimport \"net/http\"\nvar a = &http.Server{Handler: h, Addr: x}\n"
                "var b = &http.Server{Handler: h}\nvar c = http.Server{Addr: x}\n",
                {3}},
           Case{"Addr: $A", "package p\nvar a = S{\n\tAddr: x,\n\tB: y,\n}\n", {3}},
           Case{"[]byte(\"...\")", "package p\nvar a = []byte(\"x\")\nvar b = []byte(c)\n", {2}},
           Case{"$X. ... .Exec($Q)",
                "package p\nfunc f() {\n\tdb.Table(t).Exec(q)\n\tdb.Exec(q)\n\tdb.Query(q)\n}\n",
                {3, 4}},
           Case{"($R : *http.Request).$F", "package p\nfunc f(r *http.Request, q Q) {\n\tr.Body\n\tq.Body\n}\n", {3}},
           Case{"rand.$F(...)\n", "package p\nfunc f() {\n\trand.Int(1)\n\tx := rand.Int()\n}\n", {3, 4}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Go, FunctionsAndStatements) {
  for (const Case& each : {
           Case{"func $F(..., $R *T, ...) { ... }",
                "package p\nfunc a(x int, r *T) {}\nfunc (s S) b(r *T) {}\nfunc c(r T) {}\n",
                {2, 3}},
           Case{"func(..., $W T, ...) { ... }", "package p\nvar f = func(w T, x int) { g() }\n", {2}},
           Case{"if $X != nil { ... }", "package p\nfunc f() {\n\tif err := g(); err != nil {\n\t\th()\n\t}\n}\n", {3}},
           Case{"for _, $V := range $S { <... &$V ...> }",
                "package p\nfunc f() {\n\tfor _, v := range s {\n\t\tg(&v)\n\t}\n\tfor _, v := range s "
                "{\n\t\tg(v)\n\t}\n}\n",
                {3}},
           Case{"import (\n  ...\n  \"$I\"\n)\n...", "package p\nimport (\n\t\"fmt\"\n)\nfunc f() {}\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
