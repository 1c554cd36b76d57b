#include "gate/syntax/tree.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace gate::syntax {
namespace {

struct Snippet {
  Language language;
  const char* good;
  const char* bad;
};

class EachGrammar : public testing::TestWithParam<Snippet> {};

TEST_P(EachGrammar, TellsGoodFromBad) {
  const Snippet& snippet = GetParam();
  auto good = Tree::parse(snippet.good, snippet.language), bad = Tree::parse(snippet.bad, snippet.language);
  ASSERT_TRUE(good && bad);
  EXPECT_FALSE(good->root().has_error()) << snippet.good;
  EXPECT_TRUE(bad->root().has_error()) << snippet.bad;
}

INSTANTIATE_TEST_SUITE_P(
    All, EachGrammar,
    testing::Values(Snippet{Language::c, "int f(void) { return 1; }", "int f(void) { return 1 }"},
                    Snippet{Language::cpp, "class A { int b_ = 1; };", "class A { int b_ = 1 };"},
                    Snippet{Language::python, "if a:\n    b()\n", "if a\n    b()\n"},
                    Snippet{Language::javascript, "const a = <b>{c}</b>", "const a = (b"},
                    Snippet{Language::typescript, "let a: number = <any>b;", "let a: = 1;"},
                    Snippet{Language::tsx, "let a: number = 1; <B a={a}/>", "let a = <B;"},
                    Snippet{Language::go, "package a\nfunc f() {}\n", "package a\nfunc f() {\n"},
                    Snippet{Language::rust, "fn f() -> u8 { 1 }", "fn f() -> { 1 }"},
                    Snippet{Language::java, "class A { int b() { return 1; } }", "class A { int b() { return 1 } }"},
                    Snippet{Language::csharp, "class A { int B() { return 1; } }", "class A { int B() { return 1 } }"},
                    Snippet{Language::ruby, "def a\n  1\nend\n", "def a\n  1\n"},
                    Snippet{Language::php, "<?php echo 1;", "<?php echo (1;"},
                    Snippet{Language::kotlin, "fun a(): Int { return 1 }", "fun a(: Int { return 1 }"},
                    Snippet{Language::bash, "if true; then echo a; fi\n", "if true; then echo a;\n"},
                    Snippet{Language::hcl, "a \"b\" {\n  c = 1\n}\n", "a \"b\" {\n  c = \n}\n"}));

TEST(Tree, RefusesLanguagesWithoutGrammarAndPassedDeadlines) {
  EXPECT_EQ(Tree::parse("a = 1", Language::toml).error().kind, ErrorKind::unavailable);
  EXPECT_EQ(Tree::parse("a", Language::c, Deadline::in(std::chrono::milliseconds(-1))).error().kind, ErrorKind::limit);
}

TEST(Tree, StopsInTheMiddleOfAParseAndTheThreadParsesOn) {
  std::string text = "package a\n";
  for (int i = 0; i < 400000; ++i) text += "var a = f(((b)))\n";
  EXPECT_EQ(Tree::parse(text, Language::go, Deadline::in(std::chrono::milliseconds(5))).error().kind, ErrorKind::limit);
  auto after = Tree::parse("int a;", Language::c);
  ASSERT_TRUE(after);
  EXPECT_FALSE(after->root().has_error());
}

TEST(Tree, EditedParseEqualsAFreshOne) {
  const std::string before = "int a;\nint b(\nint c;\n", after = "int a;\nint b();\nint c;\n";
  auto old = Tree::parse(before, Language::c);
  auto edited = old->parse_edited(after, 13, 13, 15);
  ASSERT_TRUE(edited);
  EXPECT_FALSE(edited->root().has_error());
  EXPECT_TRUE(old->root().has_error());
  EXPECT_EQ(edited->root().child(2).start(), (Point{2, 0}));
}

TEST(Node, KindsFieldsAndPlaces) {
  const std::string text = "int f() {\n  return 1;\n}\n";
  auto tree = Tree::parse(text, Language::c);
  const Node function = tree->root().child(0);
  EXPECT_EQ(function.kind(), "function_definition");
  EXPECT_EQ(function.kind_id(), kind_id(Language::c, "function_definition"));
  EXPECT_TRUE(function.is_named());
  const Node body = function.field("body");
  EXPECT_EQ(body, function.field(field_id(Language::c, "body")));
  EXPECT_EQ(tree->text(body.child(1)), "return 1;");
  EXPECT_EQ(body.child(1).start(), (Point{1, 2}));
  EXPECT_EQ(body.parent(), function);
  EXPECT_EQ(tree->root().smallest_at(12, 18).kind(), "return");
  EXPECT_EQ(body.child(0).next_sibling(), body.child(1));
  EXPECT_FALSE(body.child(99));
  EXPECT_EQ(kind_id(Language::c, "no_such_kind"), 0);
}

TEST(Node, NullNodeAnswersNothing) {
  const Node none;
  EXPECT_FALSE(none);
  EXPECT_EQ(none.kind(), "");
  EXPECT_FALSE(none.parent() || none.child(0) || none.field("a") || none.next_sibling());
  EXPECT_EQ(none.child_count() + none.end_byte(), 0u);
}

TEST(Visit, PreOrderSkipAndStop) {
  const std::string text = "a(b(c), d);";
  auto tree = Tree::parse(text, Language::javascript);
  std::string names;
  visit(tree->root(), [&](Node node) {
    if (node.kind() == "identifier") names += tree->text(node);
    return Visit::into;
  });
  EXPECT_EQ(names, "abcd");
  names.clear();
  visit(tree->root(), [&](Node node) {
    if (node.kind() == "identifier") names += tree->text(node);
    if (tree->text(node) == "b(c)") return Visit::skip;
    return names == "ad" ? Visit::stop : Visit::into;
  });
  EXPECT_EQ(names, "ad");
}

TEST(Cursor, StaysBelowItsRoot) {
  auto tree = Tree::parse("a; b;", Language::javascript);
  Cursor cursor(tree->root().child(0));
  EXPECT_FALSE(cursor.next_sibling());
  EXPECT_FALSE(cursor.parent());
  EXPECT_TRUE(cursor.first_child());
  EXPECT_EQ(cursor.node().kind(), "identifier");
}

TEST(FindStumbles, FirstTokenThatCannotFollow) {
  const auto first = [](std::string_view text, Language language) {
    auto places = find_stumbles(text, language, 1);
    return places && !places->empty() ? static_cast<int>(places->front()) : -1;
  };
  EXPECT_EQ(first("int a = 1;\nint b = 2\nint c;", Language::c), 20);
  EXPECT_EQ(first("f(a;", Language::javascript), 3);
  EXPECT_EQ(first("if a\n  b\n", Language::python), 4);
  EXPECT_EQ(first("f(a);", Language::javascript), -1);
  EXPECT_EQ(first(")", Language::javascript), 0);
}

class Nesting : public testing::TestWithParam<Language> {};

TEST_P(Nesting, HundredThousandDeepNeitherCrashesNorHangs) {
  for (const char* unit : {"(", "[", "{", "if a {", "a(", "-", "<a>"}) {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += unit;
    auto tree = Tree::parse(text, GetParam(), Deadline::in(std::chrono::milliseconds(400)));
    if (!tree) continue;  // the limit is the other right answer
    std::size_t nodes = 0;
    visit(tree->root(), [&](Node) { return ++nodes, Visit::into; });
    EXPECT_GT(nodes, 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Nesting,
                         testing::Values(Language::c, Language::python, Language::tsx, Language::rust, Language::bash));

TEST(Tree, ParsesOnSeveralThreads) {
  std::vector<std::thread> threads;
  std::vector<int> clean(4);
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&clean, i] {
      for (int round = 0; round < 50; ++round)
        clean[i] += !Tree::parse("int f(void) { return 1; }", i % 2 ? Language::c : Language::cpp)->root().has_error();
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(clean, (std::vector<int>{50, 50, 50, 50}));
}

}  // namespace
}  // namespace gate::syntax
