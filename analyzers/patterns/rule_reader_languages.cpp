#include <algorithm>
#include <array>
#include <utility>

#include "analyzers/patterns/rule_reader.h"

namespace gate::patterns {
namespace {

using syntax::Language;
using Word = std::pair<std::string_view, Language>;

// The words of the rule syntax for the languages that gate reads, sorted.
constexpr Word kWords[] = {
    {"bash", Language::bash},
    {"c", Language::c},
    {"c#", Language::csharp},
    {"c++", Language::cpp},
    {"cpp", Language::cpp},
    {"csharp", Language::csharp},
    {"docker", Language::dockerfile},
    {"dockerfile", Language::dockerfile},
    {"go", Language::go},
    {"golang", Language::go},
    {"hcl", Language::hcl},
    {"java", Language::java},
    {"javascript", Language::javascript},
    {"js", Language::javascript},
    {"json", Language::json},
    {"kotlin", Language::kotlin},
    {"kt", Language::kotlin},
    {"php", Language::php},
    {"py", Language::python},
    {"python", Language::python},
    {"python2", Language::python},
    {"python3", Language::python},
    {"rb", Language::ruby},
    {"ruby", Language::ruby},
    {"rs", Language::rust},
    {"rust", Language::rust},
    {"sh", Language::bash},
    {"terraform", Language::hcl},
    {"tf", Language::hcl},
    {"ts", Language::typescript},
    {"tsx", Language::tsx},
    {"typescript", Language::typescript},
    {"yaml", Language::yaml},
};

// Words of the rule syntax for languages that gate does not read.
constexpr std::string_view kLacking[] = {
    "apex",        "cairo",  "circom",      "clojure",  "dart",  "elixir", "ex",  "fga",
    "gosu",        "hack",   "html",        "jsonnet",  "julia", "lisp",   "lua", "move_on_aptos",
    "move_on_sui", "ocaml",  "ml",          "promql",   "proto", "prolog", "ql",  "r",
    "scala",       "scheme", "sol",         "solidity", "swift", "vue",    "vb",  "xml",
    "protobuf",    "proto3", "elixir-lang", "toml",
};

}  // namespace

std::optional<Language> rule_language(std::string_view word) {
  // "C#" is the one word that people write in capitals.
  if (word == "C#") return Language::csharp;
  const auto* at = std::ranges::lower_bound(kWords, word, {}, &Word::first);
  if (at == std::end(kWords) || at->first != word) return std::nullopt;
  return at->second;
}

bool known_language(std::string_view word) {
  return word == "regex" || word == "generic" || word == "none" || rule_language(word).has_value();
}

bool lacking_language(std::string_view word) { return std::ranges::find(kLacking, word) != std::end(kLacking); }

std::vector<std::string> language_words() {
  std::vector<std::string> words{"regex", "generic", "none"};
  for (const auto& [word, language] : kWords) words.emplace_back(word);
  for (auto word : kLacking) words.emplace_back(word);
  return words;
}

}  // namespace gate::patterns
