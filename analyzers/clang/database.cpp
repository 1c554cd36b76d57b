#include "analyzers/clang/database.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "gate/base/file.h"
#include "gate/base/json.h"

namespace gate::clang {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestDatabase = 512u << 20;
constexpr const char* kFile = "compile_commands.json";
constexpr const char* kUsualFolders[] = {"build",
                                         "",
                                         "out",
                                         "builddir",
                                         "_build",
                                         "build/debug",
                                         "build/release",
                                         "build/Debug",
                                         "build/Release",
                                         "build/dev",
                                         "out/build",
                                         "out/Debug",
                                         "out/Release",
                                         "cmake-build-debug",
                                         "cmake-build-release"};
constexpr const char* kRemedy =
    "configure with `cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON` (or run `bear -- make`) before the check; if "
    "it lies "
    "elsewhere, name it: analyzers: { clang: { compile_commands: build/compile_commands.json } }";

std::string text_of(const Json& entry, const char* key) {
  auto found = entry.find(key);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> argv_of(const Json& entry) {
  auto arguments = entry.find("arguments");
  if (arguments == entry.end() || !arguments->is_array()) return split_command(text_of(entry, "command"));
  std::vector<std::string> argv;
  for (const auto& argument : *arguments)
    if (argument.is_string()) argv.push_back(argument.get<std::string>());
  return argv;
}

// Maps files to paths below the root. The database may have been made through a symbolic link to the root.
class RootMapper {
 public:
  explicit RootMapper(const std::string& root) : root_(root) {}

  // "" when the file lies elsewhere.
  std::string map(const fs::path& file) {
    auto plain = file.lexically_normal();
    auto path = below(plain.string());
    if (!path.empty()) return path;
    return below((real(plain.parent_path()) / plain.filename()).string());
  }

 private:
  std::string below(const std::string& file) const {
    bool inside = file.size() > root_.size() + 1 && file.starts_with(root_) && file[root_.size()] == '/';
    return inside ? file.substr(root_.size() + 1) : std::string();
  }

  const fs::path& real(const fs::path& folder) {
    auto [entry, fresh] = real_.try_emplace(folder.string());
    if (fresh) {
      std::error_code error;
      entry->second = fs::weakly_canonical(folder, error);
    }
    return entry->second;
  }

  const std::string& root_;
  std::unordered_map<std::string, fs::path> real_;
};

void add_entry(const Json& entry, RootMapper& mapper, std::unordered_set<std::string>& seen, Database& database) {
  if (!entry.is_object()) return;
  fs::path directory = text_of(entry, "directory");
  std::string file = text_of(entry, "file");
  if (file.empty()) return;
  if (directory.is_relative()) directory = fs::path(database.folder) / directory;
  std::string path = mapper.map(directory / file);
  if (path.empty()) {
    ++database.elsewhere;
  } else if (seen.insert(path).second) {
    database.units.push_back({path, directory.lexically_normal().string(), sanitise(argv_of(entry))});
  }
}

}  // namespace

Expected<std::string> find_database(const std::string& root, const std::string& option) {
  std::error_code error;
  if (!option.empty()) {
    if (fs::is_regular_file(fs::path(root) / option, error)) return option;
    return fail(ErrorKind::not_found, "there is no " + option, {}, kRemedy);
  }
  for (const char* folder : kUsualFolders) {
    auto path = fs::path(folder) / kFile;
    if (fs::is_regular_file(fs::path(root) / path, error)) return path.string();
  }
  return fail(ErrorKind::not_found, "there is no compilation database", {}, kRemedy);
}

Expected<Database> read_database(const std::string& root, const std::string& path) {
  auto file = fs::path(root) / path;
  auto text = read_file(file, kLargestDatabase);
  if (!text) return std::unexpected(text.error());
  auto json = parse_json(*text, path);
  if (!json) return std::unexpected(json.error());
  if (!json->is_array()) return fail(ErrorKind::parse, "a compilation database is a JSON array", path, "make it anew");
  std::error_code error;
  Database database{.path = path, .folder = fs::weakly_canonical(file.parent_path(), error).string(), .units = {}};
  RootMapper mapper(root);
  std::unordered_set<std::string> seen;
  for (const auto& entry : *json) add_entry(entry, mapper, seen, database);
  std::ranges::sort(database.units, {}, &Unit::path);
  return database;
}

}  // namespace gate::clang
