// Which files a sandboxed child may open.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "gate/base/sandbox_plan.h"
#include "gate/base/text.h"

namespace gate::child {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSystemFolders[] = {
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix", "/snap", "/etc",
    // what runtimes ask about the machine
    "/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/fs/cgroup", "/sys/kernel/mm/transparent_hugepage",
    // where /etc/resolv.conf points
    "/run/systemd/resolve"};
constexpr const char* kDevices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};

// What installed software consists of, below its prefix.
constexpr const char* kInstalled[] = {"bin",     "sbin",         "lib",      "lib32", "lib64",  "libexec",
                                      "share",   "include",      "etc",      "opt",   "jre",    "conf",
                                      "modules", "node_modules", "versions", "tools", "Cellar", "pyvenv.cfg"};
// Below ~/.local lie the user's own data as well, below ~/.cargo tokens.
constexpr const char* kProgramsAlone[] = {"bin", "lib", "lib64"};

bool is_below(const fs::path& path, const fs::path& folder) {
  auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end() || (std::next(end) == folder.end() && end->empty());
}

bool in_system_folder(const fs::path& path) {
  return std::ranges::any_of(kSystemFolders, [&](const char* folder) { return is_below(path, folder); });
}

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

fs::path resolved(const fs::path& path) {
  std::error_code error;
  fs::path real = fs::canonical(path, error);
  return error ? path.lexically_normal() : real;
}

template <class Names>
void add_below(const fs::path& prefix, const Names& names, std::vector<std::string>& out) {
  for (const char* name : names) {
    if (fs::path path = prefix / name; is_there(path)) out.push_back(path.string());
  }
}

// The outermost node_modules that `path` lies in; empty: none.
fs::path package_folder(const fs::path& path) {
  fs::path folder;
  for (const fs::path& part : path) {
    folder /= part;
    if (part == "node_modules") return folder;
  }
  return {};
}

// The installation whose program `path` is. Version managers (pyenv, rbenv, asdf, mise) put stand-ins into "shims",
// which look for the program below the folder beside.
void add_installation(const fs::path& path, std::vector<std::string>& out) {
  if (in_system_folder(path)) return;
  out.push_back(path.string());
  if (fs::path packages = package_folder(path); !packages.empty()) {
    out.push_back(packages.string());
    return;
  }
  fs::path folder = path.parent_path();
  fs::path prefix = folder.parent_path();
  if (prefix.empty() || prefix == "/" || prefix.parent_path() == "/" || prefix.parent_path() == "/home") return;
  if (folder.filename() == "shims") {
    out.push_back(prefix.string());
  } else if (prefix.filename() == ".cargo") {
    out.push_back(folder.string());
    out.push_back((prefix.parent_path() / ".rustup").string());
  } else if (prefix.filename() == ".local") {
    add_below(prefix, kProgramsAlone, out);
  } else if (folder.filename() == "bin" || folder.filename() == "sbin" || folder.filename() == "libexec") {
    add_below(prefix, kInstalled, out);
  }
}

std::string in_path(const std::string& name, const std::string& path) {
  for (const std::string& folder : split(path, ':')) {
    std::string candidate = folder + "/" + name;
    if (folder.starts_with('/') && ::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return "";
}

// The program that the kernel starts for a script ("#!/usr/bin/env -S node --x" is node); empty: none.
std::vector<std::string> interpreters(const std::string& program, const std::string& path) {
  std::ifstream file(program, std::ios::binary);
  char start[256] = {};
  file.read(start, sizeof start - 1);
  std::string_view line(start);
  if (!line.starts_with("#!")) return {};
  line = line.substr(2, line.find('\n') - 2);
  std::vector<std::string> words;
  for (const std::string& word : split(line, ' ')) {
    if (!trim(word).empty()) words.emplace_back(trim(word));
  }
  if (words.empty()) return {};
  std::vector<std::string> found{words[0]};
  if (fs::path(words[0]).filename() != "env") return found;
  auto named = std::find_if(words.begin() + 1, words.end(), [](const std::string& word) {
    return !word.starts_with('-') && word.find('=') == std::string::npos;
  });
  if (named != words.end()) found.push_back(named->starts_with('/') ? *named : in_path(*named, path));
  return found;
}

void add_program(const std::string& program, const std::string& path, int depth, std::vector<std::string>& out) {
  constexpr int kDeepest = 4;  // as of the kernel's own (binfmt_script)
  if (program.empty() || depth > kDeepest) return;
  std::error_code error;
  fs::path named = fs::absolute(program, error).lexically_normal();
  fs::path real = resolved(named);
  add_installation(named, out);
  if (real != named) add_installation(real, out);
  for (const std::string& interpreter : interpreters(real.string(), path)) {
    add_program(interpreter, path, depth + 1, out);
  }
}

// What of /etc is not for everybody, such as /etc/shadow: permissions hide it from users, and this from root.
const std::vector<std::string>& private_files() {
  static const std::vector<std::string> found = [] {
    constexpr int kDeepest = 8;
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry("/etc", fs::directory_options::skip_permission_denied, error), end;
    for (; !error && entry != end; entry.increment(error)) {
      std::error_code ignored;
      auto status = entry->symlink_status(ignored);
      bool open = (status.permissions() & fs::perms::others_read) != fs::perms::none;
      if (fs::is_symlink(status) || (open && entry.depth() < kDeepest)) continue;
      files.push_back(entry->path().string());
      entry.disable_recursion_pending();
    }
    return files;
  }();
  return found;
}

// Landlock can only allow. A folder that holds something hidden is therefore allowed child by child.
class Allowance {
 public:
  explicit Allowance(const std::vector<std::string>& hidden) {
    for (const std::string& path : hidden) {
      fs::path real = resolved(path);
      // Hiding "/" (the home folder of some containers) would hide the system itself.
      bool holds_system = std::ranges::any_of(
          kSystemFolders, [&](const char* folder) { return fs::path(folder) != real && is_below(folder, real); });
      if (!path.empty() && !holds_system) hidden_.push_back(std::move(real));
    }
  }

  // True for a folder that is, or lies above, something hidden.
  bool holds_hidden(const fs::path& path) const {
    return std::ranges::any_of(hidden_, [&](const fs::path& one) { return is_below(one, path); });
  }

  void add(const fs::path& named, std::vector<Allowed>& out) const {
    fs::path path = resolved(named);
    if (is_there(path)) add_resolved(path, out, 0);
  }

 private:
  void add_resolved(const fs::path& path, std::vector<Allowed>& out, int depth) const {
    constexpr int kDeepest = 64;
    bool hidden = std::ranges::any_of(hidden_, [&](const fs::path& one) { return is_below(path, one); });
    if (hidden || depth > kDeepest) return;
    if (!holds_hidden(path)) {
      out.push_back({path.string(), false});
      return;
    }
    std::error_code error;
    for (fs::directory_iterator child(path, error), end; !error && child != end; child.increment(error)) {
      std::error_code ignored;
      if (!child->is_symlink(ignored)) add_resolved(child->path(), out, depth + 1);
    }
  }

  std::vector<fs::path> hidden_;
};

}  // namespace

std::vector<std::string> program_paths(const std::string& program, const std::string& path) {
  std::vector<std::string> out;
  add_program(program, path, 0, out);
  return out;
}

std::vector<Allowed> allowed_paths(const SandboxSpec& spec, const std::string& program, const std::string& path) {
  std::vector<Allowed> allowed;
  std::vector<std::string> hidden = spec.hidden;
  if (::geteuid() == 0) hidden.insert(hidden.end(), private_files().begin(), private_files().end());
  Allowance allowance(hidden);
  for (const char* folder : kSystemFolders) allowance.add(folder, allowed);
  for (const std::string& one : program_paths(program, path)) {
    if (!allowance.holds_hidden(one)) allowed.push_back({one, false});
  }
  for (const std::string& one : spec.reads) allowed.push_back({one, false});
  for (const std::string& one : spec.writes) allowed.push_back({one, true});
  for (const char* device : kDevices) allowed.push_back({device, true});
  return allowed;
}

}  // namespace gate::child
