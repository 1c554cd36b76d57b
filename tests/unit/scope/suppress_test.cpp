#include "gate/scope/suppress.h"

#include <gmock/gmock.h>

#include "gate/scope/rules.h"
#include "scenario.h"

namespace gate::scope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Suppression> read(std::string_view text) { return find_suppressions(text, LineIndex(text)); }

TEST(Suppression, IsReadInManyLanguages) {
  for (const char* line :
       {"x(); // gate:ignore[a/b] why not", "x()  # gate:ignore[a/b] why not", "x(); /* gate:ignore[a/b] why not */",
        "select 1 -- gate:ignore[a/b] why not", "<p> <!-- gate:ignore[a/b] why not -->",
        "(x) ; gate:ignore[a/b]: why not", "x = 1 % gate:ignore[ a/b ] - why not", " * gate:ignore[a/b] why not"}) {
    const auto found = read(line);
    ASSERT_THAT(found, SizeIs(1)) << line;
    EXPECT_EQ(found[0].fault, Suppression::Fault::none) << line;
    EXPECT_THAT(found[0].rules, ElementsAre("a/b")) << line;
    EXPECT_EQ(found[0].reason, "why not") << line;
  }
}

TEST(Suppression, OutsideOfACommentIsText) {
  EXPECT_THAT(read("text = \"gate:ignore[a/b] why\"\n"), IsEmpty());
  EXPECT_THAT(read("gate:ignore[a/b] why\n"), IsEmpty());
}

TEST(Suppression, SeveralRulesAndSeveralOnALine) {
  const auto found = read("x // gate:ignore[a/b, c/*] first gate:ignore[d] second\n");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_THAT(found[0].rules, ElementsAre("a/b", "c/*"));
  EXPECT_EQ(found[0].reason, "first");
  EXPECT_THAT(found[1].rules, ElementsAre("d"));
  EXPECT_EQ(found[1].reason, "second");
}

TEST(Suppression, Faults) {
  using Fault = Suppression::Fault;
  EXPECT_EQ(read("// gate:ignore[a/b]")[0].fault, Fault::no_reason);
  EXPECT_EQ(read("// gate:ignore[a/b] --")[0].fault, Fault::no_reason);
  EXPECT_EQ(read("/* gate:ignore[a/b] */")[0].fault, Fault::no_reason);
  EXPECT_EQ(read("// gate:ignore a/b because")[0].fault, Fault::malformed);
  EXPECT_EQ(read("// gate:ignore[] because")[0].fault, Fault::malformed);
  EXPECT_EQ(read("// gate:ignore[a/b because")[0].fault, Fault::malformed);
  EXPECT_EQ(read("// gate:ignore[{a,b}] because")[0].fault, Fault::malformed);
}

TEST(Suppression, CoversItsLineOrTheNext) {
  const auto found = read("a // gate:ignore[x] one\n// gate:ignore[x] two\n  # gate:ignore[y] three\nb\n");
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(found[0].covers, 1U);
  EXPECT_EQ(found[1].covers, 4U);
  EXPECT_EQ(found[2].covers, 4U);
}

TEST(Suppression, LongReasonsAreCut) {
  std::string reason;
  for (int i = 0; i < 300; ++i) reason += "\xC3\xA9";
  EXPECT_EQ(read("// gate:ignore[x] " + reason)[0].reason.size(), 240U);
}

std::vector<std::string> rules_of(const Scoped& scoped) {
  std::vector<std::string> out;
  for (const Finding& f : scoped.findings)
    out.push_back(f.rule + (f.suppressed ? " suppressed: " + f.suppression : ""));
  return out;
}

TEST(Suppress, HidesAndIsShown) {
  const Scoped scoped = Scenario({{"f", "a\n"}}, {{"f", "a\nBAD // gate:ignore[t/bad] fixture\n"}}).settle();
  EXPECT_THAT(rules_of(scoped), ElementsAre("t/bad suppressed: fixture", "gate/suppression-added"));
  EXPECT_EQ(scoped.findings[1].state, State::fresh);
  EXPECT_EQ(scoped.findings[1].severity, Severity::info);
  EXPECT_EQ(scoped.findings[1].place, (Place{"f", 2, 8, 2, 26}));
  EXPECT_EQ(scoped.found, 2U);
  EXPECT_THAT(scoped.notes, ElementsAre("1 suppression added by this change: f:2"));
}

TEST(Suppress, AnOldOneIsNotShown) {
  const Scoped scoped =
      Scenario({{"f", "// gate:ignore[t/*] fixture\nBAD\n"}}, {{"f", "// gate:ignore[t/*] fixture\nBAD\nx\n"}})
          .settle();
  EXPECT_THAT(rules_of(scoped), ElementsAre("t/bad suppressed: fixture"));
  EXPECT_THAT(scoped.notes, IsEmpty());
}

TEST(Suppress, WithoutAReasonItDoesNotSuppress) {
  const Scoped scoped = Scenario({}, {{"f", "BAD // gate:ignore[t/bad]\n"}}).settle();
  EXPECT_THAT(rules_of(scoped), ElementsAre("t/bad", "gate/suppression-without-reason"));
  EXPECT_EQ(scoped.findings[1].severity, Severity::medium);
}

TEST(Suppress, WhatCannotBeReadIsSaid) {
  EXPECT_THAT(rules_of(Scenario({}, {{"f", "BAD // gate:ignore t/bad, it is fine\n"}}).settle()),
              ElementsAre("t/bad", "gate/suppression-malformed"));
}

TEST(Suppress, OtherRulesAndOtherLinesStay) {
  EXPECT_THAT(rules_of(Scenario({}, {{"f", "BAD // gate:ignore[t/good] fixture\n"}}).settle()), ElementsAre("t/bad"));
  EXPECT_THAT(rules_of(Scenario({}, {{"f", "x // gate:ignore[t/bad] fixture\nBAD\n"}}).settle()), ElementsAre("t/bad"));
}

TEST(Suppress, GateItselfIsNotSilenced) {
  const Scenario scenario({}, {{"f", "x // gate:ignore[*] nothing to see\n"}});
  Finding unreadable;
  unreadable.rule = "gate/unreadable-source";
  unreadable.place = {"f", 1, 1, 1, 2};
  unreadable.about_change = true;
  const Scoped first = scenario.settle({{}, {unreadable}});
  const Scoped second = scenario.settle({{}, {unreadable}}, {.baseline = {first.findings.at(0).fingerprint}});
  EXPECT_THAT(rules_of(second), ElementsAre("gate/unreadable-source"));
}

TEST(Suppress, ItsOwnFindingsHaveLevels) {
  const Scenario scenario({}, {{"f", "BAD // gate:ignore[t/bad] fixture\n"}});
  EXPECT_THAT(rules_of(scenario.settle({.levels = {{"gate/suppression-added", Level::off}}})),
              ElementsAre("t/bad suppressed: fixture"));
}

TEST(Suppress, HostileCountsStayCheap) {
  std::string line = "# ";
  for (int i = 0; i < 20'000; ++i) line += "gate:ignore[*] x BAD ";
  std::string stack;
  for (int i = 0; i < 20'000; ++i) stack += "# gate:ignore[u/*] x\n";
  const Scoped scoped = Scenario({}, {{"f", line}, {"g", stack + "BAD\n"}}).settle();
  EXPECT_EQ(scoped.findings.size(), scoped.found);
}

TEST(ScopeRules, AreDocumentedAndSorted) {
  std::string last;
  for (const RuleInfo& rule : scope_rules()) {
    EXPECT_LT(last, rule.id);
    last = rule.id;
    EXPECT_FALSE(rule.summary.empty() || rule.help.empty()) << rule.id;
    EXPECT_EQ(rule.category, "gate");
  }
}

}  // namespace
}  // namespace gate::scope
