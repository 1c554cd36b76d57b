#include "gate/cli/rules_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/patterns/engine.h"
#include "analyzers/patterns/fix.h"
#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/rules_annotations.h"
#include "gate/cli/rules_files.h"
#include "gate/cli/rules_words.h"

namespace gate::cli {
namespace {

using patterns::BadRule;
using patterns::Rule;
using syntax::Language;

// Languages with a tree that the rules want.
std::set<Language> languages_of(const std::vector<const Rule*>& rules) {
  std::set<Language> out;
  for (const Rule* rule : rules)
    for (const auto& word : rule->languages)
      if (auto language = patterns::rule_language(word)) out.insert(*language);
  return out;
}

// The name under which a target is shown to the rules: its own, unless its ending says nothing, or less than the rules.
std::string shown_path(const std::string& target, std::string_view text, const std::vector<const Rule*>& rules) {
  const auto wanted = languages_of(rules);
  const auto language = syntax::language_of(target, text);
  const bool header = language == Language::c && wanted.contains(Language::cpp) && !wanted.contains(Language::c);
  if (wanted.empty() || (language && !header)) return target;
  return target + std::string(extension_of(*wanted.begin()));
}

// One target: its text, what the rules found in it, by line.
class Target {
 public:
  Target(const std::string& path, std::string text, RuleFileResult& result)
      : path_(path), text_(std::move(text)), lines_(text_), result_(result) {}

  void run(const patterns::Engine& engine, Deadline deadline) {
    const std::string path = shown_path(path_, text_, engine.rules());
    std::optional<syntax::Tree> tree;
    auto parse = [&]() -> const syntax::Tree* {
      auto language = syntax::language_of(path, text_);
      if (!language || !syntax::has_grammar(*language)) return nullptr;
      auto parsed = syntax::Tree::parse(text_, *language, deadline);
      if (!parsed) return nullptr;
      tree.emplace(std::move(*parsed));
      return &*tree;
    };
    const auto scan = engine.scan(path, text_, parse, deadline);
    for (const auto& stopped : scan.stopped)
      report(stopped.rule->id, 0, true, fmt::format("the rule was stopped: {}", stopped.reason));
    for (const auto& hit : scan.hits) found_[hit.rule->id].insert(lines_.place(hit.match.start).line);
    compare(engine);
    compare_fixes(scan);
  }

 private:
  void report(const std::string& rule, std::uint32_t line, bool expected, std::string message) {
    result_.failures.push_back({rule, path_, line, expected, std::move(message)});
  }

  void compare(const patterns::Engine& engine) {
    auto said = read_annotations(text_);
    std::set<std::string> usable;
    for (const auto* rule : engine.rules()) usable.insert(rule->id);
    for (const auto& [id, lines] : said.expected) {
      const bool known = std::ranges::find(result_.rules, id) != result_.rules.end();
      if (!known) report(id, *lines.begin(), true, "the rule file has no rule of that id");
      if (usable.contains(id)) compare_lines(id, lines, found_[id], said.todo[id]);
    }
    for (const auto& [id, lines] : found_)
      if (!said.expected.contains(id)) compare_lines(id, {}, lines, said.todo[id]);
  }

  void compare_lines(const std::string& id, const Lines& expected, const Lines& found, const Lines& todo) {
    for (auto line : expected)
      if (!found.contains(line) && !todo.contains(line)) report(id, line, true, "a finding is missing");
    for (auto line : found)
      if (!expected.contains(line) && !todo.contains(line)) report(id, line, false, "a finding that is not expected");
  }

  void compare_fixes(const patterns::Scan& scan) {
    const std::string fixed = find_fixed(path_);
    if (fixed.empty()) return;
    auto expected = read_file(fixed);
    if (!expected) return report("", 0, true, expected.error().text());
    std::vector<patterns::TextEdit> edits;
    const Rule* rule = nullptr;
    for (const auto& hit : scan.hits) {
      if (!hit.fix) continue;
      rule = hit.rule;
      edits.push_back(*hit.fix);
    }
    if (rule == nullptr) return;
    const std::string text = patterns::apply_edits(text_, std::move(edits));
    if (text != *expected) report_difference(rule->id, fixed, *expected, text);
  }

  void report_difference(const std::string& rule, const std::string& file, const std::string& expected,
                         const std::string& found) {
    const auto left = split_lines(expected), right = split_lines(found);
    std::size_t at = 0;
    while (at < left.size() && at < right.size() && left[at] == right[at]) ++at;
    auto line = [&](const auto& lines) { return at < lines.size() ? std::string(lines[at].substr(0, 200)) : ""; };
    result_.failures.push_back({rule, file, static_cast<std::uint32_t>(at + 1), true,
                                fmt::format("the fix gives '{}', not '{}'", line(right), line(left))});
  }

  const std::string& path_;
  std::string text_;
  LineIndex lines_;
  RuleFileResult& result_;
  std::map<std::string, Lines> found_;
};

void describe(const patterns::RuleFile& file, RuleFileResult& result) {
  for (const auto& rule : file.rules) {
    result.rules.push_back(rule.id);
    for (const auto& word : rule.languages)
      if (std::ranges::find(result.languages, word) == result.languages.end()) result.languages.push_back(word);
  }
  for (const auto& bad : file.bad) result.rules.push_back(bad.id);
  if (file.rules.empty()) return;
  result.language = language_word(file.rules.front().languages.front());
  result.mode = file.rules.front().taint ? "taint" : "search";
}

void note_bad(const std::vector<BadRule>& bad, RuleFileResult& result) {
  for (const auto& rule : bad) {
    if (rule.lacking) {
      if (result.reason.empty()) result.reason = rule.error.message;
      continue;
    }
    const std::string remedy = rule.error.remedy.empty() ? "" : "; " + rule.error.remedy;
    result.failures.push_back({rule.id, result.rule_file, rule.position.line, true, rule.error.message + remedy});
  }
}

}  // namespace

RuleFileResult test_rule_file(const std::string& path, Deadline deadline) {
  RuleFileResult result;
  result.rule_file = path;
  const auto targets = find_targets(path);
  result.has_targets = !targets.empty();
  auto text = read_file(path);
  auto file = text ? patterns::read_rules(*text, path) : std::unexpected(text.error());
  if (!file) {
    result.status = RuleStatus::failed;
    result.failures.push_back({"", path, 0, true, file.error().text()});
    return result;
  }
  describe(*file, result);
  if (result.language.empty()) describe_lacking(*text, result);
  // A test is about what the rule finds, not about which of a project's files it is for.
  for (auto& rule : file->rules) rule.include.clear(), rule.exclude.clear();
  std::vector<BadRule> bad = std::move(file->bad);
  patterns::Engine engine(std::move(file->rules));
  std::ranges::move(engine.take_out_bad(), std::back_inserter(bad));
  note_bad(bad, result);
  if (targets.empty() && result.failures.empty()) {
    result.reason = "no target stands beside it";
    return result;
  }
  if (engine.rules().empty() && result.failures.empty()) return result;
  for (const auto& target : targets) {
    if (auto target_text = read_file(target)) {
      Target(target, std::move(*target_text), result).run(engine, deadline);
    } else {
      result.failures.push_back({"", target, 0, true, target_text.error().text()});
    }
  }
  if (deadline.expired()) result.failures.push_back({"", path, 0, true, "the time was up"});
  result.reason.clear();
  result.status = result.failures.empty() ? RuleStatus::passed : RuleStatus::failed;
  return result;
}

}  // namespace gate::cli
