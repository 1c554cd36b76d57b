// Inside the engine: a rule's leaves made ready for matching, and found in files.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/patterns/formula.h"
#include "analyzers/patterns/generic/generic.h"
#include "analyzers/patterns/matcher.h"
#include "analyzers/patterns/regex.h"
#include "analyzers/patterns/rule.h"

namespace gate::patterns {

// What a leaf is matched on: code of a language, or any text.
enum class Dialect : std::uint8_t {};
inline constexpr Dialect kGeneric{255};
constexpr Dialect dialect_of(syntax::Language language) { return static_cast<Dialect>(language); }

// A leaf, compiled for one dialect: exactly one of the three.
struct CompiledLeaf {
  std::optional<Pattern> pattern;
  std::optional<GenericPattern> generic;
  std::optional<Regex> regex;
};

// A leaf that is no code of the dialect: it matches nothing.
struct UnreadLeaf {
  std::uint32_t index = 0;  // Formula::index
  Position position;
  Error error;
};

// A rule ready to run on files of one dialect. Immutable once made.
struct CompiledRule {
  Rule rule;  // with the variables of all its patterns
  MatchOptions options;
  std::map<std::pair<std::uint32_t, Dialect>, CompiledLeaf> leaves;  // by Formula::index
  std::set<std::uint32_t> inner;  // leaves of metavariable-pattern, by Formula::index
  std::vector<UnreadLeaf> unread;
};

// The languages whose files a rule runs on, each once; `any_text`: it runs on every file (regex, generic).
std::vector<syntax::Language> languages_of(const Rule& rule, bool& any_text);

CompiledRule compile(const Rule& rule, Dialect dialect);

// The tree of a text, names and constants resolved; null where it has none. `tree`: its parse, null for languages that
// have no grammar.
std::unique_ptr<Ast> make_ast(std::string_view text, syntax::Language language, const syntax::Tree* tree);

// Finds the leaves of one rule in files.
class RuleLeaves : public Leaves {
 public:
  explicit RuleLeaves(const CompiledRule& rule) : rule_(rule) {}

  std::vector<Match> find(const Formula& leaf, const File& file, Budget& budget) override;
  const File* reread(std::string_view text, std::string_view path, std::string_view language) override;

 private:
  struct Kept {
    std::optional<syntax::Tree> tree;
    std::unique_ptr<Ast> ast;
    File file;
  };

  const GenericText& text_of(const File& file);

  const CompiledRule& rule_;
  std::deque<Kept> kept_;
  std::map<std::pair<const char*, std::size_t>, std::unique_ptr<GenericText>> texts_;
};

}  // namespace gate::patterns
