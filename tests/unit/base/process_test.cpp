#include "gate/base/process.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "temporary.h"

namespace gate {
namespace {

using std::chrono::milliseconds;

ProcessSpec shell(std::string script) {
  ProcessSpec spec;
  spec.argv = {"/bin/sh", "-c", std::move(script)};
  return spec;
}

// A process that was killed may still be a zombie of somebody else's for a moment.
bool is_running(const std::string& pid) {
  auto status = read_file("/proc/" + pid + "/stat");
  return status && status->find(") Z ") == std::string::npos && status->find(") X ") == std::string::npos;
}

bool ends_soon(const std::string& pid) {
  for (int i = 0; i < 500 && is_running(pid); ++i) std::this_thread::sleep_for(milliseconds(10));
  return !is_running(pid);
}

TEST(Process, FeedsAndDrains) {
  ProcessSpec spec = shell("cat; echo problem >&2; exit 3");
  spec.input = std::string(3'000'000, 'x');  // more than any pipe holds
  auto result = run_process(spec);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->output, spec.input);
  EXPECT_EQ(result->errors, "problem\n");
  EXPECT_EQ(result->exit_code, 3);
  EXPECT_EQ(result->signal, 0);
}

TEST(Process, EnvironmentAndFolderAreExactlyThoseGiven) {
  test::TemporaryFolder folder;
  ProcessSpec spec;
  spec.argv = {"env"};
  spec.environment = {{"B", "2"}, {"A", "x=y"}};
  EXPECT_EQ(run_process(spec)->output, "B=2\nA=x=y\n");
  spec = shell("pwd -P");
  spec.directory = folder.path();
  EXPECT_EQ(run_process(spec)->output, std::filesystem::canonical(folder.path()).string() + "\n");
}

TEST(Process, NoShellReadsTheArguments) {
  ProcessSpec spec;
  spec.argv = {"printf", "%s|", "a b", "$(id)", ";", ""};
  EXPECT_EQ(run_process(spec)->output, "a b|$(id)|;||");
}

TEST(Process, InheritsNoDescriptors) {
  int extra = ::open("/dev/null", 0);
  ASSERT_GE(extra, 0);
  auto result = run_process(shell("ls /proc/self/fd | wc -l"));
  ::close(extra);
  EXPECT_EQ(trim(result->output), "4");  // the standard three, and the folder that ls reads
}

TEST(Process, IgnoredSignalsAreRestored) {
  auto* old = std::signal(SIGPIPE, SIG_IGN);
  auto result = run_process(shell("kill -PIPE $$; echo alive"));
  std::signal(SIGPIPE, old);
  EXPECT_EQ(result->signal, SIGPIPE);
}

TEST(Process, AChildThatDoesNotReadIsNoError) {
  ProcessSpec spec = shell("exec 0<&-; echo done");
  spec.input = std::string(3'000'000, 'x');
  auto result = run_process(spec);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "done\n");
}

TEST(Process, DeathBySignal) {
  auto result = run_process(shell("kill -SEGV $$"));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->signal, SIGSEGV);
  EXPECT_EQ(result->exit_code, 128 + SIGSEGV);
}

TEST(Process, TheDeadlineKillsTheWholeGroup) {
  test::TemporaryFolder folder;
  ProcessSpec spec = shell("sleep 600 & echo $! > grandchild; wait");
  spec.directory = folder.path();
  spec.deadline = Deadline::in(milliseconds(300));
  auto result = run_process(spec);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::limit);
  EXPECT_NE(result.error().message.find("/bin/sh took longer than"), std::string::npos);
  EXPECT_TRUE(ends_soon(std::string(trim(*read_file(folder / "grandchild")))));
}

TEST(Process, WhatTheChildLeavesBehindIsKilledAndNotWaitedFor) {
  auto result = run_process(shell("sleep 600 & echo $!"));
  ASSERT_TRUE(result);
  EXPECT_TRUE(ends_soon(std::string(trim(result->output))));
}

TEST(Process, AnEndlessChildThatIgnoresSignals) {
  ProcessSpec spec = shell("trap '' TERM INT HUP; while :; do :; done");
  spec.deadline = Deadline::in(milliseconds(200));
  EXPECT_EQ(run_process(spec).error().kind, ErrorKind::limit);
}

TEST(Process, TheOutputHasALimit) {
  ProcessSpec spec = shell("yes");
  spec.output_limit = 100'000;
  auto result = run_process(spec);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::limit);
  EXPECT_EQ(result.error().message, "/bin/sh wrote more than 100000 bytes and was stopped");
  spec = shell("printf 12345");
  spec.output_limit = 5;
  EXPECT_EQ(run_process(spec)->output, "12345");
  spec.output_limit = 4;
  EXPECT_EQ(run_process(spec).error().kind, ErrorKind::limit);
}

TEST(Process, OfTheErrorsTheEndIsKept) {
  auto result =
      run_process(shell("i=0; while [ $i -lt 3000 ]; do echo 'a line of forty characters, or about so' >&2; "
                        "i=$((i+1)); done; echo end >&2"));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->errors.size(), 64u << 10);
  EXPECT_TRUE(result->errors.ends_with("end\n"));
}

TEST(Process, MemoryHasALimit) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the address sanitizer reserves more than any limit";
#endif
  ProcessSpec spec;
  spec.argv = {"sh", "-c", "x=0123456789abcdef; while :; do x=$x$x; done"};
  spec.memory_limit = 64u << 20;
  spec.deadline = Deadline::in(std::chrono::seconds(60));
  auto result = run_process(spec);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NE(result->exit_code, 0);
}

TEST(Process, WhatCannotBeStarted) {
  ProcessSpec spec;
  spec.argv = {"no-such-program-anywhere"};
  auto result = run_process(spec);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(result.error().text(),
            "cannot start no-such-program-anywhere: No such file or directory; check that it is installed and on PATH");
  spec.argv = {"/etc/passwd"};
  EXPECT_EQ(run_process(spec).error().kind, ErrorKind::unavailable);
  spec = shell("true");
  spec.directory = "/no/such/folder";
  EXPECT_EQ(run_process(spec).error().kind, ErrorKind::unavailable);
  spec.argv = {};
  EXPECT_FALSE(run_process(spec));
}

TEST(Process, NothingIsStartedWithoutTime) {
  test::TemporaryFolder folder;
  ProcessSpec spec = shell("touch started");
  spec.directory = folder.path();
  spec.deadline = Deadline::in(milliseconds(0));
  EXPECT_EQ(run_process(spec).error().kind, ErrorKind::limit);
  EXPECT_FALSE(std::filesystem::exists(folder / "started"));
}

TEST(Process, RelativeFoldersOfPathAreNotSearched) {
  test::TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "tool", "#!/bin/sh\necho planted\n"));
  std::filesystem::permissions(folder / "tool", std::filesystem::perms::owner_all);
  ProcessSpec spec;
  spec.argv = {"tool"};
  spec.directory = folder.path();
  spec.environment = {{"PATH", ".::" + std::filesystem::path("relative").string()}};
  EXPECT_EQ(run_process(spec).error().kind, ErrorKind::unavailable);
  spec.environment = {{"PATH", folder.path()}};
  EXPECT_EQ(run_process(spec)->output, "planted\n");
}

TEST(Process, FromSeveralThreads) {
  std::vector<std::jthread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([i, &right] {
      ProcessSpec spec = shell("cat");
      spec.input = std::string(200'000, static_cast<char>('a' + i));
      auto result = run_process(spec);
      right += result && result->output == spec.input;
    });
  }
  threads.clear();
  EXPECT_EQ(right, 8);
}

}  // namespace
}  // namespace gate
