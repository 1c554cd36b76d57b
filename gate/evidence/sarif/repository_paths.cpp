#include "gate/evidence/sarif/repository_paths.h"

#include <filesystem>

namespace gate::evidence {
namespace {

std::string parent(const std::string& folder) {
  const auto slash = folder.rfind('/');
  return slash == std::string::npos ? std::string() : folder.substr(0, slash);
}

}  // namespace

RepositoryPaths::RepositoryPaths(const std::string& root, std::string folder, HeadTree& tree)
    : folder_(std::move(folder)), tree_(tree) {
  if (root.empty()) return;
  std::error_code code;
  for (const auto& path : {std::filesystem::absolute(root, code), std::filesystem::weakly_canonical(root, code)})
    if (auto normal = normal_path(path.generic_string()); !normal.empty()) roots_.push_back(std::move(normal));
}

std::optional<std::string> RepositoryPaths::exact(std::string_view path) {
  const std::string normal = normal_path(path);
  if (!is_absolute(normal)) return tree_.exists(normal) ? std::optional(normal) : std::nullopt;
  for (const auto& root : roots_) {
    if (!normal.starts_with(root + "/")) continue;
    if (auto below = normal.substr(root.size() + 1); tree_.exists(below)) return below;
  }
  return std::nullopt;
}

std::optional<std::string> RepositoryPaths::around_report(const std::string& path) {
  for (std::string folder = folder_; !folder.empty(); folder = parent(folder))
    if (auto candidate = normal_path(folder + "/" + path); tree_.exists(candidate)) return candidate;
  return std::nullopt;
}

std::optional<std::string> RepositoryPaths::by_end(const std::string& path) {
  if (is_absolute(path)) {
    auto end = tree_.longest_suffix(path);
    if (end.empty() || (end.find('/') == std::string::npos && !tree_.ending_in(end).empty())) return std::nullopt;
    return end;
  }
  auto files = tree_.ending_in(path);
  return files.size() == 1 ? std::optional(std::move(files.front())) : std::nullopt;
}

std::optional<std::string> RepositoryPaths::guess(std::string_view path) {
  const std::string normal = normal_path(path);
  if (normal.empty() || normal.starts_with("../")) return std::nullopt;
  auto found = is_absolute(normal) ? std::nullopt : around_report(normal);
  if (!found) found = by_end(normal);
  if (found && guessed_++ == 0) example_ = normal + " as " + *found;
  return found;
}

}  // namespace gate::evidence
