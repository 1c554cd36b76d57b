#include "analyzers/patterns/rule_words.h"

#include "gate/base/text.h"

namespace gate::patterns {
namespace {

// A text, or the texts of a list, one a line.
std::string metadata_text(const Rule& rule, const char* key) {
  const auto found = rule.metadata.find(key);
  if (found == rule.metadata.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  std::string lines;
  if (found->is_array())
    for (const Json& item : *found)
      if (item.is_string()) lines += (lines.empty() ? "" : "\n") + item.get<std::string>();
  return lines;
}

std::string first_sentence(const std::string& text) {
  const std::size_t colon = text.find(": "), stop = text.find(". ");
  std::string sentence = text.substr(0, std::min({colon, stop, text.find('\n')}));
  if (sentence.ends_with('.')) sentence.pop_back();
  return sentence;
}

void add_list(std::string& help, const char* title, const std::string& lines) {
  if (lines.empty()) return;
  help += "\n**" + std::string(title) + "**\n\n";
  for (const auto line : split_lines(lines)) help += "- " + std::string(line) + "\n";
}

void add_code(std::string& help, const char* title, const std::string& code) {
  if (!code.empty())
    help += "\n**" + std::string(title) + "**\n\n```\n" + code + (code.ends_with('\n') ? "" : "\n") + "```\n";
}

}  // namespace

std::string category_of(const Rule& rule) {
  const std::string category = lower(metadata_text(rule, "category"));
  if (category.empty()) return "correctness";
  return category == "best-practice" || category == "maintainability" ? "maintainability" : category;
}

Confidence confidence_of(const Rule& rule) {
  return confidence_from(lower(metadata_text(rule, "confidence"))).value_or(Confidence::medium);
}

RuleInfo info_of(const Rule& rule) {
  std::string help(trim(rule.message));
  help += '\n';
  if (const std::string why = metadata_text(rule, "why"); !why.empty()) help += "\n**Why.** " + why + "\n";
  add_code(help, "Bad", metadata_text(rule, "bad"));
  add_code(help, "Good", metadata_text(rule, "good"));
  add_list(help, "CWE", metadata_text(rule, "cwe"));
  add_list(help, "OWASP", metadata_text(rule, "owasp"));
  add_list(help, "References", metadata_text(rule, "references"));
  return {"patterns/" + rule.id, first_sentence(rule.message), std::move(help), category_of(rule), rule.level};
}

gate::Rule words_of(const Rule& rule) {
  return {rule.id,
          category_of(rule),
          rule.level,
          first_sentence(rule.message),
          metadata_text(rule, "why"),
          metadata_text(rule, "bad"),
          metadata_text(rule, "good")};
}

}  // namespace gate::patterns
