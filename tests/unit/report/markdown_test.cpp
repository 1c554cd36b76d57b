// The comment on a pull request: its limits, its memory, and that it can be written from the json report alone.
#include "gate/report/markdown.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "gate/base/text.h"
#include "gate/report/comment_state.h"
#include "gate/report/formats.h"
#include "gate/report/read_json.h"
#include "tests/unit/report/verdict_reader.h"

namespace gate::report {
namespace {

Finding finding(const std::string& fingerprint, std::uint32_t line = 3) {
  Finding out;
  out.rule = "syntax/missing-token";
  out.severity = Severity::high;
  out.place = {"src/a.c", line, 1, line, 2};
  out.message = "missing ';'";
  out.fingerprint = fingerprint;
  out.snippet = {line, 1, {"int x"}};
  return out;
}

Verdict verdict_of(std::vector<Finding> findings) {
  Verdict verdict;
  verdict.facts.findings = std::move(findings);
  verdict.facts.now = 1'000;
  verdict.facts.change.head.oid = std::string(40, 'a');
  verdict.rulings.push_back({"findings", "no new finding", "some", Status::pass, "because", {}, {}});
  verdict.outcome = Status::pass;
  return verdict;
}

CommentOptions after(const std::string& previous) {
  CommentOptions options;
  options.name = "gate";
  options.previous = previous;
  return options;
}

TEST(Comment, StrikesOutWhatIsGoneAndForgetsWhatComesBack) {
  const auto first = write_comment(verdict_of({finding("f1"), finding("f2", 9)}), after(""));
  EXPECT_EQ(first.find("### Fixed"), std::string::npos);
  const auto second = write_comment(verdict_of({finding("f2", 9)}), after(first));
  EXPECT_NE(second.find("- ~~<code>src/a.c&#58;3</code> missing ';'~~ <code>syntax/missing-token</code>"),
            std::string::npos)
      << second;
  EXPECT_EQ(second.find("~~<code>src/a.c&#58;9"), std::string::npos);
  const auto third = write_comment(verdict_of({}), after(second));
  EXPECT_NE(third.find("~~<code>src/a.c&#58;3"), std::string::npos);
  EXPECT_NE(third.find("~~<code>src/a.c&#58;9"), std::string::npos);
  const auto fourth = write_comment(verdict_of({finding("f1")}), after(third));
  EXPECT_EQ(fourth.find("~~<code>src/a.c&#58;3"), std::string::npos);
}

TEST(Comment, DoesNotCallFixedWhatNobodyLookedAtOrWhatIsSuppressed) {
  const auto first = write_comment(verdict_of({finding("f1"), finding("f2", 9)}), after(""));
  auto suppressed = finding("f2", 9);
  suppressed.suppressed = true;
  auto blind = verdict_of({suppressed});
  blind.facts.analyzers.push_back({.name = "syntax", .state = RunState::error, .reason = "died"});
  const auto second = write_comment(blind, after(first));
  EXPECT_EQ(second.find("### Fixed"), std::string::npos) << second;
  const auto third = write_comment(verdict_of({suppressed}), after(second));
  EXPECT_NE(third.find("~~<code>src/a.c&#58;3"), std::string::npos);
  EXPECT_EQ(third.find("~~<code>src/a.c&#58;9"), std::string::npos);
}

TEST(Comment, StaysBelowTheLimitWhateverTheVerdict) {
  std::vector<Finding> findings;
  for (int i = 0; i < 5'000; ++i) {
    auto one = finding("f" + std::to_string(i));
    one.message = std::string(3'000, '@');
    one.place.path = std::string(4'000, '#');
    one.snippet.lines = {std::string(400, '`')};
    findings.push_back(one);
  }
  auto verdict = verdict_of(findings);
  for (int i = 0; i < 500; ++i)
    verdict.rulings.push_back({"p", std::string(2'000, '<'), "v", Status::warn, "r", {}, {}});
  const auto first = write_comment(verdict, after(""));
  EXPECT_LT(first.size(), 65'100u);
  EXPECT_NE(first.find("The comment is full"), std::string::npos);
  const auto state = read_state(first);
  ASSERT_TRUE(state);
  EXPECT_GT(state->open.size(), 20u);
  const auto second = write_comment(verdict_of({}), after(first));
  EXPECT_LT(second.size(), 65'100u);
  EXPECT_NE(second.find("- ~~"), std::string::npos);
  EXPECT_NE(second.find("The comment is full"), std::string::npos);
}

TEST(Comment, ReadsOnlyAStateAsItWritesThem) {
  const auto comment = write_comment(verdict_of({finding("f1")}), after(""));
  const auto state = read_state(comment);
  ASSERT_TRUE(state);
  EXPECT_EQ(state->head, std::string(40, 'a'));
  EXPECT_EQ(state->time, 1'000);
  ASSERT_EQ(state->open.size(), 1u);
  EXPECT_EQ(hidden_state(*state), comment.substr(comment.find("<!-- gate:state"), hidden_state(*state).size()));
  EXPECT_TRUE(read_state(comment + "\r\n"));
  EXPECT_FALSE(read_state(comment + "and more"));
  EXPECT_FALSE(read_state(""));
  EXPECT_FALSE(read_state("<!-- gate:state  -->"));
  for (const char* json :
       {"{}", "[]", "null", R"({"v":2,"head":"a","time":1,"open":[],"fixed":[]})",
        R"({"v":1,"head":"A b","time":1,"open":[],"fixed":[]})", R"({"v":1,"head":"a","time":-1,"open":[],"fixed":[]})",
        R"({"v":1,"head":"a","time":1,"open":[["f","r","p",1]],"fixed":[]})",
        R"({"v":1,"head":"a","time":1,"open":[["../","r","p",1,"m"]],"fixed":[]})",
        R"({"v":1,"head":"a","time":1,"open":[["f","r","p\u001b",1,"m"]],"fixed":[]})",
        R"({"v":1,"head":"a","time":1,"open":[["f","r","p",4294967296,"m"]],"fixed":[]})"}) {
    EXPECT_FALSE(read_state("<!-- gate:state " + base64(json) + " -->")) << json;
  }
  EXPECT_TRUE(read_state("<!-- gate:state " + base64(R"({"v":1,"head":"a","time":1,"open":[],"fixed":[]})") + " -->"));
}

TEST(Comment, NamesAreKeys) {
  for (const char* good : {"gate", "gate nightly", "A.b-c_9"}) EXPECT_TRUE(is_comment_name(good)) << good;
  for (const char* bad : {"", " gate", "a--b", "a>b", "a\n", "\xc3\xa4"}) EXPECT_FALSE(is_comment_name(bad)) << bad;
  EXPECT_FALSE(is_comment_name(std::string(61, 'a')));
  EXPECT_NE(comment_marker("gate"), comment_marker("gate nightly"));
  EXPECT_FALSE(comment_marker("gate nightly").starts_with(comment_marker("gate")));
}

class ReadBack : public testing::TestWithParam<std::string> {};

// What publishes has the json report alone: it must say the same.
TEST_P(ReadBack, TheJsonReportSaysAllThatACommentNeeds) {
  const auto json = parse_json(read_text(GATE_SOURCE_DIR "/tests/reports/" + GetParam() + "/verdict.json"), "verdict");
  ASSERT_TRUE(json);
  const auto verdict = verdict_from_json(*json);
  ASSERT_TRUE(verdict) << verdict.error().text();
  const auto again = read_json(write_json(*verdict, {}), "report");
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(write_markdown(*again, {}), write_markdown(*verdict, {}));
  EXPECT_EQ(write_github_annotations(*again, {}), write_github_annotations(*verdict, {}));
  EXPECT_EQ(write_github_summary(*again, {}), write_github_summary(*verdict, {}));
}

INSTANTIATE_TEST_SUITE_P(Cases, ReadBack,
                         testing::Values("blocked", "columns", "dry-run", "passed", "risk", "risk-unknown", "undecided",
                                         "unrecorded"),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace gate::report
