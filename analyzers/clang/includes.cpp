#include "analyzers/clang/includes.h"

#include <filesystem>
#include <mutex>

#include "gate/base/text.h"
#include "gate/base/thread_pool.h"

namespace gate::clang {
namespace {

constexpr std::size_t kMostFiles = 20'000;
constexpr std::size_t kMostCandidates = 64;  // for a name that half the tree bears
constexpr std::uint64_t kLargestSource = 4u << 20;

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

std::string normal(const std::filesystem::path& path) { return path.lexically_normal().string(); }

std::string_view skip_blanks(std::string_view text) {
  auto start = text.find_first_not_of(" \t");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

// "" when the line includes nothing, or a macro.
std::string_view included_name(std::string_view line) {
  line = skip_blanks(line);
  if (!line.starts_with('#')) return {};
  line = skip_blanks(line.substr(1));
  if (line.starts_with("include_next"))
    line.remove_prefix(12);
  else if (line.starts_with("include"))
    line.remove_prefix(7);
  else if (line.starts_with("import"))
    line.remove_prefix(6);
  else
    return {};
  line = skip_blanks(line);
  if (line.empty() || (line[0] != '"' && line[0] != '<')) return {};
  auto end = line.find(line[0] == '"' ? '"' : '>', 1);
  return end == std::string_view::npos ? std::string_view() : line.substr(1, end - 1);
}

}  // namespace

std::vector<std::string> included_names(std::string_view text) {
  std::vector<std::string> names;
  for (auto line : split_lines(text))
    if (auto name = included_name(line); !name.empty()) names.emplace_back(name);
  return names;
}

IncludeGraph::IncludeGraph(const Source& source, const std::vector<TreeFile>& tree,
                           const std::vector<std::string>& removed)
    : source_(source) {
  auto add = [this](const std::string& path) {
    if (paths_.insert(path).second) by_name_[base_name(path)].push_back(path);
  };
  for (const auto& file : tree) add(file.path);
  for (const auto& path : removed) add(path);
}

std::vector<std::string> IncludeGraph::resolve(const std::string& includer, const std::string& name) const {
  auto beside = normal(std::filesystem::path(includer).parent_path() / name);
  if (paths_.contains(beside)) return {beside};
  auto tail = normal(name);
  while (tail.starts_with("../")) tail.erase(0, 3);
  auto candidates = by_name_.find(base_name(tail));
  if (candidates == by_name_.end()) return {};
  std::vector<std::string> found;
  for (const auto& path : candidates->second)
    if ((path == tail || path.ends_with("/" + tail)) && found.size() < kMostCandidates) found.push_back(path);
  return found;
}

bool IncludeGraph::load(const std::vector<std::string>& roots, Deadline deadline) {
  std::vector<std::string> frontier;
  for (const auto& root : roots)
    if (loaded_.insert(root).second) frontier.push_back(root);
  while (!frontier.empty()) {
    std::vector<std::vector<std::string>> names(frontier.size());
    parallel_for(frontier.size(), [&](std::size_t i) {
      if (deadline.expired()) return;
      if (auto text = source_.file(Tree::head, frontier[i], kLargestSource); text && *text)
        names[i] = included_names(**text);
    });
    std::vector<std::string> next;
    for (std::size_t i = 0; i < frontier.size(); ++i)
      for (const auto& name : names[i])
        for (auto& path : resolve(frontier[i], name)) {
          included_by_[path].push_back(frontier[i]);
          if (loaded_.insert(path).second) next.push_back(std::move(path));
        }
    if (deadline.expired() || loaded_.size() > kMostFiles) return false;
    frontier = std::move(next);
  }
  return true;
}

std::unordered_set<std::string> IncludeGraph::includers(const std::vector<std::string>& headers) const {
  std::unordered_set<std::string> reached(headers.begin(), headers.end());
  std::vector<std::string> open(headers);
  while (!open.empty()) {
    auto path = std::move(open.back());
    open.pop_back();
    auto found = included_by_.find(path);
    if (found == included_by_.end()) continue;
    for (const auto& includer : found->second)
      if (reached.insert(includer).second) open.push_back(includer);
  }
  return reached;
}

}  // namespace gate::clang
