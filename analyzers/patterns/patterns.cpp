#include "analyzers/patterns/patterns.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>

#include "analyzers/patterns/engine.h"
#include "analyzers/patterns/fix.h"
#include "analyzers/patterns/pack.h"
#include "analyzers/patterns/rule_words.h"
#include "gate/base/text.h"

namespace gate {
namespace {

using patterns::BadRule;
using patterns::Engine;
using patterns::Hit;

constexpr const char* kDoc = R"(Matches rules in Semgrep's syntax on the syntax trees of changed files.

**Rules.** `rules` names where they come from: `builtin`, gate's own for the mistakes that take production down, and
files or folders of the repository. They are read from the policy commit; what the change adds counts as well, what it
takes away does not. A rule that cannot be read is an error with its place; the others still run.

**How it decides.** Patterns are code with metavariables (`$X`) and ellipses (`...`), read by the same grammars as the
files. Imports are resolved, constants propagated within the file, arguments given by name taken in any order. Taint rules
follow data from sources to sinks within the file.

**Severity.** ERROR and HIGH are high, WARNING and MEDIUM medium, INFO and LOW low, CRITICAL critical. `confidence` of the
rule's metadata is the finding's; without one it is medium, which warns but does not block.

**Languages.** Python, JavaScript, TypeScript, Java, Go, C, C++, Ruby, PHP, C#, Kotlin, Rust, Bash, JSON, YAML, HCL,
Dockerfile; `regex` and `generic` on any file. A rule for another language is told as not run.

**Limits.** One file at a time. A rule that takes too many steps on a file is stopped there and told.)";

const std::vector<OptionSpec>& option_specs() {
  static const std::vector<OptionSpec> specs = {
      {"rules", OptionType::text_list, Json::array({"builtin"}),
       "Where rules come from: `builtin`, or files and folders of the repository."}};
  return specs;
}

bool is_rule_file(std::string_view path) {
  if (path.contains(".test.") || path.contains(".fixed.")) return false;
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

Finding finding_of(const FileView& view, const LineIndex& lines, const Hit& hit) {
  const auto place = [&](std::uint32_t from, std::uint32_t to) {
    const auto start = lines.place(from), end = lines.place(to);
    return Place{std::string(view.path), start.line, start.column, end.line, end.column};
  };
  Finding finding;
  finding.rule = "patterns/" + hit.rule->id;
  finding.category = patterns::category_of(*hit.rule);
  finding.severity = hit.rule->level;
  finding.confidence = patterns::confidence_of(*hit.rule);
  finding.place = place(hit.match.start, hit.match.end);
  finding.message = hit.message;
  std::ranges::replace(finding.message, '\n', ' ');
  while (finding.message.ends_with(' ')) finding.message.pop_back();
  if (hit.trace && hit.trace->source.start != hit.match.start)
    finding.related.push_back({place(hit.trace->source.start, hit.trace->source.end), "the data comes from here"});
  if (const auto& edit = hit.fix)
    finding.fix.push_back({place(edit->start, edit->end), edit->text});
  return finding;
}

Expected<std::vector<Finding>> scan(const Engine& engine, const FileView& view, const Deadline& deadline) {
  const auto result = engine.scan(view.path, view.text, view.tree, deadline);
  std::vector<Finding> findings;
  if (!result.stopped.empty() && deadline.expired())
    return fail(ErrorKind::limit, "rules were not run to their end: " + result.stopped.front().reason);
  const LineIndex lines(view.text);
  for (const Hit& hit : result.hits) findings.push_back(finding_of(view, lines, hit));
  for (const auto& stopped : result.stopped) {
    Finding finding;
    finding.rule = "patterns/rule-stopped";
    finding.category = "gate";
    finding.severity = Severity::low;
    finding.place.path = view.path;
    finding.message = "rule " + stopped.rule->id + " was stopped on this file: " + stopped.reason;
    findings.push_back(std::move(finding));
  }
  return findings;
}

// A rule that both the policy commit's version of a file and the change's hold says the same twice: the graver word
// stands.
void drop_repeated(std::vector<Finding>& findings) {
  const auto said = [](const Finding& finding) {
    const Place& place = finding.place;
    return std::tie(finding.rule, place.line, place.column, place.end_line, place.end_column, finding.message);
  };
  std::ranges::sort(findings, [&](const Finding& a, const Finding& b) {
    if (said(a) != said(b)) return said(a) < said(b);
    return std::tie(a.severity, a.confidence) > std::tie(b.severity, b.confidence);
  });
  const auto repeated = std::ranges::unique(findings, {}, said);
  findings.erase(repeated.begin(), repeated.end());
}

// Rules of one run, of all their sources.
class Collection {
 public:
  explicit Collection(Prepared& prepared) : prepared_(prepared) {}

  // A rule that the change has otherwise than the policy commit runs as both have it; where they have it alike, once.
  void add(std::string_view text, const std::string& path) {
    auto file = patterns::read_rules(text, path);
    if (!file) {
      prepared_.errors.push_back(file.error());
      return;
    }
    std::ranges::move(file->rules, std::back_inserter(rules_));
    for (const BadRule& bad : file->bad) tell(bad);
  }

  void tell(const BadRule& bad) {
    if (bad.lacking)
      prepared_.notes.push_back("rule " + bad.id + " was not run: " + bad.error.message);
    else if (std::ranges::find(prepared_.errors, bad.error.text(), &Error::text) == prepared_.errors.end())
      prepared_.errors.push_back(bad.error);
  }

  std::vector<patterns::Rule> take() { return std::move(rules_); }

 private:
  Prepared& prepared_;
  std::vector<patterns::Rule> rules_;
};

// gate's own rules, a folder for each language; read when the first file comes that they are for.
class OwnRules {
 public:
  OwnRules() {
    for (const auto& file : patterns::builtin_pack())
      if (folders_.empty() || folders_.back().name != file.folder) folders_.emplace_back(file.folder);
  }

  // Calls each(engine) for the folders that concern a language.
  template <class Each>
  void each(syntax::Language language, Each&& each) {
    for (Folder& folder : folders_)
      if (concerns(folder.name, language)) each(folder.get());
  }

  bool concerns(syntax::Language language) const {
    return std::ranges::any_of(folders_, [&](const Folder& folder) { return concerns(folder.name, language); });
  }

  // Of the folders that were read.
  void add_rules(std::vector<RuleInfo>& rules) const {
    for (const Folder& folder : folders_)
      if (folder.engine)
        for (const patterns::Rule* rule : folder.engine->rules()) rules.push_back(patterns::info_of(*rule));
  }

 private:
  struct Folder {
    explicit Folder(std::string_view folder) : name(folder) {}

    const Engine& get() {
      std::call_once(once, [&] {
        Prepared ignored;  // a unit test reads the whole pack
        Collection collection(ignored);
        for (const auto& file : patterns::builtin_pack())
          if (file.folder == name) collection.add(file.text, "builtin:" + std::string(file.path));
        engine.emplace(collection.take());
      });
      return *engine;
    }

    std::string_view name;
    std::once_flag once;
    std::optional<Engine> engine;
  };

  static bool concerns(std::string_view folder, syntax::Language language) {
    using syntax::Language;
    const auto own = patterns::rule_language(folder);
    if (own == language) return true;
    if (own == Language::c) return language == Language::cpp;
    return own == Language::javascript && (language == Language::typescript || language == Language::tsx);
  }

  std::deque<Folder> folders_;
};

// What a run has: gate's own rules, if they are wanted, and those of the repository.
struct Ready {
  std::unique_ptr<OwnRules> own;
  std::optional<Engine> named;

  bool concerns(std::string_view path, const std::string_view* text) const {
    // Only the text tells what a script without an extension is, and whether a header is C++.
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (!text && (name.find('.', 1) == name.npos || name.ends_with(".h"))) return true;
    if (named && named->concerns(path, text)) return true;
    const auto language = syntax::language_of(path, text ? *text : std::string_view{});
    return own && language && own->concerns(*language);
  }

  Expected<std::vector<Finding>> run(const FileView& view, const Deadline& deadline) const {
    std::vector<Finding> findings;
    std::optional<Error> error;
    const auto add = [&](const Engine& engine) {
      auto found = scan(engine, view, deadline);
      if (found)
        std::ranges::move(*found, std::back_inserter(findings));
      else
        error = found.error();
    };
    const auto language = syntax::language_of(view.path, view.text);
    if (own && language) own->each(*language, add);
    if (named) add(*named);
    if (error) return std::unexpected(*error);
    drop_repeated(findings);
    return findings;
  }

  std::vector<RuleInfo> rules() const {
    std::vector<RuleInfo> all;
    if (own) own->add_rules(all);
    if (named)
      for (const patterns::Rule* rule : named->rules()) all.push_back(patterns::info_of(*rule));
    return all;
  }
};

Expected<Prepared> prepare(const Preparation& preparation) {
  Prepared prepared;
  Collection collection(prepared);
  std::vector<std::string> places = preparation.options.texts("rules");
  if (preparation.proposed)
    for (const std::string& place : preparation.proposed->texts("rules"))
      if (std::ranges::find(places, place) == places.end()) places.push_back(place);
  auto ready = std::make_shared<Ready>();
  for (const std::string& place : places) {
    if (place == "builtin") {
      ready->own = std::make_unique<OwnRules>();
      continue;
    }
    auto files = preparation.files(place);
    if (!files) return std::unexpected(files.error());
    bool any = false;
    for (const DataFile& file : *files)
      if (is_rule_file(file.path)) collection.add(file.text, file.path), any = true;
    if (!any)
      prepared.errors.push_back({ErrorKind::config, "no rule file lies there", place,
                                 "`patterns.rules` names files or folders of the repository, or `builtin`"});
  }
  if (auto rules = collection.take(); !rules.empty()) ready->named.emplace(std::move(rules));
  if (ready->named)
    for (const BadRule& bad : ready->named->take_out_bad()) collection.tell(bad);
  prepared.applies = [ready](std::string_view path, const std::string_view* text) {
    return ready->concerns(path, text);
  };
  prepared.run = [ready](const FileView& view, const Options&, const Deadline& deadline) {
    return ready->run(view, deadline);
  };
  prepared.rules = [ready] { return ready->rules(); };
  return prepared;
}

std::vector<Rule> builtin_rules() {
  std::vector<Rule> words;
  for (const auto& file : patterns::builtin_pack()) {
    const auto read = patterns::read_rules(file.text, std::string(file.path));
    if (!read) continue;
    for (const patterns::Rule& rule : read->rules) words.push_back(patterns::words_of(rule));
  }
  return words;
}

std::vector<Rule> own_rules() {
  return {
      {"rule-stopped", "gate", Severity::low, "A rule was stopped on a file",
       "A rule that takes too many steps, or longer than the time limit, says nothing about the file: what it would "
       "have found is not known.",
       "pattern: |\n  ...\n  $X\n  ...\n  $Y\n  ...\n  $Z", "pattern: |\n  open($X)\n  ...\n  close($X)"}};
}

}  // namespace

Analyzer patterns_analyzer() {
  Analyzer analyzer{"patterns", "1",           "Rules in Semgrep's syntax, gate's own and the repository's",
                    kDoc,       own_rules(),   option_specs(),
                    {},         FileAnalysis{}};
  analyzer.prepare = prepare;
  analyzer.more_rules = builtin_rules;
  return analyzer;
}

}  // namespace gate
