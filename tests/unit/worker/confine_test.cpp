#include "gate/worker/confine.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "gate/worker/module_path.h"
#include "gate/worker/worker.h"

namespace gate::worker {
namespace {

constexpr int kUnsupported = 77;

// The exit code of `body`, run in a child, since confinement is for good.
int in_child(const std::function<int()>& body) {
  pid_t child = fork();
  if (child == 0) _exit(body());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class ConfineTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "gate-confine-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    std::filesystem::create_directories(folder_ / "open");
    std::ofstream(folder_ / "open/file") << "text";
    std::ofstream(folder_ / "closed") << "text";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static bool readable(const std::filesystem::path& path) { return std::ifstream(path).is_open(); }

  std::filesystem::path folder_;
};

TEST_F(ConfineTest, OnlyTheNamedFoldersCanBeRead) {
  int code = in_child([&] {
    if (!confine({(folder_ / "open").string(), "/no/such/folder"})) return kUnsupported;
    return (readable(folder_ / "open/file") ? 0 : 1) + (readable(folder_ / "closed") ? 2 : 0);
  });
  if (code == kUnsupported) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EQ(code, 0);
}

TEST_F(ConfineTest, NothingCanBeWritten) {
  int code = in_child([&] {
    if (!confine({folder_.string()})) return kUnsupported;
    std::ofstream file(folder_ / "open/new");
    return file.is_open() ? 1 : 0;
  });
  if (code == kUnsupported) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EQ(code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "open/new"));
}

TEST_F(ConfineTest, NoNewPrivilegesAreTaken) {
  EXPECT_EQ(in_child([] {
              confine({});
              return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
            }),
            1);
}

TEST(WorkerNames, BecomeFileNamesOnlyWhenTheyAreWords) {
  EXPECT_TRUE(is_worker_name("clang"));
  for (const char* name : {"", "../clang", "Clang", "cl ang", "clang.so"}) {
    EXPECT_FALSE(is_worker_name(name)) << name;
    EXPECT_NE(in_child([&] { return serve(name); }), 0) << name;
  }
}

TEST(ModulePath, IsInstalledOrBesideTheBinary) {
  auto candidates = module_candidates("clang", "/opt/gate/bin/gate");
  ASSERT_EQ(candidates.size(), 2u);
  EXPECT_EQ(candidates[0], "/opt/gate/lib/gate/gate_clang.so");
  EXPECT_EQ(candidates[1], "/opt/gate/bin/gate_clang.so");
  EXPECT_EQ(module_variable("clang"), "GATE_CLANG_MODULE");
}

}  // namespace
}  // namespace gate::worker
