// What the analyzer says about small texts; "" for `before` is an added file.
#include <gtest/gtest.h>

#include "analyzers/syntax/changes.h"
#include "analyzers/syntax/checks.h"
#include "analyzers/syntax/conditionals.h"
#include "analyzers/syntax/gaps.h"
#include "analyzers/syntax/macros.h"
#include "tests/unit/analyzers/sides.h"

namespace gate {
namespace {

using testing_sides::Sides;

struct Case {
  const char* path;
  std::string before, after, expected;
};

class Syntax : public testing::TestWithParam<Case> {};

TEST_P(Syntax, Says) {
  const Case& test = GetParam();
  const Sides sides(test.path, test.before.empty() ? nullptr : &test.before, test.after);
  EXPECT_EQ(testing_sides::lines_of(sides.run()), test.expected) << test.after;
}

INSTANTIATE_TEST_SUITE_P(
    Changes, Syntax,
    testing::Values(Case{"a.js", "f(a, b);\n", "f(a b);\n", "1:4 missing-token high: missing ',' in the argument list"},
                    Case{"a.js", "f(a);\n", "f(a));\n", "1:5 unexpected-token high: unexpected ')' in the expression"},
                    Case{"a.js", "a = b ? c : d;\n", "a = b ? c d;\n",
                         "1:10 missing-token high: missing ':' in the ternary expression"},
                    Case{"a.js", "const f = (a) => {\n  g();\n};\n", "const f = (a) => {\n  g();\n;\n",
                         "3:1 unclosed-delimiter high: unclosed '{' opened at line 1: missing '}'"},
                    Case{"a.py", "print(a)\nb = [1]\n", "print(a\nb = [1]\n",
                         "1:8 unclosed-delimiter high: unclosed '(' opened at line 1: missing ')'"},
                    Case{"a.py", "def a():\n    pass\n", "def ():\n    pass\n",
                         "1:5 missing-token high: missing 'a' in the function"},
                    Case{"a.java", "class A { int a = 1; int b = 2; }\n", "class A { int a = 1 int b = 2; }\n",
                         "1:20 missing-token high: missing ';' after field declaration"},
                    Case{"a.sh", "if a; then\n  b\nfi\n", "if a; then\n  b\n",
                         "2:4 missing-token high: missing 'fi' after 'if' statement"}));

// What the text had before is not the change's; what a grammar lacks is nobody's fault.
INSTANTIATE_TEST_SUITE_P(
    Legal, Syntax,
    testing::Values(Case{"a.js", "a;\nb;\n", "a\nb\n", ""}, Case{"a.c", "int a;\n", "API_EXPORT int a;\n", ""},
                    Case{"a.c", "int a;\n", "int a\n#if X\n= 1\n#else\n= 2\n#endif\n;\n", ""},
                    Case{"a.c", "", "DEFINE_TABLE(users)\nDEFINE_TABLE(rows)\nint f(void) { return 1; }\n", ""},
                    Case{"a.cpp", "", "class MY_API Shape final { int a = 1; };\n", ""},
                    Case{"a.go", "", "package a\n\nvar b = []*int{new(int(1)), new(c[0].d)}\n", ""},
                    Case{"a.rs", "", "fn f() { g(&raw, &raw.a); }\nunsafe extern \"C\" { fn h(); }\n", ""},
                    Case{"a.php", "", "<?php\nclass A { private(set) int $b = 1; }\n", ""}));

INSTANTIATE_TEST_SUITE_P(
    Unsure, Syntax,
    testing::Values(
        Case{"a.c", "FIELD(a, int);\nint b;\n", "FIELD(a, int)\nint b;\n",
             "1:14 missing-token low: missing ';' after expression"},
        Case{"A.java", "", "package ${package};\nclass A {}\n",
             "1:10 unknown-construct low: the grammar cannot read this: a macro, a template, or syntax newer "
             "than it (unexpected '{')"},
        Case{"a.go", "", "This file is only here for the test of readers\n",
             "1:6 unknown-construct low: the grammar cannot read this: a macro, a template, or syntax newer "
             "than it (unexpected 'file')"}));

INSTANTIATE_TEST_SUITE_P(
    Checks, Syntax,
    testing::Values(
        Case{"a.py", "", "try:\n    a\nb\n", "1:1 missing-block high: 'try' without 'except' or 'finally'"},
        Case{"a.py", "", "if a:\n    b()\n  c()\n",
             "3:3 indentation high: indentation matches no block that is open here"},
        Case{"a.py", "", "def f(a, *, **b): pass\n",
             "1:13 forbidden-construct high: a name must follow the bare '*' in a parameter list"},
        Case{"a.py", "", "del f()\n", "1:5 forbidden-construct high: cannot delete 'f()'"},
        Case{"a.py", "", "with a as (b, c.d, e[0]): pass\n", ""},
        Case{"a.js", "", "if (a) const b = 1;\n",
             "1:8 forbidden-construct high: a declaration cannot be the only statement of 'if': put it in a block"},
        Case{"a.js", "", "const { a = b.c, d: [e = f.g] } = h;\n", ""},
        Case{"a.js", "", "function f([a.b]) {}\n",
             "1:13 forbidden-construct high: only names can be declared, not 'a.b'"},
        Case{"a.js", "", "(a + 1) = 2;\n", "1:1 forbidden-construct high: cannot assign to '(a + 1)'"},
        Case{"a.ts", "", "declare const a: number;\nclass B { get c() { return 1; } set c(d) {} }\n", ""},
        Case{"a.go", "", "package a\nfunc f() { go g }\n", "2:15 forbidden-construct high: 'go' needs a function call"},
        Case{"a.rs", "", "struct A {};\n", "1:12 unexpected-token high: unexpected ';' after an item"},
        // The same fault on both sides is not new, wherever it moves.
        Case{"a.rs", "struct A {};\n", "use b;\nstruct A {};\n", ""}));

TEST(SyntaxFindings, OfferTheTokenAndNameTheOpener) {
  const std::string before = "f(\n  a,\n  b\n);\n";
  const auto findings = Sides("a.js", &before, "f(\n  a,\n  b\n;\n").run();
  ASSERT_EQ(findings.size(), 1u);
  ASSERT_EQ(findings[0].related.size(), 1u);
  EXPECT_EQ(findings[0].related[0].place.line, 1u);
  EXPECT_EQ(findings[0].related[0].message, "opened here");
  ASSERT_EQ(findings[0].fix.size(), 1u);
  EXPECT_EQ(findings[0].fix[0].text, ")");
  EXPECT_EQ(findings[0].fix[0].place.line, 4u);
  EXPECT_TRUE(findings[0].about_change);
}

TEST(SyntaxFindings, SeveralDroppedTokensAreToldOneByOne) {
  const std::string before = "a(1);\nb(2);\nc(3);\nd([4]);\n";
  EXPECT_EQ(testing_sides::lines_of(Sides("a.js", &before, "a(1;\nb(2);\nc(3);\nd([4);\n").run()),
            "1:4 unclosed-delimiter high: unclosed '(' opened at line 1: missing ')'\n"
            "4:5 unclosed-delimiter high: unclosed '[' opened at line 4: missing ']'");
}

TEST(SyntaxFindings, HostileTextEndsInTime) {
  for (const char* path : {"a.c", "a.js", "a.py", "a.rb"})
    for (const char* unit : {"{\n", "(", "A(", "'", "if a {", "#if\n", "\x00"}) {
      std::string text;
      for (int i = 0; i < 10000; ++i) text += unit;
      const std::string before = "a\n";
      EXPECT_LE(Sides(path, &before, text).run().size(), 6u);
    }
}

TEST(Gaps, TokensDroppedAddedAndReplaced) {
  const std::string before = "a(1);\nkeep\nb = 2;\n";
  const Sides sides("a.js", &before, "a(1)\nkeep\nb = 3;\n");
  const auto gaps = syntax_check::find_gaps(sides.after());
  ASSERT_EQ(gaps.size(), 2u);
  EXPECT_EQ(gaps[0].dropped, 1u);
  EXPECT_EQ(gaps[0].after.start, 4u);
  EXPECT_EQ(gaps[0].after.end, 4u);
  EXPECT_EQ(gaps[1].dropped, 1u);
  EXPECT_EQ(gaps[1].added, 1u);
}

TEST(Gaps, DroppedLineOfItsOwnStaysAtItsBlankLine) {
  const std::string before = "a {\n  b\n}\nc\n", blank = "a {\n  b\n\nc\n", gone = "a {\n  b\nc\n";
  EXPECT_EQ(syntax_check::find_gaps(Sides("a.js", &before, blank).after()).at(0).after.start, 8u);
  EXPECT_EQ(syntax_check::find_gaps(Sides("a.js", &before, gone).after()).at(0).after.start, 7u);
}

TEST(RowMap, ShiftsBehindTheHunk) {
  const std::string before = "a\nb\nc\n";
  const syntax_check::RowMap rows(Sides("a.js", &before, "a\nx\ny\nc\n").after());
  EXPECT_EQ(rows.before(0), 0);
  EXPECT_EQ(rows.before(1), -1);
  EXPECT_EQ(rows.before(3), 2);
}

TEST(Rewriting, KeepsEveryByteInItsPlace) {
  const std::string text = "#if A\nint a() {\n#else\nint b() {\n#endif\n}\nFOO_BAR(x) int c;\n";
  const std::string filled = syntax_check::rewrite_gaps(syntax::Language::c, text);
  ASSERT_EQ(filled.size(), text.size());
  EXPECT_EQ(filled.find("int a"), text.find("int a"));
  EXPECT_EQ(filled.find("int b"), std::string::npos);
  EXPECT_EQ(filled.find("FOO_BAR"), std::string::npos);
  EXPECT_EQ(syntax_check::rewrite_gaps(syntax::Language::go, "package a\nvar b = new(int)\n"),
            "package a\nvar b = neW(int)\n");
}

TEST(Macros, NamesAndStatements) {
  EXPECT_TRUE(syntax_check::is_macro_name("FOO_1"));
  EXPECT_FALSE(syntax_check::is_macro_name("Foo"));
  EXPECT_FALSE(syntax_check::is_macro_name("NULL"));
  EXPECT_EQ(syntax_check::statement_name("a;\nFOO (1, (2))", 15), "FOO");
  EXPECT_EQ(syntax_check::statement_name("return FOO", 10), "");
  const std::string_view text = "FOO(1)\nFOO(2);\nFOO(3);\n";
  EXPECT_TRUE(syntax_check::always_ended(text, text.substr(0, 3)));
  EXPECT_FALSE(syntax_check::always_ended(text, text.substr(7, 3)));
}

TEST(Conditionals, KeepTheFirstBranchThatIsNotNever) {
  std::string text = "#if 0\na\n#elif B\nb\n#if C\nc\n#endif\n#else\nd\n#endif\ne\n";
  syntax_check::keep_first_branches(text);
  EXPECT_EQ(text, "     \n \n       \nb\n     \nc\n      \n     \n \n      \ne\n");
}

}  // namespace
}  // namespace gate
