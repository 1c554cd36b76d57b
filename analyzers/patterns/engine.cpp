#include "analyzers/patterns/engine.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <set>

#include "analyzers/patterns/compiled.h"
#include "analyzers/patterns/formula.h"
#include "analyzers/patterns/prefilter.h"
#include "analyzers/patterns/taint/taint.h"
#include "gate/base/glob.h"
#include "gate/base/thread_pool.h"

namespace gate::patterns {
namespace {

// Steps for one rule on one file: some for every node or byte, so that time grows no faster than the file.
constexpr std::uint64_t kStepsToBegin = 200'000, kStepsEach = 400;

// Bytes of a metavariable's text that a message shows.
constexpr std::size_t kLongestInMessage = 150;

// A path of a rule's `paths` means that file or folder at any depth, unless it begins with '/'.
void add_globs(const std::vector<std::string>& patterns, std::vector<Glob>& globs) {
  for (const std::string& pattern : patterns) {
    const std::string path = pattern.starts_with('/') ? pattern.substr(1) : pattern;
    globs.emplace_back(path);
    if (!pattern.starts_with('/')) globs.emplace_back("**/" + path);
    if (!pattern.ends_with('/')) globs.emplace_back("**/" + path + "/**");
  }
}

bool any_matches(const std::vector<Glob>& globs, std::string_view path) {
  return std::ranges::any_of(globs, [&](const Glob& glob) { return glob.matches(path); });
}

}  // namespace

// A rule, compiled when the first file comes that it may match in.
struct Engine::Entry {
  Rule rule;  // as read; moved into `compiled`
  std::vector<syntax::Language> languages;
  bool any_text = false;
  bool needs_text = false;  // patterns of words find nothing sensible in binary data and minified code
  std::vector<Glob> include, exclude;
  std::vector<std::pair<syntax::Language, Prefilter::Needs>> needs;
  // Compiled for a dialect when its first file comes.
  struct ForDialect {
    Dialect dialect{};
    std::once_flag once;
    std::optional<CompiledRule> rule;
  };
  std::deque<ForDialect> compiled;

  bool speaks(std::optional<syntax::Language> language) const {
    return language && std::ranges::find(languages, *language) != languages.end();
  }

  bool concerns(std::string_view path) const {
    if (!include.empty() && !any_matches(include, path)) return false;
    return !any_matches(exclude, path);
  }

  bool may_match(syntax::Language language, const Prefilter::Words& words) const {
    for (const auto& [own, wanted] : needs)
      if (own == language) return words.meets(wanted);
    return true;
  }

  // The first leaf that is code in none of the languages that the rule is compiled for.
  std::optional<BadRule> unreadable() const {
    const UnreadLeaf* first = nullptr;
    for (const UnreadLeaf& leaf : compiled.front().rule->unread) {
      const bool everywhere = std::ranges::all_of(compiled, [&](const ForDialect& each) {
        return std::ranges::find(each.rule->unread, leaf.index, &UnreadLeaf::index) != each.rule->unread.end();
      });
      if (everywhere && (!first || leaf.position.line < first->position.line)) first = &leaf;
    }
    if (!first) return std::nullopt;
    Error error = first->error;
    error.where = rule.file + ":" + std::to_string(first->position.line) + ":" + std::to_string(first->position.column);
    return BadRule{rule.id, first->position, std::move(error)};
  }

  const CompiledRule& get(Dialect dialect) {
    const auto own = std::ranges::find(compiled, dialect, &ForDialect::dialect);
    std::call_once(own->once, [&] { own->rule.emplace(compile(rule, dialect)); });
    return *own->rule;
  }
};

Engine::Engine(std::vector<Rule> rules) {
  for (Rule& rule : rules) {
    auto entry = std::make_unique<Entry>();
    entry->languages = languages_of(rule, entry->any_text);
    add_globs(rule.include, entry->include);
    add_globs(rule.exclude, entry->exclude);
    for (const syntax::Language language : entry->languages)
      entry->needs.emplace_back(language, prefilter_.add(required_words(rule, language)));
    for (const syntax::Language language : entry->languages)
      entry->compiled.emplace_back().dialect = dialect_of(language);
    if (entry->any_text || entry->compiled.empty()) entry->compiled.emplace_back().dialect = kGeneric;
    entry->needs_text = std::ranges::find(rule.languages, "generic") != rule.languages.end();
    entry->rule = std::move(rule);
    entries_.push_back(std::move(entry));
  }
}

Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

std::vector<BadRule> Engine::take_out_bad() {
  // A pattern is parsed in one way after the other until one fits, which takes milliseconds.
  parallel_for(entries_.size(), [&](std::size_t n) {
    for (const auto& each : entries_[n]->compiled) entries_[n]->get(each.dialect);
  });
  std::vector<BadRule> bad;
  std::erase_if(entries_, [&](const auto& entry) {
    auto broken = entry->unreadable();
    if (!broken) return false;
    bad.push_back(std::move(*broken));
    return true;
  });
  return bad;
}

std::vector<const Rule*> Engine::rules() const {
  std::vector<const Rule*> all;
  for (const auto& entry : entries_) all.push_back(&entry->rule);
  return all;
}

bool Engine::concerns(std::string_view path, const std::string_view* text) const {
  const auto language = syntax::language_of(path, text ? *text : std::string_view{});
  return std::ranges::any_of(entries_, [&](const auto& entry) {
    return (entry->any_text || entry->speaks(language)) && entry->concerns(path);
  });
}

Scan Engine::scan(std::string_view path, std::string_view text, const std::function<const syntax::Tree*()>& tree,
                  Deadline deadline) const {
  Scan result;
  const auto language = syntax::language_of(path, text);
  const Prefilter::Words words = prefilter_.words_of(text);
  std::unique_ptr<Ast> ast;
  bool lowered = false;
  std::optional<bool> by_people;
  const auto readable = [&] {
    if (!by_people) by_people = written_by_people(text);
    return *by_people;
  };
  for (const auto& entry : entries_) {
    const bool spoken = entry->speaks(language);
    if (!spoken && (!entry->any_text || (entry->needs_text && !readable()))) continue;
    if (spoken && !entry->may_match(*language, words)) continue;
    if (!entry->concerns(path)) continue;
    if (spoken && !lowered) {
      lowered = true;
      ast = make_ast(text, *language, syntax::has_grammar(*language) ? tree() : nullptr);
    }
    if (spoken && !ast) continue;
    const CompiledRule& compiled = entry->get(spoken ? dialect_of(*language) : kGeneric);
    const File file{.path = path, .text = text, .ast = spoken ? ast.get() : nullptr};
    Budget budget(kStepsToBegin + kStepsEach * (file.ast ? file.ast->size() : text.size()), deadline);
    RuleLeaves leaves(compiled);
    const Rule& rule = compiled.rule;
    std::vector<TaintTrace> traces;
    auto matches = rule.search ? evaluate(rule, *rule.search, file, leaves, budget)
                               : find_taint(rule, file, leaves, budget, &traces);
    if (budget.exhausted())
      result.stopped.push_back(
          {&entry->rule, deadline.expired() ? "the time limit was reached" : "matching took too many steps"});
    for (std::size_t n = 0; n < matches.size(); ++n) {
      Match& match = matches[n];
      Hit hit{&rule, {}, interpolate(rule.message, rule, match.bindings, kLongestInMessage), {}, {}};
      if (n < traces.size()) hit.trace = std::move(traces[n]);
      Budget for_fix(kStepsToBegin);
      hit.fix = render_fix(rule, match, text, for_fix);
      for (Binding& binding : match.bindings) binding.ast = nullptr;  // the tree ends with this call
      hit.match = std::move(match);
      result.hits.push_back(std::move(hit));
    }
  }
  return result;
}

}  // namespace gate::patterns
