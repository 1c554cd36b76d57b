// Workers that behave badly, as shell scripts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "gate/worker/worker.h"

namespace gate::worker {
namespace {

using testing::HasSubstr;

class CallTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "gate-worker-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Expected<Json> run(const std::string& script, std::chrono::milliseconds time = std::chrono::seconds(20)) {
    auto path = folder_ / "worker";
    std::ofstream(path) << "#!/bin/sh\n" << script << '\n';
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    request_.executable = path.string();
    request_.name = "clang";
    request_.deadline = Deadline::in(time);
    return call(request_);
  }

  std::filesystem::path folder_;
  Call request_;
};

TEST_F(CallTest, TheRequestIsOneLineAndTheAnswerIsParsed) {
  request_.request = {{"text", "a\nb\xff"}};
  auto answer = run("read -r line; printf '{\"arguments\": \"%s %s\", \"got\": %s}' \"$1\" \"$2\" \"$line\"");
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ((*answer)["arguments"], "--worker clang");
  EXPECT_EQ((*answer)["got"]["text"], "a\nb\xEF\xBF\xBD");
}

TEST_F(CallTest, TheEnvironmentIsClean) {
  setenv("GATE_TEST_SECRET", "hunter2", 1);
  setenv("GATE_CLANG_MODULE", "/somewhere/gate_clang.so", 1);
  request_.reads = {"/usr/include", "/tmp"};
  auto answer = run("cat >/dev/null; printf '{\"env\": \"%s\"}' \"$(/usr/bin/env | tr '\\n' ' ')\"");
  unsetenv("GATE_TEST_SECRET");
  unsetenv("GATE_CLANG_MODULE");
  ASSERT_TRUE(answer) << answer.error().text();
  auto env = (*answer)["env"].get<std::string>();
  EXPECT_THAT(env, testing::Not(HasSubstr("hunter2")));
  EXPECT_THAT(env, HasSubstr("GATE_CLANG_MODULE=/somewhere/gate_clang.so"));
  EXPECT_THAT(env, HasSubstr("GATE_WORKER_READS=/usr/include /tmp"));
}

TEST_F(CallTest, ASignalAndTheLastWordsAreNamed) {
  auto answer = run("echo first >&2; echo 'out of \033[31mmemory' >&2; kill -ABRT $$");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(answer.error().message,
              HasSubstr("the clang worker was killed by SIGABRT: first | out of \\x1B[31mmemory"));
}

TEST_F(CallTest, AnExitCodeIsNamed) {
  auto answer = run("exit 5");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "the clang worker ended with code 5");
}

TEST_F(CallTest, AWorkerWithoutItsModuleIsNotThere) {
  auto answer = run("echo 'the module is not there' >&2; exit 3");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::not_found);
  EXPECT_EQ(answer.error().message, "the module is not there");
}

TEST_F(CallTest, SilenceIsNoAnswer) {
  auto answer = run("exit 0");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "the clang worker gave no answer");
}

TEST_F(CallTest, AnAnswerThatIsNotJsonIsRefused) {
  auto answer = run("echo '{\"half\": '");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::parse);
}

TEST_F(CallTest, TooLongAnAnswerEndsIt) {
  request_.output_bytes = 1000;
  auto answer = run("while :; do echo 0123456789; done");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::limit);
}

TEST_F(CallTest, TheDeadlineEndsItWithItsChildren) {
  auto answer = run("sleep 600 & sleep 600", std::chrono::milliseconds(200));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::limit);
  EXPECT_THAT(answer.error().message, HasSubstr("the clang worker"));
}

TEST_F(CallTest, AnExecutableThatIsNotThereIsUnavailable) {
  request_.executable = (folder_ / "absent").string();
  request_.name = "clang";
  auto answer = call(request_);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace gate::worker
