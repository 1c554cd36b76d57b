#include "gate/cli/rules_words.h"

#include "analyzers/patterns/rule.h"
#include "gate/base/yaml_tree.h"

namespace gate::cli {
namespace {

using syntax::Language;

struct Words {
  Language language;
  std::string_view word, extension;
};

constexpr Words kWords[] = {
    {Language::c, "c", ".c"},
    {Language::cpp, "cpp", ".cpp"},
    {Language::python, "python", ".py"},
    {Language::javascript, "javascript", ".js"},
    {Language::typescript, "typescript", ".ts"},
    {Language::tsx, "typescript", ".tsx"},
    {Language::go, "go", ".go"},
    {Language::rust, "rust", ".rs"},
    {Language::java, "java", ".java"},
    {Language::csharp, "csharp", ".cs"},
    {Language::ruby, "ruby", ".rb"},
    {Language::php, "php", ".php"},
    {Language::kotlin, "kotlin", ".kt"},
    {Language::bash, "bash", ".sh"},
    {Language::hcl, "hcl", ".tf"},
    {Language::json, "json", ".json"},
    {Language::yaml, "yaml", ".yaml"},
    {Language::toml, "toml", ".toml"},
    {Language::dockerfile, "dockerfile", ".dockerfile"},
};

const Words* words_of(Language language) {
  for (const auto& words : kWords)
    if (words.language == language) return &words;
  return nullptr;
}

}  // namespace

std::string language_word(std::string_view word) {
  const auto language = patterns::rule_language(word);
  const Words* words = language ? words_of(*language) : nullptr;
  if (words != nullptr) return std::string(words->word);
  return word == "none" ? "regex" : std::string(word);
}

std::string_view extension_of(Language language) {
  const Words* words = words_of(language);
  return words == nullptr ? "" : words->extension;
}

void describe_lacking(std::string_view text, RuleFileResult& result) {
  result.mode = "search";
  auto tree = parse_yaml_tree(text, "");
  const YamlMember* rules = tree ? tree->find("rules") : nullptr;
  if (rules == nullptr || rules->value.items.empty()) return;
  const YamlValue& rule = rules->value.items.front();
  if (const auto* mode = rule.find("mode")) result.mode = mode->value.text;
  const auto* languages = rule.find("languages");
  if (languages == nullptr) return;
  for (const auto& word : languages->value.items) result.languages.push_back(word.text);
  if (!result.languages.empty()) result.language = language_word(result.languages.front());
}

}  // namespace gate::cli
