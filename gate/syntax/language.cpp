#include <algorithm>
#include <array>
#include <utility>

#include "gate/base/text.h"
#include "gate/syntax/header.h"
#include "gate/syntax/tree.h"

namespace gate::syntax {
namespace {

using Entry = std::pair<std::string_view, Language>;

// Sorted, for binary search.
constexpr Entry kExtensions[] = {
    {"bash", Language::bash},
    {"c", Language::c},
    {"c++", Language::cpp},
    {"cc", Language::cpp},
    {"cjs", Language::javascript},
    {"cpp", Language::cpp},
    {"cs", Language::csharp},
    {"csx", Language::csharp},
    {"cts", Language::typescript},
    {"cu", Language::cpp},
    {"cuh", Language::cpp},
    {"cxx", Language::cpp},
    {"dockerfile", Language::dockerfile},
    {"es6", Language::javascript},
    {"gemspec", Language::ruby},
    {"go", Language::go},
    {"h", Language::c},
    {"h++", Language::cpp},
    {"hcl", Language::hcl},
    {"hh", Language::cpp},
    {"hpp", Language::cpp},
    {"hxx", Language::cpp},
    {"inl", Language::cpp},
    {"ipp", Language::cpp},
    {"java", Language::java},
    {"js", Language::javascript},
    {"json", Language::json},
    {"jsonc", Language::json},
    {"jsx", Language::javascript},
    {"kt", Language::kotlin},
    {"kts", Language::kotlin},
    {"mjs", Language::javascript},
    {"mts", Language::typescript},
    {"php", Language::php},
    {"phtml", Language::php},
    {"py", Language::python},
    {"pyi", Language::python},
    {"pyw", Language::python},
    {"rake", Language::ruby},
    {"rb", Language::ruby},
    {"rs", Language::rust},
    {"ru", Language::ruby},
    {"sh", Language::bash},
    {"tf", Language::hcl},
    {"tfvars", Language::hcl},
    {"toml", Language::toml},
    {"tpp", Language::cpp},
    {"ts", Language::typescript},
    {"tsx", Language::tsx},
    {"yaml", Language::yaml},
    {"yml", Language::yaml},
};

constexpr Entry kNames[] = {
    {".bash_profile", Language::bash},
    {".bashrc", Language::bash},
    {".profile", Language::bash},
    {"Cargo.lock", Language::toml},
    {"Containerfile", Language::dockerfile},
    {"Dockerfile", Language::dockerfile},
    {"Gemfile", Language::ruby},
    {"Pipfile", Language::toml},
    {"Podfile", Language::ruby},
    {"Rakefile", Language::ruby},
    {"Vagrantfile", Language::ruby},
    {"poetry.lock", Language::toml},
};

constexpr Entry kInterpreters[] = {
    {"ash", Language::bash},          {"bash", Language::bash},       {"bun", Language::typescript},
    {"dash", Language::bash},         {"deno", Language::typescript}, {"node", Language::javascript},
    {"nodejs", Language::javascript}, {"php", Language::php},         {"python", Language::python},
    {"ruby", Language::ruby},         {"sh", Language::bash},
};

template <std::size_t N>
std::optional<Language> look_up(const Entry (&table)[N], std::string_view key) {
  const auto* found = std::lower_bound(std::begin(table), std::end(table), key,
                                       [](const Entry& entry, std::string_view word) { return entry.first < word; });
  if (found == std::end(table) || found->first != key) return std::nullopt;
  return found->second;
}

// "#!/usr/bin/env -S python3.11 -u" -> "python".
std::string_view interpreter(std::string_view text) {
  if (!text.starts_with("#!")) return {};
  std::string_view line = text.substr(2, std::min(text.find('\n'), std::size_t{256}) - 2);
  std::string_view program;
  while (!(line = trim(line)).empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
    std::string_view word = line.substr(0, end);
    line.remove_prefix(end);
    if (word.starts_with("-") || word.find('=') != word.npos) continue;
    word.remove_prefix(std::min(word.rfind('/') + 1, word.size()));
    if (word == "env") continue;
    program = word;
    break;
  }
  while (!program.empty() && (program.back() == '.' || (program.back() >= '0' && program.back() <= '9')))
    program.remove_suffix(1);
  return program;
}

}  // namespace

std::string_view to_string(Language language) {
  constexpr std::array<std::string_view, 19> kWords = {
      "C",    "C++", "Python", "JavaScript", "TypeScript", "TSX",  "Go",   "Rust", "Java",      "C#",
      "Ruby", "PHP", "Kotlin", "Bash",       "HCL",        "JSON", "YAML", "TOML", "Dockerfile"};
  return kWords[static_cast<std::size_t>(language)];
}

std::optional<Language> language_of(std::string_view path, std::string_view text) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (auto found = look_up(kNames, name)) return found;
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return look_up(kInterpreters, interpreter(text));
  const std::string_view extension = name.substr(dot + 1);
  if (extension == "C" || extension == "H") return Language::cpp;
  auto found = look_up(kExtensions, lower(extension));
  if (extension == "h" && is_cpp_header(text)) return Language::cpp;
  return found;
}

}  // namespace gate::syntax
