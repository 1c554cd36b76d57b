// What plugins and policy plugins answer, read as the foreign input that it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/plugins/protocol.h"
#include "analyzers/plugins/rulings.h"

namespace gate::plugins {
namespace {

using testing::HasSubstr;

struct Request {
  PluginSpec plugin;
  Hello hello;
  ChangedFile modified, added, renamed;
  std::vector<FileTexts> files;

  Request() {
    plugin.name = "p";
    plugin.severity = Severity::low;
    modified.path = modified.old_path = "a.c";
    added.path = added.old_path = "b.c";
    added.status = FileStatus::added;
    renamed.path = "new.c";
    renamed.old_path = "old.c";
    renamed.status = FileStatus::renamed;
    auto text = [](const char* words) { return std::make_shared<const std::string>(words); };
    files = {{&modified, text("int a;\n"), text("int a;\nint b;\n")},
             {&added, nullptr, text("")},
             {&renamed, text("x"), text("x\ny")}};
  }

  Expected<Answer> read(const Json& findings) const {
    return read_answer({{"type", "result"}, {"id", 1}, {"findings", findings}}, 1, files, plugin, hello);
  }
  std::string mistake(const Json& finding) const {
    auto answer = read(Json::array({finding}));
    return answer ? "none" : answer.error().text();
  }
};

Json finding(Json more = Json::object()) {
  Json one = {{"rule", "r"}, {"path", "a.c"}, {"message", "m"}};
  one.update(more);
  return one;
}

TEST(PluginAnswer, ReadsAWholeFinding) {
  Request request;
  auto answer = request.read(Json::array({finding(
      {{"side", "after"},
       {"line", 2},
       {"column", 1},
       {"end_line", 2},
       {"end_column", 4},
       {"severity", "critical"},
       {"confidence", "low"},
       {"category", "security"},
       {"value", 1.5},
       {"context", "b"},
       {"related", {{{"path", "b.c"}, {"message", "there"}}}},
       {"fix", {{{"path", "a.c"}, {"line", 2}, {"column", 1}, {"end_line", 2}, {"end_column", 7}, {"text", ""}}}}})}));
  ASSERT_TRUE(answer) << answer.error().text();
  ASSERT_EQ(answer->after.size(), 1u);
  const Finding& read = answer->after[0];
  EXPECT_EQ(read.rule, "p/r");
  EXPECT_EQ(read.place, (Place{"a.c", 2, 1, 2, 4}));
  EXPECT_EQ(read.severity, Severity::critical);
  EXPECT_EQ(read.confidence, Confidence::low);
  EXPECT_EQ(read.category, "security");
  EXPECT_EQ(read.value, 1.5);
  EXPECT_EQ(read.context, "b");
  EXPECT_EQ(read.related[0].place.path, "b.c");
  EXPECT_EQ(read.fix[0].place.end_column, 7u);
}

TEST(PluginAnswer, TakesWhatTheRuleSaysWhereTheFindingIsSilent) {
  Request request;
  request.hello.rules = {{"p/r", "summary", "help", "security", Severity::critical, ""}};
  auto answer = request.read({finding(), finding({{"rule", "other"}})});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->after[0].severity, Severity::critical);
  EXPECT_EQ(answer->after[0].category, "security");
  EXPECT_EQ(answer->after[1].severity, Severity::low);
  EXPECT_EQ(answer->after[1].category, "maintainability");
}

TEST(PluginAnswer, NamesAFileAsItIsCalledOnThatSide) {
  Request request;
  auto answer = request.read({finding({{"side", "before"}, {"path", "new.c"}}),
                              finding({{"side", "before"}, {"path", "old.c"}}), finding({{"path", "new.c"}})});
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ(answer->before[0].place.path, "old.c");
  EXPECT_EQ(answer->before[1].place.path, "old.c");
  EXPECT_EQ(answer->after[0].place.path, "new.c");
}

TEST(PluginAnswer, CutsPlacesBackToTheText) {
  Request request;
  auto answer = request.read({finding({{"line", 3}}), finding({{"line", 1}, {"column", 900}})});
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ(answer->after[0].place.line, 2u) << "the end of a text that ends in a newline";
  EXPECT_EQ(answer->after[1].place.column, 7u);
}

TEST(PluginAnswer, MakesTextSafe) {
  Request request;
  auto answer = request.read({finding({{"message", "a\nb\x1b[31m"}}), finding({{"message", std::string(9000, 'x')}})});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->after[0].message, "a b\\x1B[31m");
  EXPECT_LE(answer->after[1].message.size(), kLongestMessage + 3);
}

TEST(PluginAnswer, RefusesEachMistakeByName) {
  Request request;
  const std::pair<Json, const char*> cases[] = {
      {Json("text"), "findings[0] must be an object"},
      {finding({{"rule", nullptr}}), "findings[0].rule is missing"},
      {finding({{"rule", "a/b"}}), "findings[0].rule must be a name"},
      {finding({{"path", "c.c"}}), "findings[0].path must be of a file of the request"},
      {finding({{"path", "old.c"}}), "findings[0].path must be of a file of the request"},
      {finding({{"path", "b.c"}, {"side", "before"}}), "there before the change"},
      {finding({{"message", "  "}}), "findings[0].message must not be empty"},
      {finding({{"message", 7}}), "findings[0].message must be text, not 7"},
      {finding({{"line", 4}}), "findings[0].line must be an integer from 0 to 3, not 4"},
      {finding({{"line", -1}}), "findings[0].line must be an integer"},
      {finding({{"line", 1.5}}), "findings[0].line must be an integer"},
      {finding({{"line", 2}, {"end_line", 1}}), "findings[0].end_line must be an integer from 2"},
      {finding({{"line", 1}, {"column", 4}, {"end_column", 2}}), "findings[0].end_column must not lie before"},
      {finding({{"column", 4}}), "findings[0].column needs a line"},
      {finding({{"side", "left"}}), "findings[0].side must be"},
      {finding({{"severity", "bad"}}), "findings[0].severity must be one of info, low"},
      {finding({{"category", "a b"}}), "findings[0].category must be a name"},
      {finding({{"value", "7"}}), "findings[0].value must be a number"},
      {finding({{"lines", 1}}), "findings[0].lines is unknown"},
      {finding({{"related", {{{"path", "a.c"}}}}}), "findings[0].related[0].message is missing"},
      {finding({{"fix", {{{"path", "a.c"}, {"text", ""}}}}}), "findings[0].fix[0].line is missing"},
      {finding({{"related", Json::array_t(101)}}), "findings[0].related has 101 entries"},
  };
  for (const auto& [json, words] : cases) EXPECT_THAT(request.mistake(json), HasSubstr(words)) << json;
}

TEST(PluginAnswer, RefusesWhatIsNoResult) {
  Request request;
  auto mistake = [&](const Json& answer) {
    auto read = read_answer(answer, 1, request.files, request.plugin, request.hello);
    return read ? "none" : read.error().text();
  };
  EXPECT_THAT(mistake(Json::array()), HasSubstr("the answer must be an object"));
  EXPECT_THAT(mistake({{"type", "hello"}, {"id", 1}, {"findings", Json::array()}}),
              HasSubstr("type must be \"result\""));
  EXPECT_THAT(mistake({{"type", "result"}, {"id", 2}, {"findings", Json::array()}}), HasSubstr("id must be 1, not 2"));
  EXPECT_THAT(mistake({{"type", "result"}, {"id", 1}}), HasSubstr("findings is missing"));
  EXPECT_THAT(mistake({{"type", "result"}, {"id", 1}, {"findings", 1}}), HasSubstr("findings must be a list"));
}

TEST(PluginHello, ReadsRulesAndRefusesOthers) {
  PluginSpec plugin;
  plugin.name = "p";
  Json answer = {
      {"type", "hello"}, {"protocol", 1}, {"name", "n"}, {"version", "2"}, {"rules", {{{"id", "b"}}, {{"id", "a"}}}}};
  auto hello = read_hello(answer, plugin);
  ASSERT_TRUE(hello) << hello.error().text();
  ASSERT_NE(hello->rule("p/a"), nullptr);
  EXPECT_EQ(hello->rule("p/c"), nullptr);
  EXPECT_EQ(hello->rule("p/a")->summary, "p/a");
  for (const auto& [key, value, words] : std::vector<std::tuple<const char*, Json, const char*>>{
           {"protocol", 2, "protocol must be 1, not 2"},
           {"type", "result", "type must be \"hello\""},
           {"name", nullptr, "name is missing"},
           {"rules", {{{"id", "a"}}, {{"id", "a"}}}, "rules has p/a twice"},
           {"rules", {{{"id", "a"}, {"uri", "javascript:alert(1)"}}}, "rules[0].uri must be an http"},
           {"rules", {{{"id", "a"}, {"severity", "huge"}}}, "rules[0].severity must be one of"}}) {
    Json wrong = answer;
    wrong[key] = value;
    auto refused = read_hello(wrong, plugin);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_THAT(refused.error().text(), HasSubstr(words));
    EXPECT_THAT(refused.error().text(), HasSubstr("plugin p"));
  }
}

TEST(PluginRequest, SendsBytesThatAreNotUtf8AsBase64) {
  Request request;
  request.files[0].after = std::make_shared<const std::string>("\xff");
  request.modified.hunks = {{1, 1, 1, 2}};
  Json file = analyze_request(7, request.files)["files"][0];
  EXPECT_EQ(file["after"], Json({{"base64", "/w=="}}));
  EXPECT_EQ(file["added"], Json::parse("[[1,2]]"));
  EXPECT_EQ(file["removed"], Json::parse("[[1,1]]"));
}

TEST(PluginRulings, ForcesTheNameAndChecksFingerprints) {
  Finding known;
  known.fingerprint = "f00d";
  auto read = [&](const char* text) { return read_rulings(text, "p", std::span(&known, 1)); };
  auto rulings = read(R"([{"policy":"findings","status":"fail","reason":"r","blocking":["f00d"]}])");
  ASSERT_TRUE(rulings) << rulings.error().text();
  EXPECT_EQ((*rulings)[0].policy, "p");
  EXPECT_EQ((*rulings)[0].status, Status::fail);
  EXPECT_FALSE(read("[]"));
  EXPECT_FALSE(read("{\"rulings\":[]}"));
  EXPECT_FALSE(read("null"));
  EXPECT_FALSE(read(R"([{"reason":"r"}])"));
  EXPECT_FALSE(read(R"([{"status":"PASS","reason":"r"}])"));
  EXPECT_FALSE(read(R"([{"status":"pass","reason":""}])"));
  EXPECT_FALSE(read(R"([{"status":"fail","reason":"r","blocking":["cafe"]}])"));
  EXPECT_FALSE(read(R"([{"status":"pass","reason":"r","blocking":["f00d"]}])"));
  EXPECT_FALSE(read(R"([{"status":"pass","reason":"r","details":[1]}])"));
}

}  // namespace
}  // namespace gate::plugins
