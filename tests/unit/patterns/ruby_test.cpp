#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

struct Case {
  const char* pattern;
  const char* code;
  std::vector<int> expected;
};

std::vector<int> found(const Case& each) { return found_lines("ruby", "a.rb", each.pattern, each.code); }

TEST(Ruby, Calls) {
  for (const Case& each : {
           Case{"f $X, ...", "f(1)\nf 1, 2\ng 1\n", {1, 2}},
           Case{"render ..., file: $X",
                "render :file => a\nrender file: a\nrender b, :x => 1, file: a\nrender a\n",
                {1, 2, 3}},
           Case{"A::B.new(...)", "A::B.new(1)\nA::C.new(1)\nx = A::B.new\n", {1}},
           Case{"$X.html_safe", "a.b.html_safe\na.html\n", {1}},
           Case{"f(...)", "f(1) { |x| g }\nf do\nend\n", {1, 2}},
           Case{"a.each do |$X|\n ...\n g($X)\nend", "a.each do |i|\n h\n g(i)\nend\na.each { |i| g(j) }\n", {1}},
           Case{"$A[:$K]", "x[:k]\nx['k']\n", {1}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Ruby, Text) {
  for (const Case& each : {
           Case{"\"...#{$X}...\"", "a = \"b #{c}\"\nd = 'b #{c}'\ne = %Q(#{c} f)\ng = <<~T\n h #{i}\nT\n", {1, 3, 4}},
           Case{"`...#{$X}...`", "`ls #{a}`\n%x{ls #{a}}\n`ls`\n", {1, 2}},
           Case{"f(:a)", "f(:a)\nf('a')\nf(:\"a\")\n", {1, 3}},
           Case{":$K => false", "h = {\n :a => false,\n b: false,\n c: true\n}\n", {2, 3}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

TEST(Ruby, Statements) {
  for (const Case& each : {
           Case{"class $C < A::B\n ...\nend", "class X < A::B\n f\nend\nclass Y < A\nend\n", {1}},
           Case{"if $X\n ...\nend", "if a\n b\nend\nc if d\n", {1, 4}},
           Case{"def $F(..., $X, ...)\n ...\nend", "def a(b, c = 1)\nend\ndef d\nend\ndef self.e(f)\nend\n", {1, 5}},
           Case{"$X == 1 && $Y", "a if b == 1 and c\n", {1}},
           Case{"return $X", "def f\n return 1 unless a\nend\n", {2}},
       })
    EXPECT_EQ(found(each), each.expected) << each.pattern;
}

}  // namespace
}  // namespace gate::patterns
