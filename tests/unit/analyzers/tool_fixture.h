// Trees in memory and folders on disk, for tests of what plugins are given.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "gate/base/env.h"
#include "gate/model/source.h"

namespace gate::tool_test {

namespace fs = std::filesystem;

struct Entry {
  std::string text;
  FileMode mode = FileMode::regular;
};
using Files = std::map<std::string, Entry>;

// One tree for every question; a blob is named by its path.
class TreeSource : public Source {
 public:
  explicit TreeSource(Files files) : files_(std::move(files)) {}

  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t limit) const override {
    auto found = files_.find(ref.oid);
    if (found == files_.end()) return fail(ErrorKind::git, "no such blob", ref.oid);
    if (found->second.text.size() > limit) return fail(ErrorKind::limit, "too large", ref.oid);
    return std::make_shared<const std::string>(found->second.text);
  }
  Expected<std::optional<std::string>> file(Tree, std::string_view path, std::uint64_t) const override {
    auto found = files_.find(std::string(path));
    return found == files_.end() ? std::nullopt : std::optional(found->second.text);
  }
  Expected<std::vector<TreeFile>> list(Tree, std::string_view folder) const override {
    std::vector<TreeFile> out;
    for (const auto& [path, entry] : files_)
      if (folder.empty() || path.starts_with(std::string(folder) + "/")) out.push_back({path, ref(path)});
    return out;
  }
  BlobRef ref(const std::string& path) const {
    const Entry& entry = files_.at(path);
    return {.oid = path, .mode = entry.mode, .size = entry.text.size()};
  }

 private:
  Files files_;
};

class FolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "gate-tool-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = fs::canonical(name);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A variable is looked up here alone.
  Environment env() const {
    return [variables = variables_](const std::string& name) -> std::optional<std::string> {
      auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
  }
  void write(const fs::path& path, const std::string& text, bool executable = false) {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << text;
    if (executable) fs::permissions(folder_ / path, fs::perms::owner_exec, fs::perm_options::add);
  }
  std::string read(const fs::path& path) const {
    std::ostringstream out;
    out << std::ifstream(folder_ / path, std::ios::binary).rdbuf();
    return out.str();
  }

  fs::path folder_;
  std::map<std::string, std::string> variables_;
};

}  // namespace gate::tool_test
