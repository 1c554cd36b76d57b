#include <cstdio>
#include <iostream>
#include <iterator>

#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/pattern.h"
#include "analyzers/patterns/rule.h"
#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/rules.h"

namespace gate::cli {
namespace {

Expected<syntax::Language> read_language(const std::string& word) {
  if (auto language = patterns::rule_language(word)) return *language;
  return fail(ErrorKind::usage, "'" + word + "' is no language that gate has a tree for", "",
              "say python, javascript, java, go, ... as a rule would");
}

Expected<std::string> read_input(const std::string& file) {
  if (file != "-") return read_file(file);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

int print(const std::string& dump) {
  std::fputs(printable(dump, true).c_str(), stdout);
  return kPass;
}

}  // namespace

int rules_ast(const std::string& word, const std::string& file) {
  auto language = read_language(word);
  if (!language) return report_error(language.error());
  auto text = read_input(file);
  if (!text) return report_error(text.error());
  if (!syntax::has_grammar(*language)) return print(patterns::scan(*text, *language).dump());
  auto tree = syntax::Tree::parse(*text, *language);
  if (!tree) return report_error(tree.error());
  return print(patterns::lower(*tree).dump());
}

int rules_pattern(const std::string& word, const std::string& text) {
  auto language = read_language(word);
  if (!language) return report_error(language.error());
  std::vector<std::string> variables;
  auto pattern = patterns::read_pattern(text, *language, variables);
  if (!pattern) return report_error(pattern.error());
  std::string dump;
  for (auto root : pattern->roots) dump += pattern->ast->dump(root);
  return print(dump);
}

}  // namespace gate::cli
