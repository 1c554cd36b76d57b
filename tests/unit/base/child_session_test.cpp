// Children that are talked with line by line, and those that behave badly.
#include "gate/base/child_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "temporary.h"

namespace gate {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class ChildSessionTest : public testing::Test {
 protected:
  Expected<ChildSession> start(const std::string& script, ChildSessionLimits limits = {}) {
    ProcessSpec spec;
    spec.argv = {"/bin/sh", "-c", script};
    spec.environment = {{"PATH", "/usr/bin:/bin"}};
    spec.sandbox = SandboxSpec{};
    return ChildSession::start(spec, limits);
  }
  // The error of the first exchange.
  Error trouble(const std::string& script, milliseconds time = std::chrono::seconds(60), ChildSessionLimits limits = {},
                const std::string& line = "hello") {
    auto session = start(script, limits);
    if (!session) return session.error();
    auto answer = session->exchange(line, Deadline::in(time));
    if (answer) return Error{ErrorKind::internal, "answered " + *answer, {}, {}};
    auto again = session->exchange(line, Deadline::in(time));
    EXPECT_FALSE(again);
    EXPECT_EQ(again.error().message, answer.error().message);
    return answer.error();
  }
};

TEST_F(ChildSessionTest, LinesGoBothWays) {
  auto session = start("while read -r line; do echo \"<$line>\"; done; exit 5");
  ASSERT_TRUE(session) << session.error().text();
  for (int i = 0; i < 200; ++i) {
    auto answer = session->exchange(std::to_string(i), Deadline::in(std::chrono::seconds(60)));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(*answer, "<" + std::to_string(i) + ">");
  }
  auto end = session->finish(Deadline::in(std::chrono::seconds(60)));
  ASSERT_TRUE(end) << end.error().text();
  EXPECT_EQ(*end, 5);
  EXPECT_FALSE(session->exchange("x", Deadline::never()));
}

TEST_F(ChildSessionTest, ALargeLineGoesBothWays) {
  auto session = start("exec cat");
  ASSERT_TRUE(session) << session.error().text();
  std::string line(5'000'000, 'x');
  auto answer = session->exchange(line, Deadline::in(std::chrono::seconds(60)));
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ(*answer, line);
}

TEST_F(ChildSessionTest, ItMovesBetweenThreads) {
  Expected<ChildSession> session = fail(ErrorKind::internal, "not started");
  std::thread([&] { session = start("exec cat"); }).join();
  ASSERT_TRUE(session) << session.error().text();
  EXPECT_EQ(session->exchange("one", Deadline::in(std::chrono::seconds(60))).value_or("none"), "one");
}

TEST_F(ChildSessionTest, AChildThatDoesNotReadMeetsTheDeadline) {
  Error error = trouble("exec sleep 600", milliseconds(300), {}, std::string(1'000'000, 'x'));
  EXPECT_EQ(error.kind, ErrorKind::limit);
  EXPECT_THAT(error.message, HasSubstr("did not answer within"));
}

TEST_F(ChildSessionTest, AnEndlessLineMeetsTheLimit) {
  Error error = trouble("read -r line; exec cat /dev/zero", std::chrono::seconds(60), {.line = 1'000'000});
  EXPECT_EQ(error.kind, ErrorKind::limit);
  EXPECT_THAT(error.message, HasSubstr("a line of more than 1000000 bytes"));
}

TEST_F(ChildSessionTest, EndlessErrorsMeetTheDeadline) {
  Error error = trouble("exec yes >&2", milliseconds(300));
  EXPECT_EQ(error.kind, ErrorKind::limit);
}

TEST_F(ChildSessionTest, AllOutputTogetherIsLimited) {
  auto session = start("exec cat", {.output = 50'000});
  ASSERT_TRUE(session) << session.error().text();
  std::string line(20'000, 'x');
  EXPECT_TRUE(session->exchange(line, Deadline::in(std::chrono::seconds(60))));
  EXPECT_TRUE(session->exchange(line, Deadline::in(std::chrono::seconds(60))));
  auto third = session->exchange(line, Deadline::in(std::chrono::seconds(60)));
  ASSERT_FALSE(third);
  EXPECT_THAT(third.error().message, HasSubstr("wrote more than 50000 bytes"));
}

TEST_F(ChildSessionTest, TheSignalAndTheLastWordsAreNamed) {
  Error error = trouble("read -r line; echo so sad >&2; kill -ABRT $$");
  EXPECT_EQ(error.kind, ErrorKind::unavailable);
  EXPECT_THAT(error.message, HasSubstr("was killed by SIGABRT: so sad"));
  EXPECT_THAT(trouble("exit 7").message, HasSubstr("ended with code 7"));
}

TEST_F(ChildSessionTest, AClosedPipeIsNamed) {
  EXPECT_THAT(trouble("exec 1>&-; sleep 600").message, HasSubstr("closed its standard output"));
  EXPECT_THAT(trouble("exec 0<&-; sleep 600", std::chrono::seconds(60), {}, std::string(1'000'000, 'x')).message,
              HasSubstr("closed its standard input"));
}

TEST_F(ChildSessionTest, AnAnswerThatNobodyAskedForIsAnError) {
  auto session = start("read -r line; echo one; echo two; read -r line; echo three");
  ASSERT_TRUE(session) << session.error().text();
  EXPECT_TRUE(session->exchange("1", Deadline::in(std::chrono::seconds(60))));
  std::this_thread::sleep_for(milliseconds(300));
  auto second = session->finish(Deadline::in(std::chrono::seconds(60)));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::parse);
}

TEST_F(ChildSessionTest, TheAnswerOfOneThatEndsAtOnceCounts) {
  auto session = start("read -r line; echo last");
  ASSERT_TRUE(session) << session.error().text();
  EXPECT_EQ(session->exchange("1", Deadline::in(std::chrono::seconds(60))).value_or("none"), "last");
  EXPECT_TRUE(session->finish(Deadline::in(std::chrono::seconds(60))));
}

TEST_F(ChildSessionTest, OneThatDoesNotWantToEndIsEnded) {
  auto session = start("trap '' TERM; while read -r line; do echo \"$line\"; done; sleep 600");
  ASSERT_TRUE(session) << session.error().text();
  EXPECT_TRUE(session->exchange("1", Deadline::in(std::chrono::seconds(60))));
  auto end = session->finish(Deadline::in(milliseconds(200)));
  ASSERT_TRUE(end) << end.error().text();
  EXPECT_EQ(*end, 128 + 9);
}

}  // namespace
}  // namespace gate
