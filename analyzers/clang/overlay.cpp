#include "analyzers/clang/overlay.h"

#include <algorithm>
#include <array>

#include "analyzers/clang/access.h"
#include "gate/base/text.h"

namespace gate::clang {
namespace {

constexpr std::uint64_t kMostBytes = 48u << 20;
constexpr const char* kLater = "later";  // the worker asks for it when it needs it
constexpr const char* kRefused = "refused";

constexpr std::array kExtensions = {".c", ".h", ".cc",  ".hh",  ".cpp", ".hpp", ".cxx", ".hxx", ".c++", ".h++",
                                    ".C", ".H", ".inc", ".inl", ".ipp", ".tcc", ".tpp", ".def", ".txx", ".ixx"};

bool is_text_path(const std::string& path) { return is_utf8(path); }

const std::string& old_path(const ChangedFile& file) { return file.old_path.empty() ? file.path : file.old_path; }

}  // namespace

bool is_c_family(std::string_view path) {
  auto name = path.substr(path.find_last_of('/') + 1);
  auto dot = name.find_last_of('.');
  return dot != std::string_view::npos &&
         std::ranges::any_of(kExtensions, [&](auto known) { return name.substr(dot) == known; });
}

Overlay::Overlay(const ChangeView& view, const std::vector<TreeFile>& tree) : view_(view) {
  for (const auto& file : tree) tree_.emplace(file.path, &file.blob);
  // Sources first: they are what the limit must not cut off.
  for (bool sources : {true, false})
    for (const auto& file : view.change.files)
      if (is_text_path(file.path) && is_c_family(file.path) == sources) add_changed(file, sources);
}

Json Overlay::contents(const BlobRef& blob) {
  if (blob.mode == FileMode::absent || blob.mode == FileMode::submodule) return nullptr;
  if (bytes_ + blob.size > kMostBytes) return kRefused;
  auto text = view_.source.blob(blob, view_.file_limit);
  if (!text) return kRefused;
  bytes_ += (*text)->size();
  if (blob.mode == FileMode::symlink) return {{"link", to_utf8(**text)}};
  if (is_utf8(**text)) return {{"text", **text}};
  return {{"base64", base64(**text)}};
}

void Overlay::add_changed(const ChangedFile& file, bool with_text) {
  auto side = [&](const BlobRef& blob) -> Json {
    bool exists = blob.mode != FileMode::absent && blob.mode != FileMode::submodule;
    return with_text || !exists ? contents(blob) : Json(kLater);
  };
  entries_[file.path].after = side(file.after);
  const auto& old = old_path(file);
  if (is_text_path(old)) entries_[old].before = side(file.before);
}

Json Overlay::files() const {
  std::lock_guard lock(mutex_);
  Json list = Json::array();
  for (const auto& [path, entry] : entries_)
    list.push_back({{"path", path}, {"before", entry.before}, {"after", entry.after}, {"changed", entry.changed}});
  return list;
}

bool Overlay::add_from_tree(const std::string& path) {
  auto found = tree_.find(path);
  if (found == tree_.end() || entries_.contains(path)) return false;
  Json text = contents(*found->second);
  entries_[path] = {text, text, false};
  return true;
}

bool Overlay::learn(const Json& side) {
  std::lock_guard lock(mutex_);
  bool learned = false;
  for (const auto& [path, oid] : object_at(side, "read").items()) {
    auto found = tree_.find(path);
    bool same = found == tree_.end() || (oid.is_string() && found->second->oid == oid.get_ref<const std::string&>());
    if (!same) learned = add_from_tree(path) || learned;
  }
  for (const auto& path : list_at(side, "absent"))
    if (path.is_string()) learned = add_from_tree(path.get<std::string>()) || learned;
  for (const auto& path : list_at(side, "wanted"))
    for (const auto& file : view_.change.files)
      if (path.is_string() && (path == file.path || path == old_path(file))) {
        add_changed(file, true);
        learned = true;
      }
  return learned;
}

}  // namespace gate::clang
