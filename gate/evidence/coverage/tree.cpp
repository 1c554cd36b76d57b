#include <algorithm>

#include "gate/evidence/coverage/paths.h"

namespace gate::evidence {

HeadTree::HeadTree(const Source& source, const Change& change) : source_(source) {
  for (const auto& file : change.files)
    if (file.status != FileStatus::deleted) known_.insert(file.path);
}

void HeadTree::list_all() {
  if (all_) return;
  all_ = true;
  if (auto files = source_.list(Tree::head, ""))
    for (auto& file : *files) known_.insert(std::move(file.path));
  for (const auto& path : known_) by_base_[std::string(base_name(path))].push_back(path);
}

bool HeadTree::exists(const std::string& path) {
  if (known_.contains(path)) return true;
  if (all_) return false;
  auto slash = path.rfind('/');
  if (slash == std::string::npos) {
    list_all();
    return known_.contains(path);
  }
  auto [at, fresh] = folders_.try_emplace(path.substr(0, slash));
  if (fresh) {
    if (auto files = source_.list(Tree::head, at->first))
      for (auto& file : *files) at->second.insert(std::move(file.path));
  }
  return at->second.contains(path);
}

std::string HeadTree::longest_suffix(std::string_view path) {
  list_all();
  if (!by_base_.contains(std::string(base_name(path)))) return {};
  for (std::size_t start = path.starts_with('/') ? 1 : 0; start < path.size();) {
    std::string rest(path.substr(start));
    if (known_.contains(rest)) return rest;
    auto slash = path.find('/', start);
    if (slash == std::string_view::npos) break;
    start = slash + 1;
  }
  return {};
}

std::vector<std::string> HeadTree::ending_in(const std::string& path) {
  list_all();
  std::vector<std::string> out;
  auto same = by_base_.find(std::string(base_name(path)));
  if (same == by_base_.end()) return out;
  std::ranges::copy_if(same->second, std::back_inserter(out),
                       [end = "/" + path](const std::string& file) { return file.ends_with(end); });
  return out;
}

}  // namespace gate::evidence
