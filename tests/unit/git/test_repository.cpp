#include "test_repository.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "gate/base/process.h"
#include "gate/base/text.h"

// libgit2 1.5 leaks what it matches when it checks the extensions of a repository of format version 1.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpcre2-8"; }

namespace gate::git::testing {
namespace {

namespace fs = std::filesystem;

// libgit2 looks for the user's configuration once, when it starts: none of the machine's may decide a test.
std::string private_home() {
  static const Folder home;
  return home.path();
}

class OwnHome : public ::testing::Environment {
  void SetUp() override {
    setenv("HOME", private_home().c_str(), 1);
    unsetenv("XDG_CONFIG_HOME");
    std::ofstream(private_home() + "/.gitconfig")
        << "[user]\n\tname = Ada Test\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n"
           "[protocol \"file\"]\n\tallow = always\n[commit]\n\tgpgSign = false\n[core]\n\tautocrlf = false\n";
  }
};

const auto* const own_home = ::testing::AddGlobalTestEnvironment(new OwnHome);

std::int64_t next_minute() {
  static std::int64_t time = 1'700'000'000;
  return time += 60;
}

}  // namespace

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "gate-git-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = fs::canonical(name).string();
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string git_in(const std::string& directory, const std::vector<std::string>& args, bool may_fail) {
  ProcessSpec spec;
  spec.argv = {"git", "-c", "protocol.file.allow=always"};
  spec.argv.insert(spec.argv.end(), args.begin(), args.end());
  spec.directory = directory;
  spec.deadline = Deadline::in(std::chrono::minutes(2));
  const std::string date = fmt::format("{} +0100", next_minute());
  spec.environment = {{"PATH", getenv("PATH")},    {"HOME", private_home()},     {"GIT_CONFIG_NOSYSTEM", "1"},
                      {"GIT_AUTHOR_DATE", date},   {"GIT_COMMITTER_DATE", date}, {"LC_ALL", "C"},
                      {"GIT_TERMINAL_PROMPT", "0"}};
  auto result = run_process(spec);
  if (!result) {
    ADD_FAILURE() << result.error().text();
    return {};
  }
  if (result->exit_code != 0 && !may_fail) {
    std::string line;
    for (const std::string& arg : args) line += ' ' + arg;
    ADD_FAILURE() << "git" << line << ": " << result->errors;
  }
  return result->output;
}

TestRepository::TestRepository(const std::vector<std::string>& init_options) : path_(folder_.path("repo")) {
  std::vector<std::string> args = {"init", "--quiet", "--initial-branch=main"};
  args.insert(args.end(), init_options.begin(), init_options.end());
  args.push_back(path_);
  git_in(folder_.path(), args);
}

std::string TestRepository::path(const std::string& name) const { return name.empty() ? path_ : path_ + '/' + name; }

std::string TestRepository::git(const std::vector<std::string>& args, bool may_fail) const {
  return git_in(path_, args, may_fail);
}

void TestRepository::write(const std::string& name, std::string_view text) const {
  const fs::path target = path(name);
  fs::create_directories(target.parent_path());
  std::ofstream(target, std::ios::binary) << text;
}

void TestRepository::remove(const std::string& name) const { fs::remove_all(path(name)); }

std::string TestRepository::read(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(path(name), std::ios::binary).rdbuf();
  return text.str();
}

std::string TestRepository::commit(const std::string& message) const {
  git({"add", "--all"});
  git({"commit", "--quiet", "--allow-empty", "-m", message});
  return id("HEAD");
}

std::string TestRepository::id(const std::string& revision) const {
  return std::string(trim(git({"rev-parse", "--verify", revision})));
}

gate::Environment variables(const Variables& values) {
  return [values](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found != values.end()) return found->second;
    if (name == "PATH") return getenv("PATH");
    if (name == "HOME") return private_home();
    return std::nullopt;
  };
}

OpenOptions options_for(const std::string& path, const Variables& values) {
  OpenOptions options;
  options.path = path;
  options.env = variables(values);
  return options;
}

Expected<Change> change_of(const std::string& path, const Selection& selection, const Variables& values,
                           const DiffOptions& options) {
  auto repository = Repository::open(options_for(path, values));
  if (!repository) return std::unexpected(repository.error());
  return repository->change(selection, options);
}

Change diff(const TestRepository& repository, const std::string& range, const DiffOptions& options) {
  Selection selection;
  selection.range = range;
  auto change = change_of(repository.path(), selection, {}, options);
  EXPECT_TRUE(change) << (change ? "" : change.error().text());
  return change ? *change : Change{};
}

ChangedFile file(const Change& change, const std::string& path) {
  for (const ChangedFile& one : change.files) {
    if (one.path == path) return one;
  }
  ADD_FAILURE() << "no file " << path << " in the change";
  return {};
}

std::vector<std::string> paths(const Change& change) {
  std::vector<std::string> names;
  for (const ChangedFile& one : change.files) names.push_back(one.path);
  return names;
}

std::string lines(int count, const std::string& word) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += fmt::format("{} {}\n", word, i);
  return text;
}

}  // namespace gate::git::testing
