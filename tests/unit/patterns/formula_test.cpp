#include "analyzers/patterns/formula.h"

#include <gtest/gtest.h>

#include <deque>

#include "analyzers/patterns/regex.h"

namespace gate::patterns {
namespace {

using Op = Formula::Op;
constexpr std::uint64_t kPlenty = 100'000'000;

// Leaves that are regular expressions both: a `pattern` finds a match at every place where one starts, so that places
// nest as code does; named groups are its metavariables.
class TextLeaves : public Leaves {
 public:
  explicit TextLeaves(const Rule& rule) : rule_(rule) {}

  std::vector<Match> find(const Formula& leaf, const File& file, Budget& budget) override {
    ++searches;
    if (leaf.op == Op::regex) return find_regex(*cached_regex(leaf.text, {}), file.text, rule_.variables, budget);
    const Regex regex = *cached_regex(leaf.text, {.multiline = false, .anchored = true});
    const Captures captures(regex, rule_.variables);
    std::vector<Match> out;
    // The tests count the steps of the evaluation alone.
    Budget own(kPlenty);
    for (std::uint32_t at = 0; at < file.text.size(); ++at) {
      regex.each(file.text.substr(at), own, [&](std::span<const Group> groups) {
        out.push_back(
            {.start = at, .end = at + groups[0].end, .bindings = captures.bindings(groups, file.text.substr(at), at)});
        return false;
      });
    }
    return out;
  }

  const File* reread(std::string_view text, std::string_view path, std::string_view language) override {
    if (language != "generic") return nullptr;
    return &files_.emplace_back(File{.path = path, .text = text});
  }

  int searches = 0;

 private:
  const Rule& rule_;
  std::deque<File> files_;
};

Formula node(Op op, std::vector<Formula> parts) { return {.op = op, .parts = std::move(parts)}; }
Formula pattern(std::string text) { return {.op = Op::pattern, .text = std::move(text)}; }
Formula regex(std::string text) { return {.op = Op::regex, .text = std::move(text)}; }
Formula all(std::vector<Formula> parts) { return node(Op::all, std::move(parts)); }
Formula any(std::vector<Formula> parts) { return node(Op::any, std::move(parts)); }
Formula inside(Formula part) { return node(Op::inside, {std::move(part)}); }
Formula no(Formula part) { return node(Op::negation, {std::move(part)}); }
Formula with(Formula formula, std::vector<Condition> conditions, std::vector<std::vector<Variable>> focus = {}) {
  formula.conditions = std::move(conditions);
  formula.focus = std::move(focus);
  return formula;
}

void number(Formula& formula, std::uint32_t& next) {
  if (formula.op == Op::pattern || formula.op == Op::regex) formula.index = next++;
  for (Formula& part : formula.parts) number(part, next);
  for (Condition& condition : formula.conditions)
    for (Formula& inner : condition.formula) number(inner, next);
}

constexpr Variable kX = 0, kY = 1, kF = 2;

struct Evaluated {
  explicit Evaluated(Formula formula, std::string text, std::uint64_t steps = kPlenty)
      : text_(std::move(text)), formula_(std::move(formula)), leaves(rule), budget(steps) {
    rule.variables = {"$X", "$Y", "$F", "$1"};
    std::uint32_t next = 0;
    number(formula_, next);
    matches = evaluate(rule, formula_, {.path = "file", .text = text_}, leaves, budget);
  }
  // "a(1) X=1; a(2) X=2", without $1, which every group binds.
  std::string found() const {
    std::string out;
    for (const Match& match : matches) {
      if (!out.empty()) out += "; ";
      out += text_.substr(match.start, match.end - match.start);
      for (const Binding& binding : match.bindings)
        if (rule.variables[binding.variable] != "$1")
          out += " " + rule.variables[binding.variable].substr(1) + "=" + std::string(binding.text);
    }
    return out;
  }

 private:
  std::string text_;
  Formula formula_;

 public:
  Rule rule;
  TextLeaves leaves;
  Budget budget;
  std::vector<Match> matches;
};

std::string found(Formula formula, std::string text) { return Evaluated(std::move(formula), std::move(text)).found(); }

const Formula kCall = pattern("a\\((?<X>\\w+)\\)");
// f{...}, with whatever braces are within.
Formula block(const std::string& name) { return pattern(name + "(?<_b>\\{(?:[^{}]|(?&_b))*\\})"); }
const Formula kNamedBlock = block("(?<F>[fgh])");
constexpr const char* kNested = "f{ a(1) g{ a(2) h{ a(3) } } } a(4)";

TEST(Evaluate, ALeafFindsItsPlacesInOrder) {
  EXPECT_EQ(found(kCall, kNested), "a(1) X=1; a(2) X=2; a(3) X=3; a(4) X=4");
}

TEST(Evaluate, InsideNarrowsAndHandsItsBindingsDown) {
  EXPECT_EQ(found(all({inside(block("g")), kCall}), kNested), "a(2) X=2; a(3) X=3");
  EXPECT_EQ(found(all({kCall, inside(kNamedBlock)}), "f{ a(1) } a(2)"), "a(1) X=1 F=f");
  // Within several: once for each.
  EXPECT_EQ(found(all({kCall, inside(kNamedBlock)}), "f{ g{ a(1) } }"), "a(1) X=1 F=f; a(1) X=1 F=g");
}

TEST(Evaluate, ConjunctionKeepsTheInnerPlace) {
  EXPECT_EQ(found(all({block("g"), kCall}), kNested), "a(2) X=2; a(3) X=3");
  // pattern-inside does not survive within a pattern.
  EXPECT_EQ(found(all({block("g"), inside(kCall)}), kNested), "");
  EXPECT_EQ(found(all({inside(block("f")), inside(kCall)}), "f{ a(1) }"), "a(1) X=1");
}

TEST(Evaluate, SharedVariablesMustAgree) {
  const Formula definition = pattern("def (?<X>\\w+)[^;]*;");
  EXPECT_EQ(found(all({kCall, inside(definition)}), "def x a(x) a(y); def y a(x) a(y);"), "a(x) X=x; a(y) X=y");
}

TEST(Evaluate, NumberedGroupsNeverKeepPlacesApart) {
  EXPECT_EQ(found(all({pattern("a\\((\\d)\\)"), inside(pattern("(f)\\{[^{}]*\\}"))}), "f{ a(1) }"), "a(1)");
}

TEST(Evaluate, NegationTakesTheSamePlaceAlone) {
  EXPECT_EQ(found(all({kCall, no(pattern("a\\(2\\)"))}), kNested), "a(1) X=1; a(3) X=3; a(4) X=4");
  EXPECT_EQ(found(all({block("g"), no(pattern("a\\(2\\)"))}), "g{ a(2) }"), "g{ a(2) }");
  EXPECT_EQ(found(all({kCall, no(inside(block("g")))}), kNested), "a(1) X=1; a(4) X=4");
}

TEST(Evaluate, NegationHoldsOnlyWhereBindingsAgree) {
  const Formula pair = pattern("p\\((?<X>\\w),(?<Y>\\w)\\)");
  const Formula twice = pattern("p\\((?<X>\\w),\\g{X}\\)");
  EXPECT_EQ(found(all({pair, no(twice)}), "p(a,b) p(c,c)"), "p(a,b) X=a Y=b");
  EXPECT_EQ(found(all({kCall, no(inside(pattern("ok (?<X>\\w+)[^;]*;")))}), "ok x a(x) a(y);"), "a(y) X=y");
}

TEST(Evaluate, NegatedRegexTakesWhatItTouchesEitherWay) {
  EXPECT_EQ(found(all({kCall, no(regex("2"))}), "a(1) a(2)"), "a(1) X=1");
  EXPECT_EQ(found(all({kCall, no(regex("^skip.*$"))}), "skip a(1)\na(2)"), "a(2) X=2");
}

TEST(Evaluate, AlternativesAreUnitedOnce) {
  EXPECT_EQ(found(any({kCall, kCall, pattern("b")}), "a(1) b"), "a(1) X=1; b");
}

TEST(Evaluate, LoneMetavariableSelectsWithinTheOthers) {
  // In the test "$X" as an expression finds nothing: what counts is that it is asked last, and not at all here.
  Evaluated run(all({pattern("$X"), pattern("absent")}), kNested);
  EXPECT_EQ(run.found(), "");
  EXPECT_EQ(run.leaves.searches, 1);
}

TEST(Evaluate, OneEmptyPositiveSparesTheOthers) {
  Evaluated run(all({kCall, any({kCall, kNamedBlock}), pattern("absent")}), kNested);
  EXPECT_EQ(run.found(), "");
  EXPECT_LE(run.leaves.searches, 2);
}

Condition regex_condition(Variable variable, std::string text) {
  return {.kind = Condition::Kind::regex, .variable = variable, .text = std::move(text)};
}

TEST(Evaluate, ConditionsFilter) {
  EXPECT_EQ(found(with(all({kCall}), {regex_condition(kX, "[13]")}), kNested), "a(1) X=1; a(3) X=3");
  const Condition more{.kind = Condition::Kind::comparison, .text = "int($X) > 2"};
  EXPECT_EQ(found(with(all({kCall}), {more}), kNested), "a(3) X=3; a(4) X=4");
  EXPECT_EQ(found(with(all({kCall}), {more, regex_condition(kX, "[13]")}), kNested), "a(3) X=3");
  // Of a variable that only pattern-inside binds.
  EXPECT_EQ(found(with(all({kCall, inside(kNamedBlock)}), {regex_condition(kF, "f")}), "f{ a(1) } g{ a(2) }"),
            "a(1) X=1 F=f");
}

TEST(Evaluate, GroupsOfAConditionBind) {
  EXPECT_EQ(found(with(all({kCall}), {regex_condition(kX, "k(?<Y>\\d)")}), "a(k1) a(x)"), "a(k1) X=k1 Y=1");
}

Condition pattern_condition(Variable variable, Formula formula, std::optional<std::string> language = {}) {
  return {.kind = Condition::Kind::pattern,
          .variable = variable,
          .formula = {std::move(formula)},
          .language = std::move(language)};
}

TEST(Evaluate, MetavariablePatternLooksWithinTheBinding) {
  const Formula statement = pattern("s\\[(?<X>[^\\]]*)\\]");
  const std::string text = "s[a(1)] s[b] a(9)";
  EXPECT_EQ(found(with(all({statement}), {pattern_condition(kX, pattern("a\\((?<Y>\\d)\\)"))}), text),
            "s[a(1)] X=a(1) Y=1");
  EXPECT_EQ(found(with(all({statement}), {pattern_condition(kX, all({no(pattern("b"))}))}), text), "s[a(1)] X=a(1)");
  // A regular expression sees the binding alone.
  EXPECT_EQ(found(with(all({statement}), {pattern_condition(kX, regex("^b$"))}), text), "s[b] X=b");
}

TEST(Evaluate, MetavariablePatternAgreesWithWhatIsBound) {
  const Formula two = pattern("s\\[(?<X>[^\\]]*),(?<Y>\\d)\\]");
  EXPECT_EQ(found(with(all({two}), {pattern_condition(kX, pattern("a\\((?<Y>\\d)\\)"))}), "s[a(1),1] s[a(1),2]"),
            "s[a(1),1] X=a(1) Y=1");
}

TEST(Evaluate, MetavariablePatternInAnotherLanguageReadsTheTextAnew) {
  Evaluated run(with(all({pattern("s\\[(?<X>[^\\]]*)\\]")}), {pattern_condition(kX, pattern("k(?<Y>\\d)"), "generic")}),
                "  s[ k7]");
  EXPECT_EQ(run.found(), "s[ k7] X= k7 Y=7");
  // In places of the outer file.
  EXPECT_EQ(find(run.matches.back().bindings, kY)->start, 6u);
  EXPECT_EQ(found(with(all({kCall}), {pattern_condition(kX, pattern("."), "cobol")}), "a(1)"), "");
}

TEST(Evaluate, FocusNarrowsToTheBinding) {
  const Formula pair = pattern("p\\((?<X>\\w),(?<Y>\\w)\\)");
  EXPECT_EQ(found(with(all({pair}), {}, {{kX}}), "p(a,b)"), "a X=a Y=b");
  EXPECT_EQ(found(with(all({pair}), {}, {{kX, kY}}), "p(a,b)"), "a X=a Y=b; b X=a Y=b");
  EXPECT_EQ(found(with(all({pair}), {}, {{kX}, {kY}}), "p(a,b)"), "");
  const Formula nested = pattern("p\\((?<X>q(?<Y>\\w))\\)");
  EXPECT_EQ(found(with(all({nested}), {}, {{kX}, {kY}}), "p(qz)"), "z X=qz Y=z");
  EXPECT_EQ(found(with(all({pair}), {}, {{kF}}), "p(a,b)"), "");
}

TEST(Evaluate, StopsWhenTheBudgetIsSpent) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "f{ a(1) ";
  for (int i = 0; i < 200; ++i) text += "}";
  Evaluated run(all({kCall, inside(kNamedBlock)}), text, 500);
  EXPECT_TRUE(run.budget.exhausted());
  EXPECT_LT(run.matches.size(), 1'000u);
}

// Steps taken on a text of `n` blocks side by side.
std::uint64_t steps(const Formula& formula, int n) {
  std::string text;
  for (int i = 0; i < n; ++i) text += "g{ h{ a(" + std::to_string(i) + ") } a(x) b } ";
  // The smallest power of two, then the exact number, by bisection.
  const auto enough = [&](std::uint64_t budget) { return !Evaluated(formula, text, budget).budget.exhausted(); };
  std::uint64_t high = 1;
  while (!enough(high)) high *= 2;
  std::uint64_t low = high / 2;
  while (high - low > high / 64 + 1) (enough((low + high) / 2) ? high : low) = (low + high) / 2;
  return high;
}

TEST(Evaluate, WorkGrowsWithTheMatches) {
  const std::vector<Formula> formulas{
      all({kCall, inside(block("g"))}),
      all({kCall, inside(kNamedBlock), no(pattern("a\\(x\\)"))}),
      all({kCall, no(inside(block("h")))}),
      with(all({kNamedBlock}), {pattern_condition(kF, any({kCall, pattern("g")}))}),
      any({all({kCall, no(regex("x"))}), pattern("b")}),
  };
  for (std::size_t i = 0; i < formulas.size(); ++i) {
    const std::uint64_t once = steps(formulas[i], 50), twice = steps(formulas[i], 100);
    EXPECT_LT(twice, once * 5 / 2) << "formula " << i << ": " << once << " steps, then " << twice;
  }
}

}  // namespace
}  // namespace gate::patterns
