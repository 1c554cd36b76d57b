// What a sandboxed child can still do, asked of the kernel: shell and Python children under each set of means.
#include "gate/base/sandbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "gate/base/file.h"
#include "gate/base/process.h"
#include "gate/base/text.h"
#include "temporary.h"

namespace gate {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

// Processes whose environment holds `marker`.
int running_with(const std::string& marker) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "environ", std::ios::binary);
    std::string environment((std::istreambuf_iterator<char>(file)), {});
    count += environment.find(marker) != std::string::npos ? 1 : 0;
  }
  return count;
}

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override {
    marker_ = "GATE_TEST_MARKER=" + folder_.path().string();
    std::filesystem::create_directories(folder_ / "work");
    std::filesystem::create_directories(folder_ / "checkout");
    std::ofstream(folder_ / "checkout" / "secret") << "hunter2\n";
    sandbox_.writes = {(folder_ / "work").string()};
    sandbox_.hidden = {(folder_ / "checkout").string()};
  }
  void TearDown() override { EXPECT_EQ(running_with(marker_), 0); }

  Expected<ProcessResult> run(const std::string& script, milliseconds time = std::chrono::seconds(60)) {
    ProcessSpec spec;
    spec.argv = {"/bin/sh", "-c", script};
    spec.directory = (folder_ / "work").string();
    spec.environment = {
        {"PATH", "/usr/bin:/bin"}, {"OUT", folder_.path().string()}, {"GATE_TEST_MARKER", folder_.path().string()}};
    spec.deadline = Deadline::in(time);
    spec.sandbox = sandbox_;
    return run_process(spec);
  }
  std::string said(const std::string& script) {
    auto result = run(script);
    return result ? result->output + result->errors : result.error().text();
  }
  // Whether this machine grants what the test is about.
  bool grants(bool SandboxReport::* what) {
    auto result = run("true");
    return result && result->sandbox.*what;
  }

  test::TemporaryFolder folder_;
  std::string marker_;
  SandboxSpec sandbox_;
};

TEST_F(SandboxTest, OrdinaryWorkGoesOn) {
  auto result =
      run("echo $((1 + 1)) | cat; mkdir a; echo text >a/b; mv a/b c; cat c; ls /usr >/dev/null && echo listed; exit 3");
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->output, "2\ntext\nlisted\n") << result->errors;
  EXPECT_EQ(result->exit_code, 3);
  RecordProperty("sandbox", result->sandbox.text());
}

TEST_F(SandboxTest, ASignalIsTold) {
  auto result = run("kill -SEGV $$");
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->signal, SIGSEGV);
}

TEST_F(SandboxTest, AProgramThatIsNotThereIsNamed) {
  ProcessSpec spec;
  spec.argv = {"/no/such/program"};
  spec.sandbox = sandbox_;
  auto result = run_process(spec);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(result.error().message, HasSubstr("No such file"));
}

TEST_F(SandboxTest, OtherFilesCannotBeReadOrWritten) {
  if (!grants(&SandboxReport::files_restricted)) GTEST_SKIP() << "no Landlock here";
  EXPECT_THAT(said("cat $OUT/checkout/secret"), HasSubstr("Permission denied"));
  EXPECT_THAT(said("ls $OUT"), HasSubstr("Permission denied"));
  EXPECT_THAT(said("echo x >$OUT/new"), HasSubstr("cannot create"));
  EXPECT_THAT(said("ln -s $OUT/checkout/secret here; cat here"), HasSubstr("Permission denied"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new"));
  EXPECT_THAT(said("cat /etc/shadow"), HasSubstr("Permission denied"));
  EXPECT_THAT(said("cat /etc/passwd"), HasSubstr("root"));
}

TEST_F(SandboxTest, ModesAndTimesOfOtherFilesStay) {
  auto result = run("chmod 777 $OUT/checkout; touch $OUT/checkout/secret; mkdir own && chmod 700 own && touch own/x");
  ASSERT_TRUE(result) << result.error().text();
  if (result->sandbox.text().find("; read-only file systems") == std::string::npos) {
    GTEST_SKIP() << result->sandbox.text();
  }
  EXPECT_THAT(result->errors, HasSubstr("Read-only file system"));
  EXPECT_EQ(result->exit_code, 0) << result->errors;
  EXPECT_NE(std::filesystem::status(folder_ / "checkout").permissions(), std::filesystem::perms::all);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "work" / "own" / "x"));
}

TEST_F(SandboxTest, AHiddenFolderBelowAReadableOneStaysHidden) {
  if (!grants(&SandboxReport::files_restricted)) GTEST_SKIP() << "no Landlock here";
  sandbox_.hidden = {"/usr/share", "/"};
  EXPECT_THAT(said("ls /usr/share"), HasSubstr("Permission denied"));
  EXPECT_THAT(said("ls /usr/bin"), HasSubstr("env"));
  sandbox_.reads = {"/usr/share/doc"};
  EXPECT_THAT(said("ls /usr/share/doc >/dev/null && echo listed"), HasSubstr("listed"));
}

constexpr const char* kConnect = R"(exec python3 - <<'END'
import socket
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
    try:
        socket.socket(family, socket.SOCK_DGRAM)
        print("opened", family)
    except OSError as error:
        print("refused")
a, b = socket.socketpair()
a.send(b"pair")
print(b.recv(4).decode())
END
)";

TEST_F(SandboxTest, NoSocketButAPairCanBeOpened) {
  EXPECT_EQ(said(kConnect), "refused\nrefused\nrefused\nrefused\npair\n");
  sandbox_.use_namespaces = false;
  EXPECT_EQ(said(kConnect), "refused\nrefused\nrefused\nrefused\npair\n");
}

TEST_F(SandboxTest, WithoutSeccompTheNetworkIsStillEmpty) {
  sandbox_.use_seccomp = false;
  auto result = run("cat /proc/net/dev");
  ASSERT_TRUE(result) << result.error().text();
  if (!result->sandbox.no_network) GTEST_SKIP() << result->sandbox.text();
  EXPECT_THAT(result->output, Not(HasSubstr("eth")));
}

TEST_F(SandboxTest, TheNetworkIsGrantedWhenAskedFor) {
  sandbox_.network = true;
  EXPECT_THAT(said(kConnect), HasSubstr("opened"));
  EXPECT_THAT(run("true")->sandbox.text(), HasSubstr("network as it was asked for"));
}

constexpr const char* kForbidden = R"(exec python3 - <<'END'
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def attempt(name, *arguments):
    result = getattr(libc, name)(*arguments)
    print(name, "refused" if result < 0 else "done")
attempt("unshare", 0x10000000)
attempt("mount", b"none", b"/tmp", b"tmpfs", 0, None)
attempt("ptrace", 16, os.getppid(), 0, 0)
attempt("chroot", b"/")
attempt("syscall", 425, 8, 0)
attempt("syscall", 321, 0, 0, 0)
attempt("setuid", 12345)
END
)";

TEST_F(SandboxTest, DangerousCallsAreRefused) {
  std::string refused =
      "unshare refused\nmount refused\nptrace refused\nchroot refused\nsyscall refused\nsyscall refused\nsetuid "
      "refused\n";
  EXPECT_EQ(said(kForbidden), refused);
  sandbox_.use_namespaces = false;
  EXPECT_EQ(said(kForbidden), refused);
}

TEST_F(SandboxTest, OtherProcessesAreOutOfReach) {
  std::string own = std::to_string(getpid());
  auto result = run("cat /proc/" + own + "/environ; kill -0 " + own + " && echo reached");
  ASSERT_TRUE(result) << result.error().text();
  if (!result->sandbox.own_processes) GTEST_SKIP() << result->sandbox.text();
  EXPECT_EQ(result->output, "");
  sandbox_.use_namespaces = false;
  EXPECT_THAT(said("cat /proc/" + own + "/environ"), HasSubstr("Permission denied"));
}

constexpr const char* kDaemons = R"(
trap '' TERM HUP INT
python3 -c '
import os, sys, time
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
' </dev/null >/dev/null 2>&1
setsid sleep 600 &
echo left
)";

TEST_F(SandboxTest, NothingOutlivesTheChild) {
  EXPECT_EQ(said(kDaemons), "left\n");
  EXPECT_EQ(running_with(marker_), 0);
  sandbox_.use_namespaces = false;
  EXPECT_EQ(said(kDaemons), "left\n");
  EXPECT_EQ(running_with(marker_), 0);
  sandbox_.confine = false;
  EXPECT_EQ(said(kDaemons), "left\n");
  EXPECT_EQ(running_with(marker_), 0);
}

TEST_F(SandboxTest, TheDeadlineEndsEverything) {
  for (bool namespaces : {true, false}) {
    sandbox_.use_namespaces = namespaces;
    auto result = run(std::string(kDaemons) + "sleep 600", milliseconds(700));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::limit);
    EXPECT_EQ(running_with(marker_), 0);
  }
}

TEST_F(SandboxTest, TooManyProcessesEndIt) {
  for (bool namespaces : {true, false}) {
    sandbox_.use_namespaces = namespaces;
    sandbox_.processes = 20;
    auto result = run("i=0; while [ $i -lt 40 ]; do setsid sleep 600 & i=$((i + 1)); done; wait");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::limit);
    EXPECT_THAT(result.error().message, HasSubstr("more than 20 processes at a time"));
  }
}

TEST_F(SandboxTest, TooMuchMemoryEndsIt) {
  sandbox_.memory = 200u << 20;
  auto result = run("exec python3 -c '\nimport time\nkept = []\nwhile True: kept.append(bytearray(1 << 20))'");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::limit);
  EXPECT_THAT(result.error().message, HasSubstr("more than 200 MiB of memory"));
}

TEST_F(SandboxTest, WhatIsMissingIsSaid) {
  sandbox_.use_namespaces = sandbox_.use_landlock = sandbox_.use_seccomp = false;
  auto result = run("true");
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_FALSE(result->sandbox.no_network);
  EXPECT_FALSE(result->sandbox.files_restricted);
  EXPECT_THAT(result->sandbox.text(), HasSubstr("missing: no network"));
  EXPECT_THAT(result->sandbox.text(), HasSubstr("no Landlock can be had"));
}

TEST_F(SandboxTest, ARequiredSandboxThatCannotBeHadIsAnError) {
  sandbox_.required = true;
  sandbox_.use_landlock = false;
  auto result = run("true");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(result.error().message, HasSubstr("files restricted (no Landlock can be had)"));
  sandbox_.use_landlock = true;
  sandbox_.use_namespaces = sandbox_.use_seccomp = false;
  result = run("true");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("no network"));
}

TEST_F(SandboxTest, NoDescriptorIsInherited) {
  int open = ::dup(0);
  EXPECT_EQ(said("ls /proc/self/fd | wc -l"), "4\n");  // three, and the folder being listed
  ::close(open);
}

TEST_F(SandboxTest, SwitchedOffItStillEndsCleanly) {
  sandbox_.confine = false;
  EXPECT_EQ(said("cat $OUT/checkout/secret"), "hunter2\n");
  EXPECT_THAT(run("true")->sandbox.text(), HasSubstr("switched off"));
}

}  // namespace
}  // namespace gate
