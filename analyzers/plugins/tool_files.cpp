#include "analyzers/plugins/tool_files.h"

#include <algorithm>

namespace gate::plugins {
namespace {

bool is_below(std::string_view path, std::string_view folder) {
  return path == folder || (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

bool is_exposed(const PluginSpec& plugin, std::string_view path) {
  return std::ranges::any_of(plugin.expose, [&](const std::string& folder) { return is_below(path, folder); });
}

const std::string& path_on(const ChangedFile& file, Side side) {
  return side == Side::before && !file.old_path.empty() ? file.old_path : file.path;
}

}  // namespace

Concern::Concern(const PluginSpec& plugin, const ChangeView& view)
    : globs_(plugin.paths.begin(), plugin.paths.end()), view_(&view) {}

bool Concern::operator()(std::string_view path) const {
  bool named = globs_.empty() || std::ranges::any_of(globs_, [&](const Glob& glob) { return glob.matches(path); });
  return named && !view_->excluded(path);
}

std::vector<LaidFile> concerned_files(const PluginSpec& plugin, const ChangeView& view, Side side) {
  Concern concern(plugin, view);
  std::vector<LaidFile> files;
  for (const ChangedFile& file : view.change.files) {
    if (file.status == FileStatus::deleted) continue;
    const BlobRef& blob = side == Side::before ? file.before : file.after;
    const std::string& path = path_on(file, side);
    if (blob.mode != FileMode::absent && concern(path)) files.push_back({path, blob});
  }
  std::ranges::sort(files, {}, &LaidFile::path);
  return files;
}

bool concerns(const PluginSpec& plugin, const ChangeView& view) {
  Concern concern(plugin, view);
  const bool whole = plugin.input == PluginInput::tree && !names_files(plugin);
  return std::ranges::any_of(view.change.files, [&](const ChangedFile& file) {
    return (whole || file.status != FileStatus::deleted) && concern(file.path);
  });
}

bool names_files(const PluginSpec& plugin) {
  return std::ranges::any_of(plugin.run, [](const std::string& word) { return word.find("{files}") != word.npos; });
}

Expected<std::vector<LaidFile>> tree_files(const PluginSpec& plugin, const ChangeView& view, Side side) {
  auto listed = view.source.list(side == Side::before ? Tree::base : Tree::head, "");
  if (!listed) return std::unexpected(listed.error());
  std::vector<LaidFile> files;
  files.reserve(listed->size());
  for (TreeFile& file : *listed)
    if (!is_exposed(plugin, file.path)) files.push_back({std::move(file.path), std::move(file.blob)});
  return files;
}

}  // namespace gate::plugins
