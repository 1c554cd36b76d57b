#include "analyzers/patterns/match.h"

#include <gtest/gtest.h>

namespace gate::patterns {
namespace {

// A tree written as "(call f (string a))": kinds as in to_string, texts bare.
class Sketch {
 public:
  explicit Sketch(std::string text) : text_(std::move(text)), ast(text_, syntax::Language::python) {
    ast.open(Kind::program, Role::none, 0, 0);
    while (at_ < text_.size()) node();
    ast.close();
  }
  Binding binding(Variable variable = 0) const {
    return {.variable = variable, .ast = &ast, .first = 1, .after = ast[1].after, .text = "?"};
  }

 private:
  std::string_view word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view(" ()").find(text_[at_]) == std::string_view::npos) ++at_;
    const std::size_t end = at_;
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return std::string_view(text_).substr(begin, end - begin);
  }
  void node() {
    ++at_;
    const std::string_view kind = word();
    Kind found = Kind::other;
    for (int k = 0; k <= static_cast<int>(Kind::any_chain); ++k)
      if (to_string(static_cast<Kind>(k)) == kind) found = static_cast<Kind>(k);
    ast.open(found, Role::argument, 0, 0, 0, word());
    while (at_ < text_.size() && text_[at_] == '(') node();
    ast.close();
    if (at_ < text_.size()) ++at_;
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  std::string text_;
  std::size_t at_ = 0;

 public:
  Ast ast;
};

bool same_code(const char* a, const char* b) { return same(Sketch(a).binding(), Sketch(b).binding()); }

TEST(Same, ComparesKindsTextsAndShape) {
  EXPECT_TRUE(same_code("(call (identifier f)(string a))", "(call (identifier f) (string a))"));
  EXPECT_FALSE(same_code("(call (identifier f)(string a))", "(call (identifier f)(string b))"));
  EXPECT_FALSE(same_code("(call (identifier f)(string a))", "(call (identifier f)(identifier a))"));
  EXPECT_FALSE(same_code("(call (identifier f)(string a))", "(call (identifier f))"));
  EXPECT_FALSE(same_code("(list (list (number 1)))", "(list (list) (number 1))"));
}

TEST(Same, TextAloneComparesAsText) {
  const Sketch name("(identifier a)");
  Binding bound = name.binding();
  bound.text = "a";
  EXPECT_TRUE(same(bound, {.text = "a"}));
  EXPECT_FALSE(same(bound, {.text = "b"}));
  EXPECT_TRUE(same({.text = "a"}, {.text = "a"}));
}

TEST(Same, AnImportedNameIsWhatItStandsFor) {
  Sketch alias("(identifier f)"), full("(dot (identifier os)(identifier path))");
  EXPECT_FALSE(same(alias.binding(), full.binding()));
  // The name's chain, beyond the tree.
  const NodeId chain = alias.ast.open(Kind::dot, Role::none, 0, 0);
  alias.ast.leaf(Kind::identifier, Role::argument, 0, 0, 0, "os");
  alias.ast.leaf(Kind::identifier, Role::argument, 0, 0, 0, "path");
  alias.ast.close();
  alias.ast.set_alias(1, chain);
  EXPECT_TRUE(same(alias.binding(), full.binding()));
  EXPECT_TRUE(same(full.binding(), alias.binding()));
}

TEST(Same, ANameThatAlwaysHoldsALiteralIsThatLiteral) {
  Sketch name("(identifier x)"), three("(number 3)"), four("(number 4)"), call("(call (number 3))");
  const NodeId value = name.ast.leaf(Kind::number, Role::none, 0, 0, 0, "3");
  name.ast.set_constant(1, value);
  EXPECT_TRUE(same(name.binding(), three.binding()));
  EXPECT_TRUE(same(three.binding(), name.binding()));
  EXPECT_FALSE(same(name.binding(), four.binding()));
  EXPECT_FALSE(same(name.binding(), call.binding()));
}

TEST(Same, DeepTreesNeedNoStack) {
  std::string deep;
  for (int i = 0; i < 1'000; ++i) deep += "(list ";
  std::string close(1'000, ')');
  EXPECT_TRUE(same_code((deep + close).c_str(), (deep + close).c_str()));
  EXPECT_FALSE(same_code((deep + close).c_str(), (deep + "(number 1)" + close).c_str()));
}

TEST(Unite, MergesSortedAndRefusesContradictions) {
  Bindings into{{.variable = 1, .text = "a"}, {.variable = 4, .text = "d"}};
  EXPECT_TRUE(unite(into, {{.variable = 0, .text = "z"}, {.variable = 1, .text = "a"}, {.variable = 5, .text = "e"}}));
  ASSERT_EQ(into.size(), 4u);
  for (std::size_t i = 1; i < into.size(); ++i) EXPECT_LT(into[i - 1].variable, into[i].variable);
  EXPECT_FALSE(unite(into, {{.variable = 4, .text = "other"}}));
  EXPECT_EQ(find(into, 3), nullptr);
  EXPECT_EQ(find(into, 4)->text, "d");
}

}  // namespace
}  // namespace gate::patterns
