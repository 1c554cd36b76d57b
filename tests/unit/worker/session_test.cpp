// Plugins as processes: scripts that speak the protocol or do not, and shared objects behind gate's own worker.
#include "gate/worker/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace gate::worker {
namespace {

using testing::HasSubstr;

class SessionTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "gate-session-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    std::filesystem::create_directory(folder_ / "work");
    spec_.name = "words";
    spec_.directory = (folder_ / "work").string();
    // A worker with sanitizers dies as one without.
    spec_.environment = {{"PATH", "/usr/bin:/bin"},
                         {"ASAN_OPTIONS", "handle_segv=0:handle_sigbus=0:handle_abort=0:detect_leaks=0"}};
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Expected<Session> start(const std::string& script) {
    spec_.argv = {"/bin/sh", "-c", script};
    return Session::start(spec_);
  }
  static Expected<Json> ask(Session& session, const Json& request,
                            std::chrono::milliseconds time = std::chrono::seconds(60)) {
    return session.exchange(request, Deadline::in(time));
  }
  Error trouble(const std::string& script, std::chrono::milliseconds time = std::chrono::seconds(60)) {
    auto session = start(script);
    if (!session) return session.error();
    auto answer = ask(*session, {{"type", "hello"}}, time);
    return answer ? Error{ErrorKind::internal, "answered " + answer->dump(), {}, {}} : answer.error();
  }

  std::filesystem::path folder_;
  SessionSpec spec_;
};

TEST_F(SessionTest, AnswersAreParsedAndTheSandboxIsTold) {
  auto session = start("while read -r line; do printf '{\"got\": %s}\\n' \"$line\"; done");
  ASSERT_TRUE(session) << session.error().text();
  auto answer = ask(*session, {{"text", "a\nb\xff"}});
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ((*answer)["got"]["text"].get<std::string>(), "a\nb\xEF\xBF\xBD");
  EXPECT_NE(session->sandbox().text(), "");
  auto ended = session->finish();
  EXPECT_TRUE(ended) << ended.error().text();
}

TEST_F(SessionTest, EveryErrorNamesThePlugin) {
  const std::pair<const char*, const char*> cases[] = {{"exit 3", "ended with code 3"},
                                                       {"kill -SEGV $$", "was killed by SIGSEGV"},
                                                       {"read -r line; echo 'not JSON'", "its answer"},
                                                       {"read -r line; printf '\"\\377\"\\n'", "not UTF-8"},
                                                       {"read -r line; echo; sleep 600", "its answer"},
                                                       {"exec 1>&-; sleep 600", "closed its standard output"}};
  for (const auto& [script, words] : cases) {
    Error error = trouble(script);
    EXPECT_THAT(error.text(), HasSubstr("plugin words: ")) << script;
    EXPECT_THAT(error.text(), HasSubstr(words)) << script;
  }
}

TEST_F(SessionTest, DeepAnswersAreRefused) {
  Error error = trouble("read -r line; head -c 200000 /dev/zero | tr '\\0' '['; echo");
  EXPECT_EQ(error.kind, ErrorKind::limit);
}

TEST_F(SessionTest, AfterAnErrorTheErrorStays) {
  auto session = start("read -r line; echo nonsense; read -r line; echo '{}'");
  ASSERT_TRUE(session) << session.error().text();
  auto first = ask(*session, {});
  ASSERT_FALSE(first);
  auto second = ask(*session, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, first.error().message);
  EXPECT_FALSE(session->finish());
}

class ObjectTest : public SessionTest {
 protected:
  void compile(const std::string& flags = "") {
    object_ = (folder_ / "words.so").string();
    std::string source = GATE_SOURCE_DIR "/tests/unit/worker/objects/words.c";
    std::string command = "cc -std=c11 -Wall -Wextra -Wpedantic -Werror -shared -fPIC -I" GATE_SOURCE_DIR " " + flags +
                          " -o " + object_ + " " + source;
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  Expected<Session> load(const Json& options = Json::object()) {
    spec_.argv = so_argv(GATE_BINARY, object_);
    spec_.reads = {object_, std::filesystem::path(GATE_BINARY).parent_path().string()};
    auto session = Session::start(spec_);
    if (!session) return session;
    auto hello = ask(*session, {{"type", "hello"}, {"protocol", 1}, {"gate", "0.1.0"}, {"options", options}});
    if (!hello) return std::unexpected(hello.error());
    hello_ = *hello;
    return session;
  }
  static Json request(const std::string& text, int id = 7) {
    Json file{{"path", "new.txt"}, {"old_path", "old.txt"}, {"status", "renamed"}, {"before", "a\nb\n"}};
    file["after"] = text;
    file["added"] = {{1, 1}};
    file["removed"] = {{2, 2}};
    return {{"type", "analyze"}, {"id", id}, {"files", {file}}};
  }
  Error trouble_with(const std::string& text) {
    auto session = load();
    if (!session) return session.error();
    auto answer = ask(*session, request(text), std::chrono::seconds(5));
    return answer ? Error{ErrorKind::internal, "answered " + answer->dump(), {}, {}} : answer.error();
  }

  std::string object_;
  Json hello_;
};

TEST_F(ObjectTest, SpeaksTheProtocol) {
  compile();
  auto session = load({{"a", 1}});
  ASSERT_TRUE(session) << session.error().text();
  EXPECT_EQ(hello_["name"].get<std::string>(), "words");
  EXPECT_EQ(hello_["version"].get<std::string>(), "1.2");
  EXPECT_EQ(
      hello_["rules"][0].dump(),
      R"({"category":"security","help":"**help**","id":"word","severity":"low","summary":"A word","uri":"https://example.com"})");
  EXPECT_EQ(hello_["rules"][1]["severity"].get<std::string>(), "medium");

  auto answer = ask(*session, request("one\ntwo report log print before\n"));
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ((*answer)["id"].get<int>(), 7);
  EXPECT_EQ((*answer)["logs"].dump(), R"([{"level":"warning","message":"{\"a\":1}"}])");
  ASSERT_EQ((*answer)["findings"].size(), 2u);
  EXPECT_EQ(
      (*answer)["findings"][0].dump(),
      R"({"column":5,"confidence":"low","context":"state","end_column":11,"end_line":2,"fix":[{"column":1,)"
      R"("end_column":3,"end_line":1,"line":1,"path":"new.txt","text":"new"}],"line":2,"message":"said",)"
      R"("path":"new.txt","related":[{"column":1,"end_column":2,"end_line":1,"line":1,)"
      R"("message":"the first byte","path":"new.txt"}],"rule":"word","severity":"high","side":"after","value":1.5})");
  EXPECT_EQ((*answer)["findings"][1].dump(),
            R"({"line":2,"message":"old.txt","path":"old.txt","rule":"word","side":"before"})");
  auto ended = session->finish();
  EXPECT_TRUE(ended) << ended.error().text();
}

TEST_F(ObjectTest, BytesThatAreNotUtf8Arrive) {
  compile();
  auto session = load();
  ASSERT_TRUE(session) << session.error().text();
  Json asked = request("");
  asked["files"][0]["after"] = {{"base64", "/2EKcmVwb3J0"}};  // \xff a \n report
  auto answer = ask(*session, asked);
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ((*answer)["findings"][0]["line"].get<int>(), 2);
}

TEST_F(ObjectTest, WhatItDoesToItselfIsADeadWorker) {
  compile();
  EXPECT_THAT(trouble_with("crash").text(), HasSubstr("was killed by SIGSEGV"));
  EXPECT_THAT(trouble_with("abort").text(), HasSubstr("was killed by SIGABRT"));
  EXPECT_THAT(trouble_with("exit").text(), HasSubstr("ended with code 0"));
  EXPECT_EQ(trouble_with("loop").kind, ErrorKind::limit);
}

TEST_F(ObjectTest, NonsenseIsRefusedWithTheReason) {
  compile();
  EXPECT_THAT(trouble_with("nonsense rule").text(), HasSubstr("rule unknown, which it has not declared"));
  EXPECT_THAT(trouble_with("nonsense message").text(), HasSubstr("without rule or message"));
  EXPECT_THAT(trouble_with("nonsense offset").text(), HasSubstr("at bytes 100000"));
  EXPECT_THAT(trouble_with("nonsense severity").text(), HasSubstr("a severity that is none"));
}

TEST_F(ObjectTest, OptionsThatItDoesNotTakeAreItsOwnWords) {
  compile();
  auto session = load({{"refuse", true}});
  ASSERT_FALSE(session);
  EXPECT_THAT(session.error().text(), HasSubstr("it cannot start: refuse is no option"));
}

TEST_F(ObjectTest, OtherVersionsAreRefused) {
  compile("-DWORDS_ABI=0");
  EXPECT_THAT(load().error().text(), HasSubstr("its ABI number is 0; this gate knows those from 1 to 1"));
  compile("-DWORDS_ABI=2");
  EXPECT_THAT(load().error().text(), HasSubstr("its ABI number is 2"));
  compile("-DWORDS_SIZE=8");
  EXPECT_THAT(load().error().text(), HasSubstr("its descriptor says that it has 8 bytes"));
  compile("-Dgate_plugin=another");
  EXPECT_THAT(load().error().text(), HasSubstr("it exports no gate_plugin"));
}

TEST_F(ObjectTest, GarbageIsRefused) {
  object_ = (folder_ / "garbage.so").string();
  std::ofstream(object_) << std::string(5000, 'x');
  EXPECT_THAT(load().error().text(), HasSubstr("cannot be loaded"));
  object_ = (folder_ / "absent.so").string();
  EXPECT_THAT(load().error().text(), HasSubstr("cannot be loaded"));
}

}  // namespace
}  // namespace gate::worker
