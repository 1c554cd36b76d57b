// From a worker's answer to findings, without a worker.
#include "analyzers/clang/outcome.h"

#include <gmock/gmock.h>

#include "analyzers/clang/rules.h"

namespace gate::clang {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Json place(const std::string& path, unsigned line) {
  return {{"path", path}, {"line", line}, {"column", 3}, {"end_line", line}, {"end_column", 5}};
}

Json diagnostic(const std::string& path, unsigned line, bool error, const std::string& flag = "") {
  return {{"error", error},
          {"flag", flag},
          {"category", "Semantic Issue"},
          {"message", "said"},
          {"place", place(path, line)}};
}

Json side(const Json& diagnostics, const std::string& missing = "") {
  return {{"problem", ""},
          {"diagnostics", diagnostics},
          {"missing_header", missing},
          {"compiled", {{"a.c", Json::array()}}}};
}

class OutcomeTest : public testing::Test {
 protected:
  OutcomeTest() {
    ChangedFile file{.path = "a.c", .old_path = "a.c", .before = {}, .after = {}, .note = {}, .hunks = {}};
    file.before.mode = file.after.mode = FileMode::regular;
    file.hunks = {{5, 0, 5, 2}};  // lines 5 and 6 are new
    change_.files = {file};
  }
  Outcome read(const Json& answer) {
    return read_answer(answer,
                       {change_, "a.c", [](const std::string& path) { return path == "a.c" || path == "h.h"; }, false});
  }

  Change change_;
};

TEST_F(OutcomeTest, AnErrorInTheSystemsHeadersStandsWhereTheCodeLedThere) {
  auto error = diagnostic("", 40, true);
  error["place"]["outside"] = "/usr/include/c++/12/bits/algo.h";
  error["notes"] = {{{"place", place("a.c", 5)}, {"message", "requested here"}}};
  auto outcome = read({{"after", side(Json::array({error}))}});
  ASSERT_EQ(outcome.after.size(), 1u);
  EXPECT_EQ(outcome.after[0].place.path, "a.c");
  EXPECT_EQ(outcome.after[0].place.line, 5u);
  EXPECT_THAT(outcome.after[0].message, HasSubstr("(in /usr/include/c++/12/bits/algo.h)"));

  error.erase("notes");
  error["included_at"] = place("h.h", 2);
  EXPECT_EQ(read({{"after", side(Json::array({error}))}}).after.at(0).place.path, "h.h");

  error.erase("included_at");
  EXPECT_EQ(read({{"after", side(Json::array({error}))}}).after.at(0).place, (Place{.path = "a.c"}));
}

TEST_F(OutcomeTest, PlacesOutsideOfTheTreeDoNotComeThrough) {
  auto outcome =
      read({{"after", side({diagnostic("../../etc/passwd", 1, false), diagnostic("build/gen.h", 1, false)})}});
  EXPECT_THAT(outcome.after, IsEmpty());
}

TEST_F(OutcomeTest, WhereTheSideBeforeStoppedOldWarningsAreNotTakenForNew) {
  Json after = side(
      {diagnostic("a.c", 5, false, "format"), diagnostic("a.c", 90, false, "format"), diagnostic("a.c", 91, true)});
  auto outcome = read({{"after", after}, {"before", side(Json::array({diagnostic("a.c", 1, true)}), "old.h")}});
  std::vector<std::uint32_t> lines;
  for (const auto& finding : outcome.after) lines.push_back(finding.place.line);
  EXPECT_THAT(lines, ElementsAre(5u, 91u));
}

TEST_F(OutcomeTest, WhereTheSideAfterHasErrorsOldWarningsAreNotTakenForFixed) {
  auto said = [](const char* message) {
    auto warning = diagnostic("a.c", 90, false, "format");
    warning["message"] = message;
    return warning;
  };
  auto outcome = read({{"after", side(Json::array({diagnostic("a.c", 5, true), said("kept")}))},
                       {"before", side(Json::array({said("kept"), said("not reached")}))}});
  ASSERT_EQ(outcome.before.size(), 1u);
  EXPECT_EQ(outcome.before[0].message, "kept");
}

TEST_F(OutcomeTest, AUnitThatWasFullOfErrorsBeforeSaysNothing) {
  Json many = Json::array();
  for (unsigned line = 1; line <= 20; ++line) many.push_back(diagnostic("a.c", line, true));
  auto outcome = read({{"after", side(many)}, {"before", side(many)}});
  EXPECT_THAT(outcome.not_checked, HasSubstr("too many errors"));
  EXPECT_THAT(outcome.after, IsEmpty());
}

TEST_F(OutcomeTest, AHeaderNewlyMissingIsToldWithDoubt) {
  auto outcome =
      read({{"after", side(Json::array({diagnostic("a.c", 5, true)}), "gen.h")}, {"before", side(Json::array())}});
  ASSERT_EQ(outcome.after.size(), 1u);
  EXPECT_EQ(outcome.after[0].rule, "clang/missing-header");
  EXPECT_EQ(outcome.after[0].severity, Severity::medium);
  EXPECT_EQ(outcome.after[0].confidence, Confidence::medium);
}

TEST_F(OutcomeTest, AHeaderOutsideOfWhatMayBeReadIsNamed) {
  Json after = side(Json::array({diagnostic("a.c", 5, true)}), "sdk/x.h");
  after["refused"] = {"/home/user/sdk/x.h"};
  auto outcome = read({{"after", after}, {"before", side(Json::array(), "sdk/x.h")}});
  EXPECT_THAT(outcome.not_checked, HasSubstr("/home/user/sdk/x.h lies outside"));
  EXPECT_THAT(outcome.not_checked, HasSubstr("include_paths"));
}

TEST_F(OutcomeTest, FilesAreDecidedWhenTheirChangedLinesWereCompiled) {
  EXPECT_THAT(read({{"after", side(Json::array())}}).decided, ElementsAre("a.c"));
  EXPECT_THAT(read({{"after", side(Json::array({diagnostic("a.c", 5, true)}))}}).decided, IsEmpty());
  Json after = side(Json::array());
  after["compiled"]["a.c"] = Json::parse("[[1, 4], [7, 9]]");
  EXPECT_THAT(read({{"after", after}}).decided, ElementsAre("a.c"));
  after["compiled"]["a.c"] = Json::parse("[[6, 9]]");
  EXPECT_THAT(read({{"after", after}}).decided, IsEmpty());
}

TEST_F(OutcomeTest, NothingInAnAnswerIsTrusted) {
  for (const Json& answer :
       {Json(), Json(3), Json::array(), Json{{"after", 1}}, Json{{"after", {{"diagnostics", "x"}}}},
        Json{{"after", {{"diagnostics", {1, nullptr, {{"place", 3}, {"error", "yes"}}}}}}},
        Json{{"after", {{"compiled", {{"a.c", 7}}}, {"missing_header", 9}, {"refused", {1}}}}},
        Json{{"after", side(Json::array({{{"error", true}, {"place", {{"path", "a.c"}, {"line", -1}}}}}))}}}) {
    auto outcome = read(answer);
    for (const auto& finding : outcome.after) EXPECT_EQ(finding.place.path, "a.c");
  }
  auto huge = diagnostic("a.c", 5, true);
  huge["message"] = std::string(100'000, 'x') + "\n\x1b[31m";
  EXPECT_LT(read({{"after", side(Json::array({huge}))}}).after.at(0).message.size(), 1000u);
}

TEST(ClangRules, EveryDiagnosticHasARule) {
  EXPECT_EQ(rule_of("", true).id, "error");
  EXPECT_EQ(rule_of("never-heard-of", false).id, "warning");
  EXPECT_EQ(rule_of("never-heard-of", true).id, "error");
  EXPECT_EQ(rule_of("unused-but-set-variable", false).id, "unused-variable");
  EXPECT_EQ(rule_of("unused-lambda-capture", false).id, "unused-code");
  EXPECT_EQ(rule_of("dangling-else", false).id, "suspicious-condition");
  EXPECT_EQ(rule_of("dangling-gsl", false).id, "memory");
  EXPECT_EQ(rule_of("incompatible-function-pointer-types", true).id, "type-mismatch");
}

TEST(ClangRules, ErrorsAreNeverBelowHigh) {
  for (const auto& rule : rules()) EXPECT_GE(severity_of(rule, true), Severity::high) << rule.id;
  EXPECT_EQ(severity_of(rule_of("incompatible-pointer-types", false), false), Severity::medium);
}

}  // namespace
}  // namespace gate::clang
