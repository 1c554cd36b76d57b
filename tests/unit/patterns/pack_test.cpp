// gate's own rules: all can be read, say all that `gate explain` prints, and name where they are from.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "analyzers/patterns/compiled.h"
#include "analyzers/patterns/engine.h"
#include "analyzers/patterns/pack.h"
#include "analyzers/patterns/rule_words.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

std::vector<Rule> all_rules() {
  std::vector<Rule> rules;
  for (const PackFile& file : builtin_pack()) {
    auto read = read_rules(file.text, std::string(file.path));
    EXPECT_TRUE(read) << file.path;
    if (!read) continue;
    for (const BadRule& bad : read->bad) ADD_FAILURE() << file.path << ": " << bad.error.text();
    for (Rule& rule : read->rules) rules.push_back(std::move(rule));
  }
  return rules;
}

TEST(Pack, EveryRuleCanBeUsed) {
  Engine engine(all_rules());
  EXPECT_GE(engine.rules().size(), 90u);
  for (const BadRule& bad : engine.take_out_bad()) ADD_FAILURE() << bad.id << ": " << bad.error.text();
}

TEST(Pack, EveryRuleSaysWhatItIsAbout) {
  const std::set<std::string> categories{"correctness", "security", "performance"};
  std::set<std::string> ids;
  for (const Rule& rule : all_rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " is there twice";
    EXPECT_TRUE(categories.contains(category_of(rule))) << rule.id;
    const auto words = words_of(rule);
    for (const auto* text : {&words.summary, &words.why, &words.bad, &words.good})
      EXPECT_FALSE(text->empty()) << rule.id;
    EXPECT_TRUE(rule.metadata.contains("confidence")) << rule.id;
    const bool sourced = rule.metadata.contains("cwe") || rule.metadata.contains("references");
    EXPECT_TRUE(sourced) << rule.id << " names neither a CWE nor a reference";
  }
}

// A folder's rules are only run on files of its language, and each stands in the file of its name.
TEST(Pack, FilesAreNamedAfterTheirRules) {
  for (const PackFile& file : builtin_pack()) {
    const auto read = read_rules(file.text, std::string(file.path));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->rules.size(), 1u) << file.path;
    EXPECT_EQ(std::filesystem::path(file.path).stem(), read->rules[0].id);
    EXPECT_EQ(rule_language(file.folder), rule_language(read->rules[0].languages.front())) << file.path;
  }
}

void add_readings(const Formula& formula, const std::vector<syntax::Language>& languages,
                  std::set<std::string>& lines) {
  if (formula.op == Formula::Op::pattern)
    for (const syntax::Language language : languages)
      if (const auto reading = find_reading(formula.text, language))
        lines.insert(reading_line(trim(formula.text), language, *reading));
  for (const Formula& part : formula.parts) add_readings(part, languages, lines);
  for (const Condition& condition : formula.conditions) {
    std::vector<syntax::Language> inner = languages;
    if (condition.language) {
      inner.clear();
      if (const auto language = rule_language(*condition.language)) inner.push_back(*language);
    }
    for (const Formula& part : condition.formula) add_readings(part, inner, lines);
  }
}

// GATE_UPDATE=1 writes the file anew.
TEST(Pack, ReadingsAreThoseThatTrialsFind) {
  std::set<std::string> lines;
  for (const Rule& rule : all_rules()) {
    bool any_text = false;
    const auto languages = languages_of(rule, any_text);
    if (rule.search) add_readings(*rule.search, languages, lines);
    if (!rule.taint) continue;
    for (const auto* parts :
         {&rule.taint->sources, &rule.taint->sinks, &rule.taint->sanitizers, &rule.taint->propagators})
      for (const TaintPart& part : *parts) add_readings(part.formula, languages, lines);
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  const std::string path = std::string(GATE_SOURCE_DIR) + "/analyzers/patterns/rules/readings.txt";
  if (std::getenv("GATE_UPDATE") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string known((std::istreambuf_iterator<char>(file)), {});
  EXPECT_TRUE(known == text) << path << " is not up to date: run this test with GATE_UPDATE=1";
}

}  // namespace
}  // namespace gate::patterns
