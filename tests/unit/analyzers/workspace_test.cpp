#include "analyzers/plugins/workspace.h"

#include <gmock/gmock.h>

#include "analyzers/plugins/lay_out.h"
#include "analyzers/plugins/private_folder.h"
#include "gate/base/hash.h"
#include "tests/unit/analyzers/tool_fixture.h"

namespace gate::plugins {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using tool_test::Files;

using tool_test::TreeSource;
namespace fs = std::filesystem;

class WorkspaceTest : public tool_test::FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    fs::create_directories(folder_ / "tmp");
    fs::create_directories(root());
    variables_ = {{"TMPDIR", (folder_ / "tmp").string()}, {"PATH", (folder_ / "bin").string()}};
    write("bin/tool", "#!/bin/sh\n", true);
    plugin_.name = "tool";
    plugin_.run = {"tool", "--config={plugin}/x", "{files}"};
  }
  std::string root() const { return (folder_ / "checkout").string(); }
  Expected<Workspace> make(const Files& files = {}) {
    return Workspace::make(plugin_, TreeSource(files), root(), env());
  }
  std::string failure(const Files& files = {}) {
    auto made = make(files);
    return made ? "" : made.error().text();
  }

  PluginSpec plugin_;
};

TEST_F(WorkspaceTest, IsPrivateAndGoneAfterwards) {
  std::string path;
  {
    auto workspace = make();
    ASSERT_TRUE(workspace) << workspace.error().text();
    path = workspace->folder();
    EXPECT_THAT(path, HasSubstr((folder_ / "tmp/gate-run-").string()));
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    Workspace moved = std::move(*workspace);
    EXPECT_TRUE(fs::exists(moved.folder()));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(WorkspaceTest, NothingIsLeftWhenItCannotBeMade) {
  plugin_.run = {"no-such-tool"};
  EXPECT_THAT(failure(), HasSubstr("no-such-tool is not installed"));
  plugin_.folder = ".gate/plugins/tool";
  EXPECT_THAT(failure(), HasSubstr("no such folder"));
  EXPECT_TRUE(fs::is_empty(folder_ / "tmp"));
}

TEST_F(WorkspaceTest, LaysTheTargetsFolderOutReadOnly) {
  plugin_.folder = "p";
  plugin_.run = {"{plugin}/bin/run", "{plugin}/x"};
  auto workspace = make({{"p/bin/run", {"#!/bin/sh\n", FileMode::executable}}, {"p/x", {"1\r\n"}}, {"q/y", {"2"}}});
  ASSERT_TRUE(workspace) << workspace.error().text();
  fs::path laid = workspace->plugin_folder();
  EXPECT_THAT(workspace->words(), ElementsAre((laid / "bin/run").string(), (laid / "x").string()));
  EXPECT_EQ(read(laid / "x"), "1\r\n");
  EXPECT_FALSE(fs::exists(laid / "y"));
  const auto kWrite = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  for (const char* name : {"", "bin", "bin/run", "x"})
    EXPECT_EQ(fs::status(laid / name).permissions() & kWrite, fs::perms::none) << name;
}

TEST_F(WorkspaceTest, RefusesLinksInTheTargetsFolder) {
  plugin_.folder = "p";
  for (FileMode mode : {FileMode::symlink, FileMode::submodule})
    EXPECT_THAT(failure({{"p/link", {"/etc/passwd", mode}}}), HasSubstr("p/link"));
  EXPECT_THAT(failure({{"p/.git/config", {"x"}}}), HasSubstr("git's own folder"));
}

TEST_F(WorkspaceTest, PinnedProgramsAreCompared) {
  plugin_.sha256 = sha256_hex("#!/bin/sh\n");
  EXPECT_EQ(failure(), "");
  plugin_.sha256 = std::string(64, '0');
  EXPECT_THAT(failure(), HasSubstr(plugin_.sha256));
  EXPECT_THAT(failure(), HasSubstr(sha256_hex("#!/bin/sh\n")));
}

TEST_F(WorkspaceTest, ProgramsOfTheCheckoutArePassedOver) {
  write("checkout/bin/tool", "#!/bin/sh\n", true);
  const std::string planted = root() + "/bin";
  const std::string installed = (folder_ / "bin").string();
  variables_["PATH"] = planted + ":bin:.::" + installed;
  auto workspace = make();
  ASSERT_TRUE(workspace);
  EXPECT_EQ(workspace->program(), installed + "/tool");
  auto cell = workspace->cell("a");
  ASSERT_TRUE(cell);
  EXPECT_THAT(workspace->session(*cell).environment, Contains(Pair("PATH", installed)));

  fs::create_directories(folder_ / "links");
  fs::create_symlink(planted + "/tool", folder_ / "links/tool");
  plugin_.run = {(folder_ / "links/tool").string()};
  EXPECT_THAT(failure(), HasSubstr("lies in the checkout"));
  plugin_.executes_head = true;
  EXPECT_EQ(failure(), "");
}

TEST_F(WorkspaceTest, AFolderIsNoProgram) {
  plugin_.run = {(folder_ / "bin").string()};
  EXPECT_THAT(failure(), HasSubstr("not there or not executable"));
}

TEST_F(WorkspaceTest, TheEnvironmentIsCleanAndItsOwn) {
  variables_.insert({{"GITHUB_TOKEN", "t"}, {"PLAIN", "p"}, {"HOME", (folder_ / "home").string()}});
  plugin_.env = {"PLAIN", "NOT_SET"};
  plugin_.network = true;
  plugin_.input = PluginInput::tree;
  plugin_.expose = {"node_modules"};
  auto workspace = make();
  ASSERT_TRUE(workspace);
  auto cell = workspace->cell("after");
  ASSERT_TRUE(cell);
  auto session = workspace->session(*cell);
  std::map<std::string, std::string> seen(session.environment.begin(), session.environment.end());
  EXPECT_EQ(seen["HOME"], cell->home);
  EXPECT_EQ(seen["TMPDIR"], cell->temporary);
  EXPECT_EQ(seen["LC_ALL"], "C.UTF-8");
  EXPECT_EQ(seen["PLAIN"], "p");
  EXPECT_EQ(seen.count("GITHUB_TOKEN") + seen.count("NOT_SET"), 0u);
  EXPECT_EQ(session.directory, cell->folder);
  EXPECT_TRUE(session.network);
  EXPECT_THAT(session.hidden, ElementsAre(root(), (folder_ / "home").string()));
  EXPECT_THAT(session.reads, Contains(root() + "/node_modules"));
  for (const std::string& folder : {cell->work, cell->home, cell->temporary, cell->output})
    EXPECT_TRUE(fs::is_directory(folder) && folder.starts_with(cell->folder + "/")) << folder;
}

TEST_F(WorkspaceTest, WithExecutesHeadSecretsAreHeldBack) {
  variables_.insert({{"GITHUB_TOKEN", "t"}, {"PLAIN", "p"}, {"GITHUB_ENV", "/runner/env"}});
  plugin_.env = {"GITHUB_TOKEN", "PLAIN", "GITHUB_ENV"};
  auto without = variables(plugin_, root(), env());
  EXPECT_THAT(without.values, Contains(Pair("GITHUB_TOKEN", "t")));
  plugin_.expose = {"node_modules"};
  EXPECT_THAT(variables(plugin_, root(), env()).values, testing::Not(Contains(Pair("GITHUB_TOKEN", "t"))));
  plugin_.expose.clear();
  plugin_.executes_head = true;
  auto with = variables(plugin_, root(), env());
  EXPECT_THAT(with.values, testing::Not(Contains(Pair("GITHUB_TOKEN", "t"))));
  EXPECT_THAT(with.values, testing::Not(Contains(Pair("GITHUB_ENV", "/runner/env"))));
  EXPECT_THAT(with.values, Contains(Pair("PLAIN", "p")));
  EXPECT_THAT(with.notes, ElementsAre(HasSubstr("GITHUB_TOKEN was held back"), HasSubstr("GITHUB_ENV was held back")));
}

TEST(Secrets, AreKnownByNameOrValue) {
  for (const char* name : {"GITHUB_TOKEN", "gh_token", "ACTIONS_RUNTIME_URL", "AWS_REGION", "NPM_TOKEN", "MY_SECRET",
                           "DEPLOY_KEY", "DB_PASSWORD", "SSH_AUTH_SOCK", "STRIPE_APIKEY", "AZURE_CREDENTIALS"})
    EXPECT_TRUE(may_hold_secret(name, "x")) << name;
  for (const char* name : {"CI", "NODE_ENV", "JAVA_HOME", "KEYBOARD", "GOFLAGS", "PLAIN"})
    EXPECT_FALSE(may_hold_secret(name, "x")) << name;
  EXPECT_TRUE(may_hold_secret("HTTPS_PROXY", "http://user:password@proxy:80/"));
  EXPECT_FALSE(may_hold_secret("HTTPS_PROXY", "http://proxy:80/a@b:c"));
}

class LayOutTest : public tool_test::FolderTest {
 protected:
  Expected<Laid> lay(const Files& files, LayLimits limits = {}) {
    TreeSource source(files);
    std::vector<LaidFile> wanted;
    for (const auto& [path, entry] : files) wanted.push_back({path, source.ref(path)});
    return lay_out(wanted, source, (folder_ / "tree").string(), limits, Deadline::in(std::chrono::minutes(1)));
  }
};

TEST_F(LayOutTest, WritesWhatGitHas) {
  auto laid =
      lay({{"a/b.txt", {"1\r\n2\n"}}, {"run", {std::string("\0\xff", 2), FileMode::executable}}, {"empty", {""}}});
  ASSERT_TRUE(laid) << laid.error().text();
  EXPECT_THAT(laid->paths, ElementsAre("a/b.txt", "empty", "run"));
  EXPECT_EQ(read("tree/a/b.txt"), "1\r\n2\n");
  EXPECT_EQ(read("tree/run"), std::string("\0\xff", 2));
  EXPECT_NE(fs::status(folder_ / "tree/run").permissions() & fs::perms::owner_exec, fs::perms::none);
  EXPECT_EQ(fs::status(folder_ / "tree/empty").permissions() & fs::perms::owner_exec, fs::perms::none);
}

TEST_F(LayOutTest, LeavesOutWhatIsNoPlainFileAndSaysSo) {
  const std::string long_name(300, 'x');
  Files files = {{"link", {"/etc", FileMode::symlink}},
                 {"module", {"", FileMode::submodule}},
                 {"../up", {"x"}},
                 {"/absolute", {"x"}},
                 {"a/../../up", {"x"}},
                 {"a//b", {"x"}},
                 {"a/./b", {"x"}},
                 {".git/hooks/post-checkout", {"x"}},
                 {"a/.GIT/config", {"x"}},
                 {"line\nbreak", {"x"}},
                 {std::string("nul\0l", 5), {"x"}},
                 {long_name, {"x"}},
                 {"large", {std::string(2000, 'x')}},
                 {"plain", {"x"}}};
  auto laid = lay(files, {.file_bytes = 1000});
  ASSERT_TRUE(laid) << laid.error().text();
  EXPECT_THAT(laid->paths, ElementsAre("plain"));
  EXPECT_EQ(laid->left_out.size(), files.size() - 1);
  for (const auto& one : laid->left_out) EXPECT_THAT(one.text(), HasSubstr(": ")) << one.path;
  for (const auto& one : laid->left_out) EXPECT_EQ(one.text().find('\n'), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_ / "up"));
}

TEST_F(LayOutTest, NeverWritesThroughOrOverWhatIsThere) {
  write("outside", "safe");
  fs::create_directories(folder_ / "tree");
  fs::create_symlink(folder_ / "outside", folder_ / "tree/a");
  auto laid = lay({{"a", {"evil"}}});
  ASSERT_TRUE(laid);
  EXPECT_THAT(laid->paths, ElementsAre());
  EXPECT_EQ(read("outside"), "safe");
}

TEST_F(LayOutTest, HasLimits) {
  auto many = lay({{"a", {"1"}}, {"b", {"2"}}}, {.files = 1});
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().kind, ErrorKind::limit);
  auto much = lay({{"a", {"1"}}, {"b", {"2"}}}, {.total_bytes = 1});
  ASSERT_FALSE(much);
  EXPECT_EQ(much.error().kind, ErrorKind::limit);
}

TEST_F(LayOutTest, ExposesFoldersOfTheCheckoutButNoLinks) {
  write("checkout/parts/x", "1");
  write("checkout/.git/config", "token");
  fs::create_directory_symlink(".git", folder_ / "checkout/link");
  fs::create_directories(folder_ / "tree");
  const std::string root = (folder_ / "checkout").string(), tree = (folder_ / "tree").string();
  ASSERT_TRUE(link_exposed({"parts"}, root, tree));
  EXPECT_EQ(read("tree/parts/x"), "1");
  EXPECT_THAT(link_exposed({"missing"}, root, tree).error().text(), HasSubstr("install it"));
  EXPECT_THAT(link_exposed({"link"}, root, tree).error().text(), HasSubstr("symbolic link"));
  EXPECT_THAT(link_exposed({"parts"}, "", tree).error().text(), HasSubstr("bare"));
}

TEST_F(LayOutTest, PrivateFoldersGoWhateverIsInThem) {
  variables_["TMPDIR"] = folder_.string();
  auto made = PrivateFolder::make(env());
  ASSERT_TRUE(made);
  write("outside/keep", "safe");
  fs::path top = made->path();
  fs::create_directories(top / "closed/inner/more");
  fs::create_directory_symlink(folder_ / "outside", top / "closed/inner/link");
  fs::permissions(top / "closed/inner", fs::perms::none);
  fs::permissions(top / "closed", fs::perms::owner_read | fs::perms::owner_exec);
  fs::path here = fs::current_path();
  fs::current_path(top);
  for (int depth = 0; depth < 300; ++depth) {
    fs::create_directory("a-name-that-makes-paths-longer-than-any-system-call-takes");
    fs::current_path("a-name-that-makes-paths-longer-than-any-system-call-takes");
  }
  fs::current_path(here);
  EXPECT_TRUE(remove_private_folder(made->path()));
  EXPECT_FALSE(fs::exists(top));
  EXPECT_EQ(read("outside/keep"), "safe");
  EXPECT_TRUE(remove_private_folder(made->path()));
}

TEST_F(LayOutTest, OldLeftoversGoAndFoldersInUseStay) {
  variables_["TMPDIR"] = folder_.string();
  write("gate-run-left/after/work/x", "1");
  write("gate-run-young/x", "1");
  write("other-left/x", "1");
  fs::create_directory_symlink(folder_ / "other-left", folder_ / "gate-run-link");
  auto used = PrivateFolder::make(env());
  ASSERT_TRUE(used);
  const auto kLongAgo = fs::file_time_type::clock::now() - std::chrono::hours(2);
  for (const fs::path& old : {folder_ / "gate-run-left", folder_ / "other-left", fs::path(used->path())})
    fs::last_write_time(old, kLongAgo);
  auto next = PrivateFolder::make(env());
  ASSERT_TRUE(next);
  EXPECT_FALSE(fs::exists(folder_ / "gate-run-left"));
  for (const fs::path& kept : {folder_ / "gate-run-young/x", folder_ / "other-left/x", fs::path(used->path())})
    EXPECT_TRUE(fs::exists(kept)) << kept;
}

TEST_F(LayOutTest, ATemporaryFolderThatIsNoneIsPassedOver) {
  for (const char* odd : {"", ".", "relative", "/no/such/folder", "/dev/null", "/dev/shm"}) {
    variables_["TMPDIR"] = odd;
    auto made = PrivateFolder::make(env());
    ASSERT_TRUE(made) << odd;
    EXPECT_TRUE(made->path().starts_with(fs::canonical("/tmp").string() + "/gate-run-")) << made->path();
    EXPECT_TRUE(remove_private_folder(made->path()));
  }
}

}  // namespace
}  // namespace gate::plugins
