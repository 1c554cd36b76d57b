#include "gate/git/source.h"

#include "gate/git/tree_walk.h"

namespace gate::git {
namespace {

class ObjectSource : public Source {
 public:
  ObjectSource(std::shared_ptr<const Objects> objects, SourceTrees trees)
      : objects_(std::move(objects)), trees_(std::move(trees)) {}

  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t limit) const override {
    if (ref.mode == FileMode::absent || ref.mode == FileMode::submodule) {
      return fail(ErrorKind::not_found, "this side of the file has no contents");
    }
    auto id = parse_id(ref.oid);
    if (!id) return std::unexpected(id.error());
    return objects_->read_blob(*id, limit);
  }

  Expected<std::optional<std::string>> file(Tree tree, std::string_view path, std::uint64_t limit) const override {
    const Expected<git_oid>& root = tree_id(tree);
    if (!root) return std::unexpected(root.error());
    auto found = find_path(*objects_, *root, path);
    if (!found) return std::unexpected(found.error());
    if (!*found || (*found)->mode == FileMode::submodule) return std::nullopt;
    auto contents = objects_->read_blob((*found)->id, limit);
    if (!contents) return std::unexpected(contents.error());
    return **contents;
  }

  Expected<std::vector<TreeFile>> list(Tree tree, std::string_view folder) const override {
    const Expected<git_oid>& root = tree_id(tree);
    if (!root) return std::unexpected(root.error());
    return list_files(*objects_, *root, folder);
  }

 private:
  const Expected<git_oid>& tree_id(Tree tree) const {
    switch (tree) {
      case Tree::base: return trees_.base;
      case Tree::head: return trees_.head;
      case Tree::policy: break;
    }
    return trees_.policy;
  }

  std::shared_ptr<const Objects> objects_;
  SourceTrees trees_;
};

}  // namespace

std::shared_ptr<const Source> make_source(std::shared_ptr<const Objects> objects, SourceTrees trees) {
  return std::make_shared<ObjectSource>(std::move(objects), std::move(trees));
}

}  // namespace gate::git
