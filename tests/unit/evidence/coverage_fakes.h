// A change and its contents in memory, for tests of the coverage readers.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gate/base/text.h"
#include "gate/model/change.h"
#include "gate/model/source.h"

namespace gate::evidence {

// Blobs are found by oid, which is "SIDE:PATH" here.
class FakeSource : public Source {
 public:
  std::map<std::string, std::string> blobs;
  std::vector<std::string> head;  // paths of the head tree

  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t) const override {
    auto found = blobs.find(ref.oid);
    if (found == blobs.end()) return fail(ErrorKind::git, "no such blob", ref.oid);
    return std::make_shared<const std::string>(found->second);
  }
  Expected<std::optional<std::string>> file(Tree, std::string_view, std::uint64_t) const override {
    return std::optional<std::string>{};
  }
  Expected<std::vector<TreeFile>> list(Tree tree, std::string_view folder) const override {
    std::vector<TreeFile> out;
    for (const auto& path : head)
      if (tree == Tree::head && (folder.empty() || path.starts_with(std::string(folder) + "/")))
        out.push_back({path, {}});
    return out;
  }
};

struct FakeRepository {
  Change change;
  FakeSource source;

  // A file with that contents on each side ("" on the before side: added) and the hunks between them.
  ChangedFile& file(const std::string& path, const std::string& before, const std::string& after,
                    std::vector<Hunk> hunks) {
    ChangedFile file;
    file.path = file.old_path = path;
    file.status = before.empty() ? FileStatus::added : FileStatus::modified;
    if (!before.empty()) file.before = {"before:" + path, FileMode::regular, before.size()};
    file.after = {"after:" + path, FileMode::regular, after.size()};
    file.hunks = std::move(hunks);
    source.blobs["before:" + path] = before;
    source.blobs["after:" + path] = after;
    source.head.push_back(path);
    change.files.push_back(std::move(file));
    return change.files.back();
  }

  // A new file.
  ChangedFile& added(const std::string& path, const std::string& text) {
    return file(path, "", text, {{0, 0, 1, static_cast<std::uint32_t>(split_lines(text).size())}});
  }

  // A new file of that many lines of code.
  ChangedFile& added(const std::string& path, std::uint32_t lines) {
    std::string text;
    for (std::uint32_t line = 1; line <= lines; ++line) text += "call(" + std::to_string(line) + ");\n";
    return added(path, text);
  }
};

// A folder of files that is gone at the end of the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "gate-coverage-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path() const { return path_.string(); }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace gate::evidence
