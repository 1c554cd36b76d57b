#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const Case& each) {
  return found_lines("php", "a.php", each.pattern, std::string("<?php\n") + each.code);
}

TEST(Php, Calls) {
  for (const Case& each : {
           Case{"md5(...)", "md5($a);\nMD5($a);\nmd6($a);\n", {2, 3}},
           Case{"$X->query($Q, ...)", "$db->query($q);\n$db?->query($q, 1);\nDB::query($q);\n", {2, 3, 4}},
           Case{"new T($A, ...)", "new T(1);\nnew t(1);\nnew U(1);\n", {2, 3}},
           Case{"echo $X;", "echo $a;\nprint $a;\n?><?= $a ?>\n", {2, 4}},
           Case{"include(...)", "include 'a';\ninclude('a');\nrequire 'a';\n", {2, 3}},
           Case{"$_GET[...]", "f($_GET['a'], $_POST['a']);\n$x['a'];\n", {2}},
           Case{"f(function (..., $A, ...) { ... })", "f(function ($x) { g(); });\nf($y);\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Php, Text) {
  for (const Case& each : {
           Case{"\"...$X...\"", "$a = \"b $c d\";\n$a = 'b $c';\n$a = \"b {$c}\";\n", {2, 4}},
           Case{"f(\"$X\")", "f('a');\nf(\"a\");\nf($a);\n", {2, 3}},
           Case{"'a' => $X,", "return [\n 'a' => 1,\n 'b' => 2,\n];\n", {3}},
           Case{"`...`", "$a = `ls`;\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Php, Definitions) {
  for (const Case& each : {
           Case{"class $C extends M { ... }", "class A extends M { public $x; }\nclass B { }\n", {2}},
           Case{"public function $F(..., R $X, ...) { ... }",
                "class A {\n public function f(R $r) { return 1; }\n private function g(R $r) { }\n}\n",
                {3}},
           Case{"$guarded = [];", "class A {\n protected $guarded = [];\n protected $x = [];\n}\n", {3}},
           Case{"use A\\B;\n...", "use A\\B;\nf();\n", {2}},
           Case{"if ($X) { ... } else { ... }", "if ($a) b(); else c();\nif ($a) b();\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
