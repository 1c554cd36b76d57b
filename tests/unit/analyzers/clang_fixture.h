// A checkout on disk and the two trees of a change in memory, for tests of the clang analyzer.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "analyzers/clang/clang.h"
#include "gate/base/json.h"
#include "gate/model/source.h"

namespace gate::clang_test {

using Files = std::map<std::string, std::string>;  // path -> contents

// Blobs are named by their side and path; contents are looked up by that name.
class MemorySource : public Source {
 public:
  MemorySource(Files before, Files after) : before_(std::move(before)), after_(std::move(after)) {}

  static std::string oid(Side side, const std::string& path) { return (side == Side::before ? "b:" : "a:") + path; }

  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t limit) const override {
    const Files& files = ref.oid.starts_with("b:") ? before_ : after_;
    auto found = files.find(ref.oid.substr(2));
    if (found == files.end()) return fail(ErrorKind::git, "no such blob", ref.oid);
    if (found->second.size() > limit) return fail(ErrorKind::limit, "too large", ref.oid);
    return std::make_shared<const std::string>(found->second);
  }
  Expected<std::optional<std::string>> file(Tree tree, std::string_view path, std::uint64_t) const override {
    const Files& files = tree == Tree::head ? after_ : before_;
    auto found = files.find(std::string(path));
    return found == files.end() ? std::nullopt : std::optional(found->second);
  }
  Expected<std::vector<TreeFile>> list(Tree tree, std::string_view) const override {
    bool head = tree == Tree::head;
    std::vector<TreeFile> list;
    for (const auto& [path, text] : head ? after_ : before_)
      list.push_back({path, blob_ref(head ? Side::after : Side::before, path, text)});
    return list;
  }
  static BlobRef blob_ref(Side side, const std::string& path, const std::string& text) {
    return {.oid = oid(side, path), .mode = FileMode::regular, .size = text.size()};
  }

 private:
  Files before_, after_;
};

// Compiles a change whose checkout holds the side after, unless `disk` says otherwise.
class ClangTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "gate-clang-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = std::filesystem::canonical(name);
    const char* named = std::getenv("GATE");
    executable_ = named ? named : GATE_BINARY;
    if (!std::filesystem::exists(executable_)) GTEST_SKIP() << "gate is not built: " << executable_;
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }

  // One entry for each source, compiled in the folder build.
  void write_database(const std::vector<std::string>& sources, const std::string& flags = "-I../include",
                      const std::string& compiler = "cc") {
    Json database = Json::array();
    for (const auto& source : sources)
      database.push_back({{"directory", (root_ / "build").string()},
                          {"file", "../" + source},
                          {"command", compiler + " " + flags + " -o x.o -c ../" + source}});
    write("build/compile_commands.json", database.dump());
  }

  ChangeResult check(const Files& before, const Files& after) {
    for (const auto& [path, text] : disk_ ? *disk_ : after) write(path, text);
    MemorySource source(before, after);
    Change change;
    change.files = changed_files(before, after);
    ChangeView view{.change = change,
                    .source = source,
                    .root = root_.string(),
                    .executable = executable_,
                    .hook = hook_,
                    .file_limit = 2u << 20,
                    .worker_memory = memory_};
    auto analyzer = clang_analyzer();
    Json values = Json::object();
    for (const auto& option : analyzer.options) values[option.name] = option.fallback;
    values.update(options_);
    auto result = std::get<ChangeAnalysis>(analyzer.run)(view, Options(values), deadline_);
    if (result) return *result;
    ChangeResult failed;
    failed.state = RunState::error;
    failed.reason = result.error().text();
    return failed;
  }

  static std::vector<ChangedFile> changed_files(const Files& before, const Files& after) {
    std::vector<ChangedFile> files;
    auto lines = [](const std::string& text) { return static_cast<std::uint32_t>(std::ranges::count(text, '\n')); };
    for (const auto& [path, text] : after) {
      auto old = before.find(path);
      if (old != before.end() && old->second == text) continue;
      ChangedFile file{.path = path,
                       .old_path = path,
                       .status = FileStatus::added,
                       .before = {},
                       .after = MemorySource::blob_ref(Side::after, path, text),
                       .note = {},
                       .hunks = {}};
      Hunk hunk{0, 0, 1, lines(text)};
      if (old != before.end()) {
        file.status = FileStatus::modified;
        file.before = MemorySource::blob_ref(Side::before, path, old->second);
        hunk.old_start = 1;
        hunk.old_lines = lines(old->second);
      }
      file.hunks = {hunk};
      files.push_back(file);
    }
    for (const auto& [path, text] : before)
      if (!after.contains(path))
        files.push_back({.path = path,
                         .old_path = path,
                         .status = FileStatus::deleted,
                         .before = MemorySource::blob_ref(Side::before, path, text),
                         .after = {},
                         .note = {},
                         .hunks = {}});
    return files;
  }

  // "rule path:line: message" of each finding, one a line.
  static std::string told(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings)
      text += finding.rule + " " + finding.place.path + ":" + std::to_string(finding.place.line) + ": " +
              finding.message + "\n";
    return text;
  }

  std::filesystem::path root_;
  std::string executable_;
  bool hook_ = false;
  std::uint64_t memory_ = 2ull << 30;
  std::optional<Files> disk_;
  Json options_ = Json::object();
  Deadline deadline_ = Deadline::in(std::chrono::seconds(60));
};

}  // namespace gate::clang_test
