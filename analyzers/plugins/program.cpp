#include "analyzers/plugins/program.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "gate/base/file.h"
#include "gate/base/hash.h"
#include "gate/base/text.h"

namespace gate::plugins {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPluginFolder = "{plugin}";
constexpr const char* kDefaultPath = "/usr/local/bin:/usr/bin:/bin";
constexpr std::uint64_t kLargestProgram = 1ull << 30;

bool is_program(const std::string& path, int access) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), access) == 0;
}

// May code of the checkout be run at all?
bool takes_checkout(const PluginSpec& plugin) { return plugin.executes_head || !plugin.sha256.empty(); }

// A folder of the checkout that is put before it holds code of the change as well.
bool runs_change(const PluginSpec& plugin) { return plugin.executes_head || !plugin.expose.empty(); }

// The absolute folders of PATH, in order.
std::vector<std::string> search_folders(const PluginSpec& plugin, const std::string& root, const Environment& env) {
  std::vector<std::string> folders = split(env("PATH").value_or(kDefaultPath), ':');
  std::erase_if(folders, [&](const std::string& folder) {
    return !folder.starts_with('/') || (!takes_checkout(plugin) && !root.empty() && lies_in(folder, root));
  });
  return folders;
}

Expected<std::string> in_path(const PluginSpec& plugin, const std::string& name, const std::string& root,
                              const Environment& env) {
  for (const std::string& folder : search_folders(plugin, root, env)) {
    std::string candidate = (fs::path(folder) / name).string();
    if (!is_program(candidate, X_OK)) continue;
    if (takes_checkout(plugin) || root.empty() || !lies_in(candidate, root)) return candidate;
  }
  return fail(ErrorKind::not_found, fmt::format("{} is not installed: no folder of PATH has it", printable(name)), {},
              fmt::format("install {}, or give its absolute path in `run:`", printable(name)));
}

Expected<std::string> at_path(const PluginSpec& plugin, const std::string& path, const std::string& root, int access) {
  if (!is_program(path, access))
    return fail(ErrorKind::not_found,
                access == X_OK ? "the program is not there or not executable" : "the file is not there",
                printable(path));
  if (!takes_checkout(plugin) && !root.empty() && lies_in(path, root))
    return fail(ErrorKind::unavailable, "the program lies in the checkout, which the change controls", printable(path),
                "install it elsewhere, or pin it with sha256");
  return path;
}

Expected<void> check_digest(const std::string& path, const std::string& pinned) {
  auto text = read_file(path, kLargestProgram);
  if (!text) return std::unexpected(text.error());
  std::string found = sha256_hex(*text);
  if (found == pinned) return {};
  return fail(ErrorKind::unavailable,
              fmt::format("the program is another one than pinned: its SHA-256 is {}, pinned is {}", found, pinned),
              printable(path), "if the new one is meant to run, change sha256 in the target's .gate.yml");
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](std::string_view start) { return text.starts_with(start); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

// "https://user:password@host"
bool has_password(std::string_view value) {
  auto scheme = value.find("://");
  if (scheme == std::string_view::npos) return false;
  std::string_view authority = value.substr(scheme + 3);
  authority = authority.substr(0, authority.find_first_of("/?# "));
  auto at = authority.rfind('@');
  return at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos;
}

// Files by which a step of a pipeline tells the next ones what to do.
bool commands_pipeline(std::string_view name) {
  constexpr std::array<std::string_view, 5> kFiles = {"GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STATE",
                                                      "GITHUB_STEP_SUMMARY"};
  return std::ranges::find(kFiles, name) != kFiles.end();
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

}  // namespace

bool lies_in(const std::string& path, const std::string& folder) {
  std::error_code error;
  fs::path inner = fs::weakly_canonical(path, error);
  if (error) inner = fs::path(path).lexically_normal();
  fs::path outer = fs::weakly_canonical(folder, error);
  if (error) outer = fs::path(folder).lexically_normal();
  if (!outer.has_filename()) outer = outer.parent_path();
  auto [end, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

Expected<std::string> find_program(const PluginSpec& plugin, const std::string& name, const std::string& plugin_folder,
                                   const std::string& root, const Environment& env) {
  if (name.starts_with(kPluginFolder)) {
    std::string path = plugin_folder + name.substr(kPluginFolder.size());
    if (is_program(path, plugin.so.empty() ? X_OK : R_OK)) return path;
    return fail(ErrorKind::not_found, fmt::format("{} is not there or not executable in the target's version of {}",
                                                  printable(name), printable(plugin.folder)));
  }
  auto found = name.starts_with('/') ? at_path(plugin, name, root, plugin.so.empty() ? X_OK : R_OK)
                                     : in_path(plugin, name, root, env);
  if (!found || plugin.sha256.empty()) return found;
  if (auto same = check_digest(*found, plugin.sha256); !same) return std::unexpected(same.error());
  return found;
}

bool may_hold_secret(std::string_view name, std::string_view value) {
  std::string word = upper(name);
  return starts_with_any(word, {"ACTIONS_", "AWS_", "AZURE_", "GOOGLE_", "NPM_", "CI_JOB_JWT", "VAULT_", "SSH_"}) ||
         contains_any(word, {"TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "APIKEY", "API_KEY",
                             "PRIVATE", "COOKIE", "SESSION"}) ||
         ends_with_any(word, {"_KEY", "_PAT", "_PASS", "_PWD", "_AUTH", "_JWT", "_DSN"}) || has_password(value);
}

Variables variables(const PluginSpec& plugin, const std::string& root, const Environment& env) {
  Variables out;
  std::string path;
  for (const std::string& folder : search_folders(plugin, root, env)) path += (path.empty() ? "" : ":") + folder;
  out.values = {{"PATH", path}, {"LANG", "C.UTF-8"}, {"LC_ALL", "C.UTF-8"}};
  for (const std::string& name : plugin.env) {
    auto value = env(name);
    if (!value) continue;
    bool held_back = runs_change(plugin) && (may_hold_secret(name, *value) || commands_pipeline(name));
    if (held_back) {
      out.notes.push_back(
          fmt::format("the variable {} was held back: it may hold a secret, and {} executes code of the change",
                      printable(name), plugin.name));
      continue;
    }
    std::erase_if(out.values, [&](const auto& one) { return one.first == name; });
    out.values.emplace_back(name, *value);
  }
  return out;
}

}  // namespace gate::plugins
