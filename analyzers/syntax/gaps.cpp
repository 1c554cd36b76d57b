#include "analyzers/syntax/gaps.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "analyzers/syntax/changes.h"
#include "analyzers/syntax/conditionals.h"
#include "analyzers/syntax/macros.h"

namespace gate::syntax_check {
namespace {

using syntax::Language;

// A run of tokens, and what tokens `from` to `to` of it become (padded with blanks; empty: blanks). A token of the
// pattern is a word of alternatives ("public|private"), "!" and alternatives for any other token, "<word>", "<number>",
// or "<paren>" for a whole parenthesised group.
struct Gap {
  Language language;
  std::array<std::string_view, 6> tokens;
  std::uint8_t from = 0, to = 0;
  std::string_view with = {};
};

constexpr Gap kGaps[] = {
    // Go 1.26: new(expression).
    {Language::go, {"new", "(", "![|map|struct|func|chan|interface|<|*"}, 0, 0, "neW"},
    {Language::go, {"make", "(", "<word>", "("}, 0, 0, "makE"},
    // Python 3.11 and later.
    {Language::python, {"[", "*"}, 1, 1},
    {Language::python, {"[|,", "<word>", "=", "<word>", "]|,"}, 2, 3},
    {Language::python, {"[|,", "*", "<word>", "=", "<word>", "]|,"}, 3, 4},
    {Language::python, {"{", "*", "*", "<word>", "for"}, 1, 2},
    {Language::python, {"lazy", "import|from"}, 0, 0},
    // JavaScript: names that are words of the language elsewhere, targets in parentheses, `using`.
    {Language::javascript, {"yield", ")|}|,|=|:"}, 0, 0, "yiele"},
    {Language::javascript, {"{|,", "null|true|false|this|if|in|new|default", "as"}, 1, 1, "xx"},
    {Language::javascript, {"[|:", "(", "<word>", ")", "]|=|}|,"}, 1, 3, " x"},
    {Language::javascript, {"[|:", "(", "<word>", ".", "<word>", ")"}, 1, 5, " x"},
    {Language::javascript, {"import", "defer", "*"}, 1, 1},
    {Language::javascript, {"import", "source", "<word>", "from"}, 1, 1},
    {Language::javascript, {"import", ".", "defer|source", "("}, 1, 2},
    // Rust: raw borrows of a place named raw, unsafe extern blocks, specialisation, attributes of parameters.
    {Language::rust, {"&", "raw", "!const|mut|<word>"}, 1, 1, "rax"},
    {Language::rust, {"unsafe", "extern"}, 0, 0},
    {Language::rust, {"default", "impl|unsafe|async|fn"}, 0, 0},
    {Language::rust, {"auto", "trait"}, 0, 0},
    {Language::rust, {"super", "let"}, 0, 0},
    {Language::rust, {"type", "const"}, 0, 0},
    {Language::rust, {"try", "!", "("}, 0, 0, "trx"},
    {Language::rust, {"#", "[", "<word>", "]"}, 0, 3},
    {Language::rust, {"[", "const", "]"}, 0, 2},
    {Language::rust, {"<", "-", "<number>", ">"}, 1, 1},
    {Language::rust, {"{", ".", ".", "}"}, 1, 2, "x"},
    {Language::rust, {":", ":", "("}, 0, 1},
    {Language::rust, {"for", "<", ">"}, 0, 2},
    {Language::rust, {"for", "<", "'", "<word>", ">", "|"}, 0, 4},
    {Language::rust, {"builtin", "#", "<word>", "("}, 1, 1, "_"},
    {Language::rust, {",|{", "unsafe", "<word>", ":"}, 1, 1},
    {Language::rust, {":", ":", "<", "<word>", ">", "{"}, 0, 4},
    {Language::rust, {"const|static", "default", ":"}, 1, 1, "xxxxxxx"},
    {Language::rust, {"{|,", "<number>", ":", "<word>"}, 1, 1, "x"},
    {Language::rust, {"&", "_", ",|)"}, 1, 1, "x"},
    // PHP: exit as a function, any directive of declare, asymmetric visibility, trailing commas.
    {Language::php, {"exit|die|DIE", "("}, 0, 0, "exi"},
    {Language::php, {"declare", "<paren>"}, 0, 1},
    {Language::php, {"public|protected|private", "public|protected|private", "(", "set", ")"}, 1, 4},
    {Language::php, {"public|protected|private", "(", "set", ")"}, 1, 3},
    {Language::php, {",", "}", ";"}, 0, 0},
    {Language::php, {"insteadof", "<word>", ",", "<word>", ";"}, 2, 3},
    // TypeScript.
    {Language::typescript, {"in", "keyof", "readonly"}, 2, 2},
    {Language::typescript, {"abstract|accessor", ":|?|;"}, 0, 0, "x"},
    {Language::typescript, {"accessor", "<word>"}, 0, 0},
    {Language::typescript, {"export", "type", "*"}, 1, 1},
    // Kotlin: modifiers of a primary constructor that the grammar does not know.
    {Language::kotlin, {"actual|expect", "constructor|class|fun|val|var|interface|object"}, 0, 0},
};

class Rewriter {
 public:
  Rewriter(Language language, std::string_view text)
      : language_(language), text_(text), tokens_(split_tokens(text, {0, static_cast<std::uint32_t>(text.size())})) {}

  std::string run() && {
    std::vector<const Gap*> gaps;
    for (const Gap& gap : kGaps)
      if (gap.language == family(language_)) gaps.push_back(&gap);
    for (std::size_t at = 0; at < tokens_.size(); ++at)
      for (const Gap* gap : gaps) apply(*gap, at);
    return std::move(text_);
  }

 private:
  static Language family(Language language) { return language == Language::tsx ? Language::typescript : language; }

  std::string_view token(std::size_t index) const {
    if (index >= tokens_.size()) return {};
    return std::string_view(text_).substr(tokens_[index].start, tokens_[index].end - tokens_[index].start);
  }

  // How many tokens from `at` on the pattern's token takes; 0 when it does not match.
  std::size_t match(std::string_view pattern, std::size_t at) const {
    const std::string_view found = token(at);
    if (found.empty()) return 0;
    if (pattern == "<paren>") return group(at);
    if (pattern.starts_with('!')) return any_of(pattern.substr(1), found) ? 0 : 1;
    return any_of(pattern, found) ? 1 : 0;
  }

  static bool any_of(std::string_view alternatives, std::string_view found) {
    const bool digit = std::isdigit(static_cast<unsigned char>(found[0])) != 0;
    const bool word = !digit && (std::isalpha(static_cast<unsigned char>(found[0])) || found[0] == '_');
    while (!alternatives.empty()) {
      const std::size_t bar = std::min(alternatives.find('|'), alternatives.size());
      const std::string_view one = alternatives.substr(0, std::max<std::size_t>(bar, 1));
      if (one == found || (one == "<word>" && word) || (one == "<number>" && digit)) return true;
      alternatives.remove_prefix(std::min(one.size() + 1, alternatives.size()));
    }
    return false;
  }

  std::size_t group(std::size_t at) const {
    constexpr std::size_t kMost = 200;
    int depth = 0;
    for (std::size_t n = 0; n < kMost; ++n) {
      const std::string_view found = token(at + n);
      if (found == "(") ++depth;
      if (found == ")" && --depth == 0) return n + 1;
      if (depth == 0) return 0;
    }
    return 0;
  }

  void apply(const Gap& gap, std::size_t at) {
    std::size_t next = at, from = 0, to = 0;
    for (std::size_t i = 0; i < gap.tokens.size() && !gap.tokens[i].empty(); ++i) {
      const std::size_t taken = match(gap.tokens[i], next);
      if (taken == 0) return;
      if (i == gap.from) from = tokens_[next].start;
      next += taken;
      if (i == gap.to) to = tokens_[next - 1].end;
    }
    for (std::size_t i = from; i < to; ++i)
      if (text_[i] != '\n') text_[i] = i - from < gap.with.size() ? gap.with[i - from] : ' ';
  }

  Language language_;
  std::string text_;
  std::vector<Span> tokens_;
};

// A block comment over several lines ends a statement of JavaScript as a newline does.
void blank_comments(std::string& text) {
  for (std::size_t at = text.find("/*"); at != text.npos; at = text.find("/*", at)) {
    const std::size_t end = text.find("*/", at + 2);
    if (end == text.npos) return;
    for (; at < end + 2; ++at)
      if (text[at] != '\n') text[at] = ' ';
  }
}

// Behind it everything is data.
void cut_halted(std::string& text) {
  constexpr std::string_view kHalt = "__halt_compiler();";
  if (const std::size_t at = text.find(kHalt); at != text.npos)
    for (std::size_t i = at; i < text.size(); ++i)
      if (text[i] != '\n') text[i] = ' ';
}

}  // namespace

std::string rewrite_gaps(Language language, std::string_view text) {
  std::string result = has_macros(language) ? blank_macros(text) : Rewriter(language, text).run();
  if (has_conditionals(language)) keep_first_branches(result);
  if (language == Language::javascript) {
    blank_comments(result);
    std::ranges::replace(result, '\0', ' ');
  }
  if (language == Language::php) cut_halted(result);
  return result;
}

}  // namespace gate::syntax_check
