#include "analyzers/syntax/data_format.h"

#include <algorithm>
#include <array>
#include <string>

#include "gate/base/text.h"

namespace gate::syntax_check {
namespace {

// Lower case; `*` as in globs.
constexpr std::string_view kJsonc[] = {
    "tsconfig*.json",
    "jsconfig*.json",
    "devcontainer.json",
    ".devcontainer.json",
    ".eslintrc",
    ".eslintrc.json",
    ".babelrc",
    ".babelrc.json",
    "babel.config.json",
    ".swcrc",
    "*.jsonc",
    "*.code-workspace",
    "deno.json",
    "angular.json",
    ".angular-cli.json",
    "workspace.json",
    "nx.json",
    "project.json",
    "turbo.json",
    ".jshintrc",
    ".jscsrc",
    ".jslintrc",
    "api-extractor*.json",
    "rush.json",
    "heft.json",
    "rig.json",
    "language-configuration.json",
    "tslint*.json",
    "tsdoc.json",
    "typedoc.json",
    "pyrightconfig.json",
    "cspell.json",
    ".cspell.json",
    ".markdownlint.json",
    ".luarc.json",
    "coc-settings.json",
    "*color-theme.json",
    ".oxlintrc.json",
    "knip.json",
    "biome.json",
    "appsettings*.json",
    "launchsettings.json",
    "*.sublime-*",
    ".ember-cli",
    ".hintrc",
    "bun.lock",
    "wrangler.json",
    "renovate.json",
    "code-snippets.json",
    "*.code-snippets",
    "global.json",
};

constexpr std::string_view kStrictJson[] = {
    "*.json", "*.geojson", "*.webmanifest", "*.ipynb",      "*.topojson", "*.jsonld",
    "*.avsc", "*.sarif",   "composer.lock", "pipfile.lock", "flake.lock",
};

constexpr std::string_view kYaml[] = {"*.yml",       "*.yaml",  "*.cff",    ".clang-format",
                                      ".clang-tidy", ".clangd", ".yamllint"};

constexpr std::string_view kToml[] = {"*.toml",   "cargo.lock", "poetry.lock", "uv.lock",
                                      "pdm.lock", "pipfile",    "gopkg.lock"};

// `*` at the ends of a pattern or once inside it.
bool name_matches(std::string_view pattern, std::string_view name) {
  std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  std::string_view head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  if (tail.ends_with('*')) {
    tail.remove_suffix(1);
    return name.starts_with(head) && name.find(tail, head.size()) != std::string_view::npos;
  }
  return name.size() >= head.size() + tail.size() && name.starts_with(head) && name.ends_with(tail);
}

template <std::size_t N>
bool any_matches(const std::string_view (&patterns)[N], std::string_view name) {
  return std::any_of(patterns, patterns + N, [&](std::string_view pattern) { return name_matches(pattern, name); });
}

// Whether one of the path's folders is `name`.
bool below(std::string_view path, std::string_view name) {
  std::string slashed = "/" + std::string(path);
  return slashed.find("/" + std::string(name) + "/") != std::string::npos;
}

}  // namespace

DataFormat data_format(std::string_view full_path) {
  std::string path = lower(full_path);
  std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  bool json = name.ends_with(".json");
  bool commented_folder = below(path, ".vscode") || below(path, ".devcontainer") || below(path, "common/config");
  if (any_matches(kJsonc, name) || (json && commented_folder)) return DataFormat::jsonc;
  if (any_matches(kStrictJson, name)) return DataFormat::json;
  if (any_matches(kYaml, name)) return DataFormat::yaml;
  if (any_matches(kToml, name)) return DataFormat::toml;
  return DataFormat::none;
}

bool is_template_path(std::string_view full_path) {
  std::string path = lower(full_path);
  if (path.find("{{") != std::string::npos) return true;
  constexpr std::array kFolders = {"templates", "template", "_templates", "_template", "cookiecutter", "skeleton"};
  return std::any_of(kFolders.begin(), kFolders.end(), [&](std::string_view folder) { return below(path, folder); });
}

bool is_fixture_path(std::string_view full_path) {
  std::string path = lower(full_path);
  constexpr std::array kFolders = {"testdata",  "test-data",     "test_data", "fixtures", "fixture",  "__fixtures__",
                                   "corpus",    "fuzz",          "spec",      "specs",    "test",     "tests",
                                   "__tests__", "__snapshots__", "snapshots", "wpt",      "examples", "invalid"};
  return std::any_of(kFolders.begin(), kFolders.end(), [&](std::string_view folder) { return below(path, folder); });
}

}  // namespace gate::syntax_check
