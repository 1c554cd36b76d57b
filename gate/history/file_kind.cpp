#include "gate/history/file_kind.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "gate/base/text.h"
#include "gate/history/file_kind_lists.h"

namespace gate::history {
namespace {

const FileKindLists& lists() {
  static const FileKindLists all;
  return all;
}

// A path taken apart, in lower case.
struct Parts {
  std::vector<std::string_view> folders;
  std::string_view name, stem, extension;  // "a/b.test.ts": "b.test.ts", "b.test", "ts"
};

Parts take_apart(std::string_view path) {
  Parts parts;
  for (std::size_t slash; (slash = path.find('/')) != path.npos; path.remove_prefix(slash + 1))
    parts.folders.push_back(path.substr(0, slash));
  parts.name = parts.stem = path;
  if (auto dot = path.rfind('.'); dot != path.npos && dot > 0) {
    parts.stem = path.substr(0, dot);
    parts.extension = path.substr(dot + 1);
  }
  return parts;
}

bool has_folder(const Parts& parts, const WordSet& words) {
  return std::any_of(parts.folders.begin(), parts.folders.end(), [&](auto folder) { return words.has(folder); });
}

// "V2__add_index.sql", of Flyway: a version, two underscores, words.
bool is_versioned(std::string_view name) {
  if (name.empty() || (name[0] != 'v' && name[0] != 'u' && name[0] != 'r')) return false;
  auto end = name.find("__");
  if (end == name.npos) return false;
  auto version = name.substr(1, end - 1);
  return version.find_first_not_of("0123456789._") == version.npos && (!version.empty() || name[0] == 'r');
}

bool is_migration(const Parts& parts) {
  if (has_folder(parts, lists().test_folders)) return false;
  const auto extension = parts.extension;
  if (extension == "sql" || extension == "ddl") return true;
  if (is_versioned(parts.name) && (extension == "java" || extension == "kt" || extension == "groovy")) return true;
  return has_folder(parts, lists().migration_folders) && lists().migration_extensions.has(extension);
}

// A word of a name in lower case that begins or ends at a change of case in the name as written: FooTest, TestFoo.
bool names_test(std::string_view stem) {
  static constexpr std::string_view endings[] = {"Test", "Tests",  "TestCase", "TestSuite", "Spec",
                                                 "IT",   "ITCase", "TestBase", "TestUtils"};
  auto stands_before = [&](std::size_t at) {
    return at > 0 && ((stem[at - 1] >= 'a' && stem[at - 1] <= 'z') || (stem[at - 1] >= '0' && stem[at - 1] <= '9'));
  };
  for (auto ending : endings)
    if (stem.ends_with(ending) && stands_before(stem.size() - ending.size())) return true;
  return stem.starts_with("Test") && stem.size() > 4 && stem[4] >= 'A' && stem[4] <= 'Z';
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return text.ends_with(ending); });
}

bool is_test_folder(std::string_view folder) {
  return lists().test_folders.has(folder) || ends_with_any(folder, {"-test", "-tests", "_test", "_tests"});
}

bool is_test(const Parts& parts, std::string_view written) {
  if (std::any_of(parts.folders.begin(), parts.folders.end(), is_test_folder)) return true;
  if (!parts.folders.empty() && parts.folders[0] == "t") return true;  // of Perl and git: t/t1234-name.sh
  const auto stem = parts.stem, extension = parts.extension;
  if (extension == "t" || extension == "feature" || extension == "bats") return true;
  if (stem == "test" || stem == "tests" || stem == "conftest") return true;
  if (stem.starts_with("test_") || stem.starts_with("test-")) return true;
  if (ends_with_any(stem, {"_test", "_tests", "_spec", "-test", "-spec", ".test", ".tests", ".spec", "_unittest"}))
    return true;
  return names_test(written.substr(written.size() - parts.name.size(), stem.size()));
}

bool is_manifest(const Parts& parts) {
  if (lists().manifests.has(parts.name) || lists().project_extensions.has(parts.extension)) return true;
  if (parts.extension != "txt" && parts.extension != "in") return false;
  return parts.name.starts_with("requirements") || parts.name.starts_with("constraints") ||
         (!parts.folders.empty() && parts.folders.back() == "requirements");
}

bool is_build(const Parts& parts) {
  if (lists().builds.has(parts.name) || lists().build_extensions.has(parts.extension)) return true;
  if (parts.name.starts_with("makefile.") || parts.name.starts_with("jenkinsfile")) return true;
  return parts.folders.size() >= 2 && parts.folders[0] == ".github" && parts.folders[1] == "workflows";
}

bool is_documentation(const Parts& parts) {
  if (lists().documents.has(parts.extension)) return true;
  if (lists().code.has(parts.extension)) return false;
  return lists().papers.has(parts.stem) || has_folder(parts, lists().document_folders);
}

bool is_configuration(const Parts& parts) {
  if (lists().settings.has(parts.name) || lists().configuration_extensions.has(parts.extension)) return true;
  return parts.name.starts_with("dockerfile.") || parts.name.starts_with(".env.") ||
         parts.name.starts_with(".eslintrc");
}

}  // namespace

FileKind file_kind(std::string_view path) {
  const std::string small = lower(path);
  const Parts parts = take_apart(small);
  if (is_migration(parts)) return FileKind::migration;
  if (is_test(parts, path)) return FileKind::test;
  if (is_manifest(parts)) return FileKind::manifest;
  if (is_build(parts)) return FileKind::build;
  if (is_documentation(parts)) return FileKind::documentation;
  if (is_configuration(parts)) return FileKind::configuration;
  return lists().code.has(parts.extension) ? FileKind::code : FileKind::other;
}

bool is_foreign(std::string_view path) {
  const std::string small = lower(path);
  const Parts parts = take_apart(small);
  if (has_folder(parts, lists().foreign_folders)) return true;
  return ends_with_any(parts.name, {".min.js",       ".min.css",      ".bundle.js",
                                    ".pb.go",        ".pb.cc",        ".pb.h",
                                    ".pb.gw.go",     "_pb2.py",       "_pb2_grpc.py",
                                    ".g.dart",       ".g.cs",         ".designer.cs",
                                    "_generated.go", ".generated.ts", ".generated.java",
                                    ".snap",         ".map",          ".svg",
                                    ".lock",         ".lockb",        ".sum",
                                    "-lock.json",    "-lock.yaml",    "npm-shrinkwrap.json",
                                    ".lockfile",     ".po",           ".pot",
                                    ".ipynb",        ".csv",          ".tsv",
                                    ".log",          ".pem",          ".crt",
                                    ".key",          ".ldif"});
}

bool is_source(std::string_view path) { return lists().code.has(take_apart(lower(path)).extension); }

std::string_view to_string(FileKind kind) {
  static constexpr std::array<std::string_view, 8> kNames = {"code",          "test",     "build",         "migration",
                                                             "configuration", "manifest", "documentation", "other"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace gate::history
