// Findings of tools that looked at the after side alone: matched with nothing, new where the change wrote the line.
#include <gmock/gmock.h>

#include <algorithm>

#include "scenario.h"

namespace gate::scope {
namespace {

using testing::ElementsAre;

struct Case {
  const char* name;
  std::string path;
  std::uint32_t line, end_line;
  State said;
  std::string expected;
};

std::string name_of(const testing::TestParamInfo<Case>& info) { return info.param.name; }

Finding foreign(const std::string& path, std::uint32_t line, std::uint32_t end_line, State said) {
  Finding finding;
  finding.rule = "eslint/no-eval";
  finding.category = "other";
  finding.severity = Severity::high;
  finding.place = {path, line, line == 0 ? 0u : 1u, end_line, 0};
  finding.message = "eval can be harmful";
  finding.state = said;
  return finding;
}

const Files kBefore = {{"a.js", "one\ntwo\nthree\n"}, {"same.js", "eval(x)\n"}, {"old.js", "eval(1) // as it was\n"}};
const Files kAfter = {{"a.js", "one\ntwo\nnew\nthree\n"},
                      {"same.js", "eval(x)\n"},
                      {"added.js", "eval(y)\n"},
                      {"moved.js", "eval(1) // as it was\n"}};

Scenario scenario() { return Scenario(kBefore, kAfter, {{"moved.js", "old.js"}}); }

class Alone : public testing::TestWithParam<Case> {};

TEST_P(Alone, State) {
  const Case& c = GetParam();
  Sides sides;
  sides.after_alone = {foreign(c.path, c.line, c.end_line, c.said)};
  const Scoped scoped = scenario().settle(std::move(sides));
  EXPECT_THAT(states(scoped), ElementsAre(c.expected));
  EXPECT_EQ(scoped.found, 1u);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Alone,
    testing::Values(Case{"added_line", "a.js", 3, 3, State::fresh, "new a.js:3"},
                    Case{"untouched_line", "a.js", 4, 4, State::fresh, "existing a.js:4"},
                    Case{"range_over_the_added_line", "a.js", 2, 4, State::fresh, "new a.js:2"},
                    Case{"range_beside_it", "a.js", 1, 2, State::fresh, "existing a.js:1"},
                    Case{"untouched_file", "same.js", 1, 1, State::fresh, "existing same.js:1"},
                    Case{"added_file", "added.js", 1, 1, State::fresh, "new added.js:1"},
                    Case{"whole_added_file", "added.js", 0, 0, State::fresh, "new added.js:0"},
                    Case{"whole_changed_file", "a.js", 0, 0, State::fresh, "existing a.js:0"},
                    Case{"renamed_without_edits", "moved.js", 1, 1, State::fresh, "existing moved.js:1"},
                    Case{"the_tool_knows_it", "a.js", 3, 3, State::existing, "existing a.js:3"},
                    Case{"new_elsewhere", "same.js", 1, 1, State::caused_elsewhere, "caused-elsewhere same.js:1"},
                    Case{"new_on_the_added_line", "a.js", 3, 3, State::caused_elsewhere, "new a.js:3"},
                    Case{"file_that_is_nowhere", "gone.js", 7, 7, State::fresh, "existing gone.js:7"}),
    name_of);

// An old finding of the same rule and line must not be used up by one that is not to be matched.
TEST(AfterAlone, TakesNoTwinFromMeasuredFindings) {
  Sides sides;
  Finding old = foreign("a.js", 1, 1, State::fresh);
  sides.before = {old};
  sides.after = {old};
  sides.after_alone = {old};
  const Scoped scoped = scenario().settle(std::move(sides));
  EXPECT_THAT(states(scoped), ElementsAre("existing a.js:1", "existing a.js:1"));
  EXPECT_NE(scoped.findings[0].fingerprint, scoped.findings[1].fingerprint);
}

TEST(AfterAlone, OldFindingsAreFixedThoughOneAloneLooksTheSame) {
  Sides sides;
  sides.before = {foreign("a.js", 1, 1, State::fresh)};
  sides.after_alone = {foreign("a.js", 1, 1, State::fresh)};
  auto found = states(scenario().settle(std::move(sides)));
  std::ranges::sort(found);
  EXPECT_THAT(found, ElementsAre("existing a.js:1", "fixed a.js:1"));
}

TEST(AfterAlone, LevelsAndSuppressionsHold) {
  const Scenario with_comment({{"a.js", "one\n"}},
                              {{"a.js", "one\neval(x)  // gate:ignore[eslint/*] a fixed text\neval(y)\n"}});
  Sides sides;
  sides.after_alone = {foreign("a.js", 2, 2, State::fresh), foreign("a.js", 3, 3, State::fresh)};
  Settings settings;
  settings.levels = {{"eslint/*", Level::warn}};
  const Scoped scoped = with_comment.settle(std::move(sides), settings);
  const auto of_eslint = [](const Finding& finding) { return finding.rule == "eslint/no-eval"; };
  ASSERT_EQ(std::ranges::count_if(scoped.findings, of_eslint), 2);
  for (const Finding& finding : scoped.findings) {
    if (!of_eslint(finding)) continue;
    EXPECT_EQ(finding.level, Level::warn);
    EXPECT_EQ(finding.suppressed, finding.place.line == 2);
    EXPECT_FALSE(finding.fingerprint.empty());
    EXPECT_FALSE(finding.line_hash.empty());
    EXPECT_FALSE(finding.snippet.lines.empty());
  }
}

TEST(AfterAlone, BaselineHides) {
  Sides sides;
  sides.after_alone = {foreign("same.js", 1, 1, State::caused_elsewhere)};
  const auto first = scenario().settle(sides);
  Settings settings;
  settings.baseline = {first.findings.at(0).fingerprint};
  const auto second = scenario().settle(sides, settings);
  EXPECT_TRUE(second.findings.at(0).suppressed);
  EXPECT_EQ(second.findings.at(0).suppression, "baseline");
}

// What the tool itself suppressed stays so, and no comment is reported as taking effect there.
TEST(AfterAlone, ItsOwnSuppressionStays) {
  const Scenario with_comment({{"a.js", "one\n"}}, {{"a.js", "one\neval(x)  // gate:ignore[eslint/*] a fixed text\n"}});
  Finding suppressed = foreign("a.js", 2, 2, State::fresh);
  suppressed.suppressed = true;
  suppressed.suppression = "accepted by the team";
  Sides sides;
  sides.after_alone = {suppressed};
  const auto scoped = with_comment.settle(std::move(sides));
  ASSERT_EQ(scoped.findings.size(), 1u);
  EXPECT_EQ(scoped.findings[0].suppression, "accepted by the team");
}

}  // namespace
}  // namespace gate::scope
