// Where a finding may be commented on, and what its fix is as whole lines.
#include "gate/report/github_review.h"

#include <gtest/gtest.h>

#include "gate/report/github_check.h"
#include "gate/report/patch.h"
#include "gate/report/suggestion.h"

namespace gate::report {
namespace {

constexpr const char* kPatch =
    "@@ -1,3 +1,4 @@ void f()\n"
    " one\n"
    "-two\n"
    "+two!\n"
    "+int x = (1;\n"
    " three\n"
    "@@ -40 +41,2 @@\n"
    " forty\n"
    "+more\n"
    "\\ No newline at end of file";

Finding finding(std::uint32_t line, const std::string& text) {
  Finding out;
  out.rule = "syntax/x";
  out.severity = Severity::high;
  out.place = {"a.c", line, 1, line, 2};
  out.message = "missing ')'";
  out.fingerprint = "f" + std::to_string(line);
  out.snippet = {line, 1, {text}};
  return out;
}

Edit insert(std::uint32_t line, std::uint32_t column, const std::string& text) {
  return {{"a.c", line, column, line, column}, text};
}

TEST(Patch, ReadsTheLinesAfter) {
  const auto lines = lines_after(kPatch);
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[1].text, "two!");
  EXPECT_TRUE(lines[1].added);
  EXPECT_FALSE(lines[0].added);
  EXPECT_EQ(lines[4].number, 41u);
  EXPECT_EQ(line_of(lines, 42)->text, "more");
  EXPECT_EQ(line_of(lines, 5), nullptr);
  EXPECT_EQ(line_of(lines, 0), nullptr);
}

TEST(Patch, RefusesWhatIsNone) {
  for (const char* text :
       {"", "@@", "@@ -1 +1 @@", "@@ -1,1 +1,1 @@\n+x", "@@ -0,0 +1 @@\n x", "@@ -1 +1 @@\n-x\n+y\n+z",
        "@@ -1 +99999999999 @@\n-x\n+y", "@@ -1 +5 @@\n-x\n+y\n@@ -9 +2 @@\n-x\n+y", "diff --git a b",
        "@@ -1,4000000000 +1,4000000000 @@\n x"}) {
    EXPECT_TRUE(lines_after(text).empty()) << text;
  }
}

TEST(Suggestion, IsTheWholeLineMended) {
  const auto lines = lines_after(kPatch);
  auto one = finding(3, "int x = (1;");
  one.fix = {insert(3, 11, ")")};
  const auto shift = shift_into(one, lines);
  ASSERT_EQ(shift, 0);
  const auto suggestion = suggestion_of(one, lines, *shift);
  ASSERT_TRUE(suggestion);
  EXPECT_EQ(suggestion->text, "int x = (1);");
  EXPECT_EQ(std::pair(suggestion->first, suggestion->last), std::pair(3u, 3u));
}

TEST(Suggestion, FollowsTheLineToWhereTheBranchHasIt) {
  const auto lines = lines_after(kPatch);
  auto one = finding(13, "int x = (1;");
  one.fix = {insert(13, 11, ")")};
  ASSERT_EQ(shift_into(one, lines), -10);
  EXPECT_EQ(suggestion_of(one, lines, -10)->first, 3u);
  EXPECT_FALSE(shift_into(finding(3, "something else"), lines));
  EXPECT_FALSE(shift_into(finding(0, "one"), lines));
  EXPECT_EQ(shift_into(finding(3, "int x***"), lines), 0);  // redacted
}

TEST(Suggestion, SpansLinesAndTakesSeveralEdits) {
  const auto lines = lines_after(kPatch);
  auto one = finding(2, "two!");
  one.fix = {insert(3, 11, ")"), {{"a.c", 2, 4, 2, 5}, ""}};
  const auto suggestion = suggestion_of(one, lines, 0);
  ASSERT_TRUE(suggestion);
  EXPECT_EQ(suggestion->text, "two\nint x = (1);");
  one.fix = {{{"a.c", 2, 5, 3, 1}, " "}};
  EXPECT_EQ(suggestion_of(one, lines, 0)->text, "two! int x = (1;");
}

TEST(Suggestion, IsNoneWhereItCannotBeOne) {
  const auto lines = lines_after(kPatch);
  const auto none = [&](std::vector<Edit> fix) {
    auto one = finding(3, "int x = (1;");
    one.fix = std::move(fix);
    return !suggestion_of(one, lines, 0);
  };
  EXPECT_TRUE(none({}));
  EXPECT_TRUE(none({insert(5, 1, "x")}));                              // not shown
  EXPECT_TRUE(none({insert(3, 99, "x")}));                             // past the line's end
  EXPECT_TRUE(none({insert(3, 0, "x")}));                              // no column
  EXPECT_TRUE(none({{{"b.c", 3, 1, 3, 1}, "x"}}));                     // another file
  EXPECT_TRUE(none({insert(3, 1, "")}));                               // changes nothing
  EXPECT_TRUE(none({insert(3, 1, "\u202e")}));                         // nobody sees it
  EXPECT_TRUE(none({insert(3, 1, std::string(5'000, 'x'))}));          // too long
  EXPECT_TRUE(none({{{"a.c", 3, 1, 3, 5}, "x"}, insert(3, 3, "y")}));  // overlapping
  EXPECT_TRUE(none({{{"a.c", 3, 9, 3, 2}, "x"}}));                     // backwards
  EXPECT_TRUE(none({{{"a.c", 4294967295u, 1, 4294967295u, 1}, "x"}}));
}

TEST(Review, CommentsOncePerFindingOnTheDiff) {
  Verdict verdict;
  verdict.facts.findings = {finding(3, "int x = (1;"), finding(5, "off the diff"), finding(2, "two!")};
  verdict.facts.findings[0].fix = {insert(3, 11, ")``` ")};
  const std::vector<DiffFile> files{{"a.c", kPatch}, {"b.c", ""}};
  const auto draft = review_draft(verdict, files, {"f2"}, "gate");
  ASSERT_EQ(draft.comments.size(), 1u);
  EXPECT_EQ(draft.off_diff, 1u);
  EXPECT_EQ(draft.comments[0].line, 3u);
  EXPECT_NE(draft.comments[0].body.find("````suggestion\nint x = (1)``` ;\n````\n"), std::string::npos)
      << draft.comments[0].body;
  EXPECT_EQ(commented_finding(draft.comments[0].body, "gate"), "f3");
  EXPECT_EQ(commented_finding(draft.comments[0].body, "other"), "");
  EXPECT_EQ(commented_finding("<!-- gate:finding gate ../x -->", "gate"), "");
  EXPECT_EQ(commented_finding("f3", "gate"), "");
}

TEST(Review, NoFindingTakesLong) {
  Verdict verdict;
  for (std::uint32_t i = 1; i < 50'000; ++i) verdict.facts.findings.push_back(finding(i, "nowhere"));
  std::string patch = "@@ -0,0 +1,20000 @@";
  for (int i = 0; i < 20'000; ++i) patch += "\n+x";
  const auto draft = review_draft(verdict, {{"a.c", patch}}, {}, "gate");
  EXPECT_TRUE(draft.comments.empty());
  EXPECT_EQ(draft.off_diff + draft.left_out, verdict.facts.findings.size());
}

TEST(CheckRun, KeepsTheLimitsAndSaysWhatIsLeftOut) {
  Verdict verdict;
  for (std::uint32_t i = 1; i <= 1'000; ++i) {
    verdict.facts.findings.push_back(finding(i, "x"));
    verdict.facts.findings.back().message = std::string(9'000, '@');
  }
  verdict.facts.findings[0].place.path = "caf\xe9.c";
  verdict.rulings = {{"coverage", "c", "v", Status::fail, std::string(9'000, '#'), {}, {}}};
  verdict.outcome = Status::fail;
  verdict.exit_code = verdict.decided_exit_code = 1;
  const auto run = check_run(verdict, annotations_of(verdict));
  EXPECT_EQ(run.conclusion, "failure");
  EXPECT_EQ(run.annotations.size(), 500u);
  EXPECT_LE(run.summary.size(), 65'000u);
  EXPECT_LE(run.text.size(), 65'000u);
  EXPECT_NE(run.summary.find("500 findings could not be annotated"), std::string::npos) << run.summary;
  for (const Json& each : run.annotations) {
    EXPECT_NE(each["path"], "caf\xe9.c");
    EXPECT_LE(each["message"].get<std::string>().size(), 4'100u);
  }
}

TEST(CheckRun, ConcludesByTheExitCode) {
  const auto conclusion = [](Status outcome, int decided, int code) {
    Verdict verdict;
    verdict.outcome = outcome;
    verdict.decided_exit_code = decided;
    verdict.exit_code = code;
    return check_run(verdict, {}).conclusion;
  };
  EXPECT_EQ(conclusion(Status::pass, 0, 0), "success");
  EXPECT_EQ(conclusion(Status::warn, 0, 0), "success");
  EXPECT_EQ(conclusion(Status::warn, 1, 1), "failure");
  EXPECT_EQ(conclusion(Status::fail, 1, 1), "failure");
  EXPECT_EQ(conclusion(Status::no_data, 3, 3), "failure");
  EXPECT_EQ(conclusion(Status::not_applicable, 0, 0), "neutral");
  EXPECT_EQ(conclusion(Status::fail, 1, 0), "neutral");  // --dry-run
  EXPECT_EQ(conclusion(Status::pass, 0, 3), "failure");  // not recorded
}

}  // namespace
}  // namespace gate::report
