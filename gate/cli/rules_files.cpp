#include "gate/cli/rules_files.h"

#include <algorithm>
#include <filesystem>

#include "gate/base/file.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

bool is_yaml(const std::string& name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

// ".fixed" as one of the suffixes.
bool is_fixed(const std::string& name) { return name.find(".fixed.") != std::string::npos; }

bool is_yaml_target(const std::string& name) { return name.ends_with(".test.yaml") || name.ends_with(".test.yml"); }

bool is_rule_name(const std::string& name) {
  return is_yaml(name) && !is_yaml_target(name) && !is_fixed(name) && !name.starts_with(".");
}

std::string stem(const std::string& name) { return name.substr(0, name.find('.')); }

// Other YAML stands beside rules: what has no key `rules` is none of ours.
bool has_rules(const fs::path& path) {
  auto text = read_file(path);
  if (!text) return true;  // read again, and reported, by whoever uses it
  return text->starts_with("rules:") || text->find("\nrules:") != std::string::npos ||
         text->find("\"rules\"") != std::string::npos;
}

void add_folder(const fs::path& folder, std::vector<std::string>& out) {
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (name.starts_with(".") || at->is_symlink(ignored)) at.disable_recursion_pending();
    } else if (is_rule_name(name) && at->is_regular_file(ignored) && has_rules(at->path())) {
      out.push_back(at->path().string());
    }
  }
}

std::vector<std::string> siblings(const fs::path& path) {
  std::vector<std::string> out;
  std::error_code error;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const std::string name = at->path().filename().string();
    if (stem(name) == stem(path.filename().string()) && at->is_regular_file(ignored))
      out.push_back(path.has_parent_path() ? at->path().string() : name);
  }
  std::ranges::sort(out);
  return out;
}

std::string name_of(const std::string& path) { return fs::path(path).filename().string(); }

}  // namespace

Expected<std::vector<std::string>> find_rule_files(const std::vector<std::string>& places) {
  std::vector<std::string> out;
  for (const auto& place : places) {
    std::error_code error;
    if (fs::is_directory(place, error)) {
      add_folder(place, out);
    } else if (fs::exists(place, error)) {
      out.push_back(place);
    } else {
      return fail(ErrorKind::usage, "there is no such file or folder", place);
    }
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

std::vector<std::string> find_targets(const std::string& rule_file) {
  auto out = siblings(rule_file);
  std::erase_if(out, [&](const std::string& path) {
    const std::string name = name_of(path);
    return name == name_of(rule_file) || is_rule_name(name) || is_fixed(name);
  });
  return out;
}

std::string find_fixed(const std::string& target) {
  const std::string extension = fs::path(target).extension().string();
  for (auto& path : siblings(target))
    if (is_fixed(name_of(path)) && fs::path(path).extension().string() == extension) return path;
  return {};
}

}  // namespace gate::cli
