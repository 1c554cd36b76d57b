#include "gate/git/source_path.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "gate/base/text.h"

namespace gate::git {
namespace {

constexpr std::string_view kExtensions[] = {
    "asm",    "awk",   "bash", "bat",    "bazel", "bzl",  "c",    "c++",    "cc",    "cfg",   "cjs",   "clj",
    "cljs",   "cmake", "cmd",  "conf",   "cpp",   "cppm", "cs",   "csproj", "css",   "cts",   "cu",    "cxx",
    "d",      "dart",  "el",   "erl",    "ex",    "exs",  "f90",  "fish",   "fs",    "go",    "gql",   "gradle",
    "groovy", "h",     "h++",  "hcl",    "hh",    "hpp",  "hrl",  "hs",     "html",  "hxx",   "inc",   "ini",
    "ino",    "ipp",   "ixx",  "java",   "jl",    "js",   "json", "json5",  "jsonc", "jsx",   "kt",    "kts",
    "less",   "lua",   "m",    "mjs",    "mk",    "ml",   "mm",   "mts",    "nim",   "php",   "pl",    "pm",
    "proto",  "ps1",   "py",   "pyi",    "pyw",   "r",    "rb",   "rs",     "s",     "sbt",   "scala", "scss",
    "sh",     "sol",   "sql",  "svelte", "swift", "tcl",  "tf",   "toml",   "ts",    "tsx",   "vue",   "yaml",
    "yml",    "xml",   "zig",  "zsh",    "v",     "vb",   "vhd",  "txt",    "tpp",   "tfvars"};

constexpr std::string_view kNames[] = {"cmakelists.txt", "codeowners",  "containerfile", "dockerfile",
                                       "gemfile",        "gnumakefile", "jenkinsfile",   "makefile",
                                       "rakefile",       "vagrantfile", "go.mod"};

}  // namespace

bool is_source_path(std::string_view path) {
  const std::string name = lower(path.substr(path.rfind('/') + 1));
  if (std::ranges::find(kNames, name) != std::end(kNames)) return true;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return false;
  const std::string_view extension = std::string_view(name).substr(dot + 1);
  return std::ranges::find(kExtensions, extension) != std::end(kExtensions);
}

}  // namespace gate::git
