#include <gmock/gmock.h>

#include <set>

#include "scenario.h"

namespace gate::scope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Case {
  std::string name;
  Files before, after;
  std::map<std::string, std::string> renames;
  std::vector<std::string> expected;
};

class Matching : public testing::TestWithParam<Case> {};

TEST_P(Matching, States) {
  const Case& c = GetParam();
  EXPECT_EQ(states(Scenario(c.before, c.after, c.renames).settle()), c.expected);
}

const std::string kLines = "alpha = 1\nbeta = 2\ngamma = 3\n";

INSTANTIATE_TEST_SUITE_P(
    Cases, Matching,
    testing::Values(Case{"added_line", {{"f", "one\n"}}, {{"f", "one\ncall(BAD, with, this)\n"}}, {}, {"new f:2"}},
                    Case{"moved_down",
                         {{"f", "call(BAD, with, this)\n"}},
                         {{"f", "x\ny\ncall(BAD, with, this)\n"}},
                         {},
                         {"existing f:3"}},
                    Case{"removed", {{"f", "a\ncall(BAD, with, this)\nb\n"}}, {{"f", "a\nb\n"}}, {}, {"fixed f:2"}},
                    Case{"copy_above",
                         {{"f", kLines + "call(BAD, with, this)\nz\n"}},
                         {{"f", "call(BAD, with, this)\n" + kLines + "call(BAD, with, this)\nz\n"}},
                         {},
                         {"new f:1", "existing f:5"}},
                    Case{"copy_right_above",
                         {{"f", "a\ncall(BAD, with, this)\nz\n"}},
                         {{"f", "a\ncall(BAD, with, this)\ncall(BAD, with, this)\nz\n"}},
                         {},
                         {"existing f:2", "new f:3"}},
                    // The old line is indented and a copy comes in above: the hunk that holds both the old and the
                    // indented line wins.
                    Case{"copy_above_of_reindented",
                         {{"f", kLines + "call(BAD, with, this)\nz\n"}},
                         {{"f", "call(BAD, with, this)\n" + kLines + "  call(BAD, with, this)\nz\n"}},
                         {},
                         {"new f:1", "existing f:5"}},
                    Case{"copy_below",
                         {{"f", "call(BAD, with, this)\n" + kLines}},
                         {{"f", "call(BAD, with, this)\n" + kLines + "call(BAD, with, this)\n"}},
                         {},
                         {"existing f:1", "new f:5"}},
                    Case{"reindented",
                         {{"f", "call(BAD, with, this)\n"}},
                         {{"f", "if x:\n    call(BAD, with, this)\n"}},
                         {},
                         {"existing f:2"}},
                    Case{"line_rewritten",
                         {{"f", "call(BAD, with, this)\n"}},
                         {{"f", "invoke BAD there now\n"}},
                         {},
                         {"fixed f:1", "new f:1"}},
                    Case{"moved_within_file",
                         {{"f", "call(BAD, with, this)\n" + kLines}},
                         {{"f", kLines + "call(BAD, with, this)\n"}},
                         {},
                         {"existing f:4"}},
                    Case{"several_on_a_line",
                         {{"f", "BAD BAD call it\n"}},
                         {{"f", "x\nBAD BAD call it\n"}},
                         {},
                         {"existing f:2", "existing f:2"}},
                    Case{"one_more_of_two_equal",
                         {{"f", "call(BAD, with, this)\nx\n"}},
                         {{"f", "x\ncall(BAD, with, this)\ny\ncall(BAD, with, this)\n"}},
                         {},
                         {"existing f:2", "new f:4"}},
                    Case{"renamed",
                         {{"old", kLines + "call(BAD, with, this)\n"}},
                         {{"new", "top\n" + kLines + "call(BAD, with, this)\n"}},
                         {{"new", "old"}},
                         {"existing new:5"}},
                    Case{"moved_file_unseen_by_git",
                         {{"a/f", "call(BAD, with, this)\n"}},
                         {{"b/f", "call(BAD, with, this)\n"}},
                         {},
                         {"existing b/f:1"}},
                    Case{"moved_to_other_file",
                         {{"f", kLines + "call(BAD, with, this)\n"}, {"g", "g\n"}},
                         {{"f", kLines}, {"g", "g\ncall(BAD, with, this)\n"}},
                         {},
                         {"existing g:2"}},
                    Case{"copied_to_other_file",
                         {{"f", "call(BAD, with, this)\n"}, {"g", "g\n"}},
                         {{"f", "call(BAD, with, this)\n"}, {"g", "g\ncall(BAD, with, this)\n"}},
                         {},
                         {"existing f:1", "new g:2"}},
                    // A short line says too little to be the same one in another file, or among other neighbours.
                    Case{"short_line_elsewhere",
                         {{"f", "BAD\n"}, {"g", "g\n"}},
                         {{"f", "x\n"}, {"g", "BAD\n"}},
                         {},
                         {"fixed f:1", "new g:1"}},
                    Case{"short_line_among_others",
                         {{"f", "aaaaaaaaaaaa\nBAD\n" + kLines}},
                         {{"f", "aaaaaaaaaaaa\n" + kLines + "BAD\n"}},
                         {},
                         {"fixed f:2", "new f:5"}},
                    Case{"added_file", {}, {{"f", "call(BAD, with, this)\n"}}, {}, {"new f:1"}},
                    Case{"deleted_file", {{"f", "call(BAD, with, this)\n"}}, {}, {}, {"fixed f:1"}},
                    Case{"swapped_names",
                         {{"f", "call(BAD, with, this)\n"}, {"g", kLines}},
                         {{"f", kLines}, {"g", "call(BAD, with, this)\n"}},
                         {{"f", "g"}, {"g", "f"}},
                         {"existing g:1"}}),
    [](const auto& info) { return info.param.name; });

Finding finding(std::string rule, std::string path, std::uint32_t line, std::string message = "m") {
  Finding out;
  out.rule = std::move(rule);
  out.place = {std::move(path), line, line == 0 ? 0U : 1U, line, line == 0 ? 0U : 2U};
  out.message = std::move(message);
  return out;
}

TEST(Settle, OffTheChangedLinesIsCausedElsewhere) {
  const Scenario scenario({{"f", "a\nb\n"}, {"g", "g\n"}}, {{"f", "a\nB\n"}, {"g", "g\n"}});
  const Scoped scoped = scenario.settle({{}, {finding("t/x", "f", 1), finding("t/x", "f", 2), finding("t/x", "g", 1)}});
  EXPECT_THAT(states(scoped), ElementsAre("caused-elsewhere f:1", "new f:2", "caused-elsewhere g:1"));
  EXPECT_EQ(scoped.found, 3U);
}

TEST(Settle, ARangeThatContainsAnAddedLineIsNew) {
  const Scenario scenario({{"f", "a\nb\nc\nd\n"}}, {{"f", "a\nb\nnew\nc\nd\n"}});
  Finding above = finding("t/x", "f", 1), around = finding("t/y", "f", 2), below = finding("t/z", "f", 4);
  above.place.end_line = 2, around.place.end_line = 4, below.place.end_line = 5;
  EXPECT_THAT(states(scenario.settle({{}, {above, around, below}})),
              ElementsAre("caused-elsewhere f:1", "new f:2", "caused-elsewhere f:4"));
}

TEST(Settle, WhereLinesWereOnlyRemovedNothingIsNew) {
  const Scenario scenario({{"f", "a\nb\nc\n"}}, {{"f", "a\nc\n"}});
  EXPECT_THAT(states(scenario.settle({{}, {finding("t/x", "f", 2)}})), ElementsAre("caused-elsewhere f:2"));
}

TEST(Settle, ExactMessagesArePreferredOnALine) {
  const Scenario scenario({{"f", "a\n"}}, {{"f", "new\na\n"}});
  Sides sides;
  sides.before = {finding("t/x", "f", 1, "unused 'p'")};
  sides.after = {finding("t/x", "f", 2, "unused 'q'"), finding("t/x", "f", 2, "unused 'p'")};
  const Scoped scoped = scenario.settle(std::move(sides));
  ASSERT_EQ(scoped.findings.size(), 2U);
  EXPECT_EQ(scoped.findings[0].state, State::existing);
  EXPECT_EQ(scoped.findings[0].message, "unused 'p'");
  EXPECT_EQ(scoped.findings[1].state, State::caused_elsewhere);
}

TEST(Settle, OnTheSameLineAnotherMessageWillDo) {
  const Scenario scenario({{"f", "a\n"}}, {{"f", "new\na\n"}});
  EXPECT_THAT(states(scenario.settle(
                  {{finding("t/x", "f", 1, "opened at line 1")}, {finding("t/x", "f", 2, "opened at line 2")}})),
              ElementsAre("existing f:2"));
}

TEST(Settle, RulesAreNeverMixed) {
  const Scenario scenario({{"f", "a long enough line\n"}}, {{"f", "new\na long enough line\n"}});
  EXPECT_THAT(states(scenario.settle({{finding("t/x", "f", 1)}, {finding("t/y", "f", 2)}})),
              ElementsAre("fixed f:1", "caused-elsewhere f:2"));
}

TEST(Settle, WholeFileFindingsMatchWithinTheFile) {
  const Scenario scenario({{"f", "a\n"}, {"g", "a\n"}}, {{"f", "b\n"}, {"g", "b\n"}});
  Sides sides;
  sides.before = {finding("t/x", "f", 0, "complexity 3")};
  sides.after = {finding("t/x", "f", 0, "complexity 4"), finding("t/x", "g", 0, "complexity 4")};
  EXPECT_THAT(states(scenario.settle(std::move(sides))), ElementsAre("existing f:0", "new g:0"));
}

TEST(Settle, FindingsAboutTheChangeAreAlwaysNew) {
  const Scenario scenario({{"f", "a\n"}}, {{"f", "a\nb\n"}});
  Finding about = finding("gate/policy-edited", "f", 1);
  about.about_change = true;
  EXPECT_THAT(states(scenario.settle({{about}, {about}})), ElementsAre("new f:1"));
}

TEST(Settle, TheAnalyzersContextStandsForTheLine) {
  const Scenario scenario({{"f", "one thing entirely\n"}}, {{"f", "and now another one\n"}});
  Finding old_one = finding("t/x", "f", 1), new_one = finding("t/x", "f", 1);
  old_one.context = new_one.context = "function handle_request";
  EXPECT_THAT(states(scenario.settle({{old_one}, {new_one}})), ElementsAre("existing f:1"));
}

TEST(Settle, AFileWithoutHunksThatChangedIsChangedThroughout) {
  Scenario scenario({{"f", "call(BAD, with, this)\n"}}, {{"f", "call(BAD, with, this)\nother BAD thing\n"}});
  scenario.change().files[0].hunks.clear();
  EXPECT_THAT(states(scenario.settle()), ElementsAre("existing f:1", "new f:2"));
}

TEST(Settle, TheWholeTreeIsNew) {
  const Scenario scenario({{"f", "call(BAD, with, this)\n"}}, {{"f", "call(BAD, with, this)\nx\n"}});
  EXPECT_THAT(states(scenario.settle({.whole_tree = true})), ElementsAre("new f:1"));
}

TEST(Settle, ExcludedPathsAndRulesThatAreOffLeaveNoTrace) {
  const Scenario scenario({}, {{"src/f", "BAD\n"}, {"vendor/x/f", "BAD\n"}});
  const Scoped excluded = scenario.settle({.exclude = {"vendor/**"}});
  EXPECT_THAT(states(excluded), ElementsAre("new src/f:1"));
  EXPECT_EQ(excluded.found, 2U);
  EXPECT_THAT(states(scenario.settle({.levels = {{"t/*", Level::off}}})), IsEmpty());
}

TEST(Settle, AnEditOfThePolicyCannotBeExcluded) {
  const Scenario scenario({}, {{".gate.yml", "a\n"}});
  Finding edit = finding("gate/policy-edited", ".gate.yml", 0);
  edit.about_change = true;
  EXPECT_THAT(states(scenario.settle({{}, {edit}}, {.exclude = {"*.yml"}})), ElementsAre("new .gate.yml:0"));
}

TEST(Settle, TheLastLevelThatMatchesWins) {
  const Scenario scenario({}, {{"f", "BAD\n"}});
  const Settings settings{.levels = {{"*", Level::warn}, {"t/bad", Level::shadow}, {"u/*", Level::off}}};
  const Scoped scoped = scenario.settle(settings);
  ASSERT_EQ(scoped.findings.size(), 1U);
  EXPECT_EQ(scoped.findings[0].level, Level::shadow);
}

TEST(Settle, OfTwoListsTheStricterLevelCounts) {
  const Scenario scenario({}, {{"f", "BAD\n"}});
  const auto level = [&](Settings settings) { return scenario.settle(settings).findings.at(0).level; };
  using List = std::vector<std::pair<std::string, Level>>;
  EXPECT_EQ(level({.levels = {{"t/*", Level::shadow}}, .stricter_levels = List{{"t/*", Level::warn}}}), Level::warn);
  EXPECT_EQ(level({.levels = {{"t/*", Level::warn}}, .stricter_levels = List{{"t/*", Level::off}}}), Level::warn);
  EXPECT_EQ(level({.levels = {{"t/*", Level::warn}}, .stricter_levels = List{}}), Level::block);
}

TEST(Settle, AMissingBlobCostsOnlyTheSnippet) {
  Scenario scenario({}, {{"f", "call(BAD, with, this)\n"}});
  scenario.change().files[0].after.oid = "0000";
  const Scoped scoped = scenario.settle();
  ASSERT_THAT(states(scoped), ElementsAre("new f:1"));
  EXPECT_THAT(scoped.findings[0].snippet.lines, IsEmpty());
  EXPECT_EQ(scoped.findings[0].line_hash, "");
  EXPECT_EQ(scoped.findings[0].fingerprint.size(), 32U);
}

TEST(Settle, AFileOverTheLimitIsNotRead) {
  const Scenario scenario({}, {{"f", "call(BAD, with, this)\n"}});
  EXPECT_THAT(scenario.settle({.file_limit = 3}).findings.at(0).snippet.lines, IsEmpty());
}

TEST(Settle, FilesThatDidNotChangeAreReadToo) {
  const Scenario scenario({{"f", "1\n"}, {"g", "call(BAD, with, this)\n"}},
                          {{"f", "2\n"}, {"g", "call(BAD, with, this)\n"}});
  const Scoped scoped = scenario.settle({{}, {finding("t/x", "g", 1)}});
  EXPECT_THAT(scoped.findings.at(0).snippet.lines, ElementsAre("call(BAD, with, this)"));
}

TEST(Settle, ResultIsOrderedByPlace) {
  const Scenario scenario({}, {{"b", "x BAD\nBAD BAD\n"}, {"a", "BAD\n"}});
  std::vector<Finding> findings = bad_words({{"b", "x BAD\nBAD BAD\n"}, {"a", "BAD\n"}});
  std::reverse(findings.begin(), findings.end());
  EXPECT_THAT(states(scenario.settle({{}, std::move(findings)})),
              ElementsAre("new a:1", "new b:1", "new b:2", "new b:2"));
}

std::map<std::uint32_t, std::string> fingerprints(const Scoped& scoped) {
  std::map<std::uint32_t, std::string> out;
  for (const Finding& f : scoped.findings) out[f.place.line] = f.fingerprint;
  return out;
}

TEST(Fingerprint, StaysWhenLinesMoveOrAreReformatted) {
  const auto here = fingerprints(Scenario({}, {{"f", "call(BAD, with, this)\n"}}).settle());
  const auto there = fingerprints(Scenario({}, {{"f", "x\n\n\tcall(BAD,  with, this)\n"}}).settle());
  EXPECT_EQ(here.at(1), there.at(3));
  EXPECT_EQ(here.at(1).find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(Fingerprint, DiffersByPathAndRuleAndOccurrence) {
  const Scoped scoped =
      Scenario({}, {{"f", "call(BAD, with, this)\ncall(BAD, with, this)\n"}, {"g", "call(BAD, with, this)\n"}})
          .settle();
  std::set<std::string> all;
  for (const Finding& f : scoped.findings) all.insert(f.fingerprint);
  EXPECT_EQ(all.size(), 3U);
}

TEST(Fingerprint, WhatIsFixedDoesNotRenumberWhatIsThere) {
  const auto before = fingerprints(Scenario({}, {{"f", "call(BAD, with, this)\nx\ncall(BAD, with, this)\n"}}).settle());
  const Scoped scoped =
      Scenario({{"f", "call(BAD, with, this)\nx\ncall(BAD, with, this)\n"}}, {{"f", "x\ncall(BAD, with, this)\n"}})
          .settle();
  ASSERT_THAT(states(scoped), ElementsAre("fixed f:1", "existing f:2"));
  EXPECT_EQ(scoped.findings[1].fingerprint, before.at(1));
  EXPECT_NE(scoped.findings[0].fingerprint, scoped.findings[1].fingerprint);
}

TEST(Settle, ABaselineSuppresses) {
  const Scenario scenario({}, {{"f", "call(BAD, with, this)\nother BAD thing\n"}});
  const Scoped first = scenario.settle();
  const Scoped second = scenario.settle({.baseline = {first.findings.at(0).fingerprint}});
  EXPECT_TRUE(second.findings.at(0).suppressed);
  EXPECT_EQ(second.findings.at(0).suppression, "baseline");
  EXPECT_FALSE(second.findings.at(1).suppressed);
}

TEST(Settle, ManyFindingsOnOneLongLine) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "BAD and more text; ";
  const Scenario scenario({{"f", "x\n" + text}}, {{"f", "y\n" + text}});
  const Scoped scoped = scenario.settle();
  ASSERT_EQ(scoped.findings.size(), 20'000U);
  EXPECT_TRUE(std::all_of(scoped.findings.begin(), scoped.findings.end(),
                          [](const Finding& f) { return f.state == State::existing; }));
}

}  // namespace
}  // namespace gate::scope
