#include "analyzers/plugins/workspace.h"

#include <algorithm>
#include <filesystem>

#include "analyzers/plugins/lay_out.h"
#include "analyzers/plugins/replace.h"
#include "gate/base/text.h"

namespace gate::plugins {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPluginWord = "{plugin}";
constexpr LayLimits kPluginLimits{.file_bytes = 256u << 20, .total_bytes = 512u << 20, .files = 20'000};

Expected<void> make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return fail(ErrorKind::io, "cannot make a folder: " + error.message(), printable(path));
  return {};
}

// Nobody writes below `folder` again; programs stay programs.
void make_read_only(const std::string& folder) {
  constexpr fs::perms kWrite = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  std::error_code ignored;
  for (fs::recursive_directory_iterator entry(folder, ignored), end; !ignored && entry != end; entry.increment(ignored))
    fs::permissions(entry->path(), kWrite, fs::perm_options::remove, ignored);
  fs::permissions(folder, kWrite, fs::perm_options::remove, ignored);
}

bool has(const std::vector<std::pair<std::string, std::string>>& variables, std::string_view name) {
  return std::ranges::any_of(variables, [&](const auto& one) { return one.first == name; });
}

}  // namespace

Workspace::Workspace(const PluginSpec& plugin, std::string root, Environment env, PrivateFolder folder)
    : plugin_(plugin), root_(std::move(root)), env_(std::move(env)), private_(std::move(folder)) {}

Expected<Workspace> Workspace::make(const PluginSpec& plugin, const Source& source, const std::string& root,
                                    const Environment& env) {
  auto folder = PrivateFolder::make(env);
  if (!folder) return std::unexpected(folder.error());
  Workspace workspace(plugin, root, env, std::move(*folder));
  if (!plugin.folder.empty())
    if (auto laid = workspace.lay_plugin(source); !laid) return std::unexpected(laid.error());
  const std::string name = plugin.so.empty() ? (plugin.run.empty() ? "" : plugin.run.front()) : plugin.so;
  auto program = find_program(plugin, name, workspace.plugin_folder_, root, env);
  if (!program) return std::unexpected(program.error());
  workspace.program_ = std::move(*program);
  auto seen = variables(plugin, root, env);
  workspace.variables_ = std::move(seen.values);
  workspace.notes_ = std::move(seen.notes);
  return workspace;
}

Expected<void> Workspace::lay_plugin(const Source& source) {
  auto listed = source.list(Tree::policy, plugin_.folder);
  if (!listed) return std::unexpected(listed.error());
  if (listed->empty())
    return fail(ErrorKind::not_found, "the target's version of the repository has no such folder",
                printable(plugin_.folder), "merge the plugin's files first, or correct `folder:`");
  std::vector<LaidFile> files;
  for (const TreeFile& file : *listed) {
    if (file.blob.mode != FileMode::regular && file.blob.mode != FileMode::executable)
      return fail(ErrorKind::config, "a plugin's folder holds plain files only, this is a symbolic link or a submodule",
                  printable(file.path));
    files.push_back({file.path.substr(plugin_.folder.size() + 1), file.blob});
  }
  plugin_folder_ = folder() + "/plugin";
  auto laid = lay_out(files, source, plugin_folder_, kPluginLimits, Deadline::never());
  if (!laid) return std::unexpected(laid.error());
  if (!laid->left_out.empty())
    return fail(ErrorKind::config, "a file of the plugin's folder cannot be laid out: " + laid->left_out.front().text(),
                printable(plugin_.folder));
  make_read_only(plugin_folder_);
  return {};
}

Expected<Cell> Workspace::cell(const std::string& name) const {
  Cell cell;
  cell.folder = folder() + "/" + name;
  cell.work = cell.folder + "/work";
  cell.home = cell.folder + "/home";
  cell.temporary = cell.folder + "/tmp";
  cell.output = cell.folder + "/output";
  for (const std::string& one : {cell.work, cell.home, cell.temporary, cell.output})
    if (auto made = make_folder(one); !made) return std::unexpected(made.error());
  return cell;
}

std::vector<std::string> Workspace::words() const {
  std::vector<std::string> words;
  for (const std::string& word : plugin_.run) words.push_back(replaced(word, kPluginWord, plugin_folder_));
  if (!words.empty()) words.front() = program_;
  return words;
}

worker::SessionSpec Workspace::session(const Cell& cell) const {
  worker::SessionSpec spec;
  spec.name = plugin_.name;
  spec.directory = cell.folder;
  spec.environment = variables_;
  const std::pair<std::string, std::string> own[] = {{"HOME", cell.home},
                                                     {"TMPDIR", cell.temporary},
                                                     {"XDG_CONFIG_HOME", cell.home + "/.config"},
                                                     {"XDG_CACHE_HOME", cell.home + "/.cache"},
                                                     {"XDG_DATA_HOME", cell.home + "/.local/share"},
                                                     {"XDG_STATE_HOME", cell.home + "/.local/state"},
                                                     {"XDG_RUNTIME_DIR", cell.temporary}};
  for (const auto& one : own)
    if (!has(spec.environment, one.first)) spec.environment.push_back(one);
  spec.mode = plugin_.sandbox;
  if (!plugin_folder_.empty()) spec.reads.push_back(plugin_folder_);
  if (!program_.empty()) spec.reads.push_back(program_);
  for (const std::string& folder : plugin_.expose)
    if (!root_.empty() && plugin_.input == PluginInput::tree) spec.reads.push_back(root_ + "/" + folder);
  if (!root_.empty()) spec.hidden.push_back(root_);
  if (auto home = env_("HOME"); home && home->starts_with('/')) spec.hidden.push_back(*home);
  spec.network = plugin_.network;
  spec.memory_bytes = plugin_.memory_bytes;
  spec.output_bytes = plugin_.output_bytes;
  return spec;
}

}  // namespace gate::plugins
