// Which files a sandboxed child may open, on made-up installations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "gate/base/sandbox_plan.h"
#include "temporary.h"

namespace gate::child {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

class SandboxPathsTest : public testing::Test {
 protected:
  std::string make(const std::string& name, const std::string& text = "") {
    fs::path path = home() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
    fs::permissions(path, fs::perms::owner_all);
    return path.string();
  }
  fs::path home() const { return fs::canonical(folder_.path()) / "ann"; }
  std::string at(const std::string& name) const { return (home() / name).string(); }

  test::TemporaryFolder folder_;
};

TEST_F(SandboxPathsTest, SystemProgramsNeedNothingMore) { EXPECT_THAT(program_paths("/bin/sh", "/bin"), IsEmpty()); }

TEST_F(SandboxPathsTest, AnInstallationIsWhatStandsBesideItsPrograms) {
  std::string python = make(".pyenv/versions/3.12/bin/python3.12");
  make(".pyenv/versions/3.12/lib/python3.12/os.py");
  fs::create_symlink("python3.12", at(".pyenv/versions/3.12/bin/python"));
  auto paths = program_paths(at(".pyenv/versions/3.12/bin/python"), "");
  EXPECT_THAT(paths, Contains(at(".pyenv/versions/3.12/lib")));
  EXPECT_THAT(paths, Contains(python));
  EXPECT_THAT(paths, Not(Contains(at(".pyenv/versions"))));
}

TEST_F(SandboxPathsTest, AStandInOfAVersionManagerNeedsAllOfThem) {
  EXPECT_THAT(program_paths(make(".pyenv/shims/python3", "#!/usr/bin/env bash\n"), "/usr/bin"), Contains(at(".pyenv")));
}

TEST_F(SandboxPathsTest, AScriptNeedsItsInterpreter) {
  std::string node = make("node/bin/node");
  make("node/lib/x");
  auto paths = program_paths(make("tool.js", "#!/usr/bin/env -S node --flag\n"), at("node/bin") + ":/usr/bin");
  EXPECT_THAT(paths, Contains(at("tool.js")));
  EXPECT_THAT(paths, Contains(node));
  EXPECT_THAT(paths, Contains(at("node/lib")));
  EXPECT_THAT(paths, Not(Contains(at("node"))));
}

TEST_F(SandboxPathsTest, APackageNeedsThePackagesAroundIt) {
  make("project/node_modules/eslint/bin/eslint.js", "#!/usr/bin/env node\n");
  fs::create_directories(at("project/node_modules/.bin"));
  fs::create_symlink("../eslint/bin/eslint.js", at("project/node_modules/.bin/eslint"));
  auto paths = program_paths(at("project/node_modules/.bin/eslint"), "/usr/bin");
  EXPECT_THAT(paths, Contains(at("project/node_modules")));
  EXPECT_THAT(paths, Not(Contains(at("project"))));
}

TEST_F(SandboxPathsTest, TheUsersOwnDataAreNoInstallation) {
  make(".local/share/keyrings/secret");
  make(".local/lib/python3/site.py");
  auto paths = program_paths(make(".local/bin/tool"), "");
  EXPECT_THAT(paths, Contains(at(".local/lib")));
  EXPECT_THAT(paths, Not(Contains(at(".local/share"))));
  make(".cargo/credentials.toml");
  paths = program_paths(make(".cargo/bin/clippy"), "");
  EXPECT_THAT(paths, Contains(at(".cargo/bin")));
  EXPECT_THAT(paths, Not(Contains(at(".cargo"))));
}

TEST_F(SandboxPathsTest, InterpretersThatNameEachOtherEnd) {
  std::string a = at("a"), b = at("b");
  make("a", "#!" + b + "\n");
  make("b", "#!" + a + "\n");
  EXPECT_THAT(program_paths(a, ""), Contains(b));
  make("empty", "#!\n");
  make("blank", "#!   ");
  EXPECT_THAT(program_paths(at("empty"), ""), Contains(at("empty")));
  EXPECT_THAT(program_paths(at("blank"), ""), Contains(at("blank")));
}

TEST_F(SandboxPathsTest, WhatIsHiddenIsLeftOutOfTheFoldersAroundIt) {
  SandboxSpec spec;
  spec.hidden = {"/usr/share", "/"};
  for (const Allowed& one : allowed_paths(spec, "/bin/sh", "/bin")) {
    EXPECT_NE(one.path, "/usr");
    EXPECT_NE(one.path, "/usr/share");
    EXPECT_EQ(one.writable, one.path.starts_with("/dev/")) << one.path;
  }
}

}  // namespace
}  // namespace gate::child
