#include "analyzers/patterns/prefilter.h"

#include <algorithm>
#include <array>
#include <optional>

#include "analyzers/patterns/placeholders.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

using syntax::Language;

constexpr std::size_t kMostClauses = 4;  // more tell hardly more
constexpr std::size_t kShortest = 2;

constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Words that a match may do without: keywords have other spellings (`function` and `=>`), modifiers may be left out,
// simple types are inferred.
bool is_optional(std::string_view word) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"False",        "None",       "True",      "abstract", "and",       "array",       "as",       "assert",
       "async",        "auto",       "await",     "begin",    "bool",      "boolean",     "break",    "byte",
       "case",         "catch",      "char",      "class",    "const",     "constructor", "continue", "def",
       "default",      "defer",      "del",       "delete",   "do",        "double",      "each",     "elif",
       "else",         "elseif",     "elsif",     "end",      "ensure",    "enum",        "except",   "export",
       "extends",      "extern",     "false",     "final",    "finally",   "float",       "fn",       "for",
       "foreach",      "from",       "fun",       "func",     "function",  "global",      "go",       "goto",
       "if",           "implements", "import",    "in",       "include",   "instanceof",  "int",      "interface",
       "internal",     "is",         "isset",     "it",       "lambda",    "let",         "long",     "match",
       "module",       "mut",        "namespace", "new",      "nil",       "not",         "null",     "nullptr",
       "number",       "object",     "of",        "open",     "operator",  "or",          "out",      "override",
       "package",      "params",     "pass",      "private",  "protected", "pub",         "public",   "raise",
       "range",        "readonly",   "ref",       "require",  "rescue",    "return",      "sealed",   "self",
       "short",        "signed",     "sizeof",    "static",   "string",    "struct",      "super",    "switch",
       "synchronized", "this",       "throw",     "throws",   "trait",     "true",        "try",      "type",
       "typedef",      "typename",   "typeof",    "undef",    "undefined", "union",       "unless",   "unsafe",
       "unsigned",     "until",      "use",       "using",    "val",       "var",         "virtual",  "void",
       "volatile",     "when",       "where",     "while",    "with",      "yield"});
  static_assert(std::ranges::is_sorted(kWords));
  return std::ranges::binary_search(kWords, word);
}

// Formats whose strings are what they say: keys, labels, values.
bool is_data(Language language) {
  return language == Language::hcl || language == Language::yaml || language == Language::json;
}

using Words = std::vector<std::string>;

constexpr char in_lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string in_lower_case(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = in_lower_case(c);
  return lower;
}

// Names in a piece of code, outside strings and comments unless `strings`.
void words_of(std::string_view code, bool strings, Words& out) {
  char quote = 0;
  for (std::size_t at = 0; at < code.size();) {
    const char c = code[at];
    if (quote != 0 && !strings) {
      if (c == '\\')
        ++at;
      else if (c == quote)
        quote = 0;
      ++at;
      continue;
    }
    if (strings && code.substr(at).starts_with("=~/")) {  // an expression, not words
      at = std::min(code.find_first_of("\"\n", at), code.size());
      continue;
    }
    if (!strings && (c == '"' || c == '\'' || c == '`')) quote = c;
    if (!is_word_byte(c)) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < code.size() && is_word_byte(code[end])) ++end;
    const std::string_view word = code.substr(at, end - at);
    const char before = at > 0 ? code[at - 1] : ' ';  // "$X" within a string is no word of the text
    const bool odd = static_cast<unsigned char>(before) >= 0x80 || before == '\\' || before == '$' ||
                     (end < code.size() && static_cast<unsigned char>(code[end]) >= 0x80);
    const bool digit = word[0] >= '0' && word[0] <= '9';
    if (!odd && !digit && word.size() >= kShortest && !is_optional(word)) out.emplace_back(word);
    at = end;
  }
}

// A line that is a comment: its words are none of the code's.
bool has_comment(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    if (line.starts_with("//") || line.starts_with('#') || line.starts_with("/*")) return true;
    at = end + 1;
  }
  return false;
}

Words words_of_pattern(std::string_view text, Language language) {
  Words words;
  // What is next to a placeholder may be part of a longer word.
  for (const Piece& piece : split(text, language))
    if (piece.kind == Piece::Kind::code) words_of(piece.text, is_data(language), words);
  return words;
}

class Requirements {
 public:
  explicit Requirements(std::optional<Language> language) : language_(language) {}

  Clauses of(const Formula& formula) const {
    switch (formula.op) {
      case Formula::Op::pattern: return of_pattern(formula);
      case Formula::Op::all: {
        Clauses clauses;
        for (const Formula& part : formula.parts) std::ranges::move(of(part), std::back_inserter(clauses));
        return fewest(std::move(clauses));
      }
      case Formula::Op::inside: return formula.parts.empty() ? Clauses{} : of(formula.parts.front());
      case Formula::Op::any: return either(formula.parts);
      case Formula::Op::regex:
      case Formula::Op::negation: break;
    }
    return {};
  }

  Clauses either(const std::vector<TaintPart>& parts) const {
    std::vector<Formula> formulas;
    for (const TaintPart& part : parts) formulas.push_back(part.formula);
    return either(formulas);
  }

  // The longest are the rarest.
  static Clauses fewest(Clauses clauses) {
    const auto least = [](const std::vector<std::string>& clause) {
      std::size_t length = clause.front().size();
      for (const std::string& word : clause) length = std::min(length, word.size());
      return length;
    };
    std::sort(clauses.begin(), clauses.end(), [&](const auto& a, const auto& b) {
      if (a.size() != b.size()) return a.size() < b.size();
      return std::pair(least(b), std::cref(a).get()) < std::pair(least(a), std::cref(b).get());
    });
    clauses.erase(std::unique(clauses.begin(), clauses.end()), clauses.end());
    if (clauses.size() > kMostClauses) clauses.resize(kMostClauses);
    return clauses;
  }

 private:
  Clauses of_pattern(const Formula& leaf) const {
    if (!language_ || *language_ == Language::bash || *language_ == Language::dockerfile) return {};
    if (has_comment(leaf.text)) return {};
    Clauses clauses;
    for (std::string& word : words_of_pattern(leaf.text, *language_)) {
      if (*language_ == Language::php) word = in_lower_case(word);  // its names are known in any case
      clauses.push_back({std::move(word)});
    }
    return fewest(std::move(clauses));
  }

  // One word of each alternative; nothing where one asks for nothing.
  Clauses either(const std::vector<Formula>& parts) const {
    std::vector<std::string> words;
    for (const Formula& part : parts) {
      Clauses clauses = of(part);
      if (clauses.empty()) return {};
      std::ranges::move(clauses.front(), std::back_inserter(words));
    }
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words.empty() ? Clauses{} : Clauses{std::move(words)};
  }

  std::optional<Language> language_;
};

}  // namespace

Clauses required_words(const Rule& rule, std::optional<Language> language) {
  const Requirements requirements(language);
  if (rule.search) return requirements.of(*rule.search);
  if (!rule.taint) return {};
  Clauses clauses = requirements.either(rule.taint->sources);
  std::ranges::move(requirements.either(rule.taint->sinks), std::back_inserter(clauses));
  return Requirements::fewest(std::move(clauses));
}

Prefilter::Needs Prefilter::add(const Clauses& clauses) {
  Needs needs;
  for (const auto& clause : clauses) {
    auto& numbers = needs.emplace_back();
    for (const std::string& word : clause)
      numbers.push_back(numbers_.try_emplace(word, static_cast<std::uint32_t>(numbers_.size())).first->second);
  }
  return needs;
}

Prefilter::Words Prefilter::words_of(std::string_view text) const {
  Words words;
  words.present_.resize(numbers_.size());
  if (numbers_.empty()) return words;
  std::size_t left = numbers_.size();
  const auto meet = [&](std::string_view word) {
    const auto found = numbers_.find(word);
    if (found == numbers_.end() || words.present_[found->second]) return;
    words.present_[found->second] = true;
    --left;
  };
  for (std::size_t at = 0; at < text.size() && left > 0;) {
    if (!is_word_byte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    meet(word);
    // In lower case too: so are the words of languages where case does not count.
    if (std::ranges::any_of(word, [](char c) { return in_lower_case(c) != c; })) meet(in_lower_case(word));
    at = end;
  }
  return words;
}

bool Prefilter::Words::meets(const Needs& needs) const {
  return std::ranges::all_of(needs, [&](const std::vector<std::uint32_t>& clause) {
    return std::ranges::any_of(clause, [&](std::uint32_t word) { return present_[word]; });
  });
}

}  // namespace gate::patterns
