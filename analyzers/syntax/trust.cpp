#include "analyzers/syntax/trust.h"

#include <algorithm>
#include <cctype>

#include "analyzers/syntax/layout.h"
#include "analyzers/syntax/macros.h"

namespace gate::syntax_check {
namespace {

using syntax::Language;

constexpr std::string_view kBraces[] = {";", ")", "}", ",", "]", ":", "(", "{", "\"", "'", "`"};
constexpr std::string_view kPython[] = {":", ")", "]", ",", "}", "(", "\"", "'"};
constexpr std::string_view kGo[] = {")", "}", ",", "]", ":", "(", "{", ";", "\"", "`"};
constexpr std::string_view kWords[] = {")", "}", "]", ",", "end", "\nend", "(", "{", "\"", "'"};
constexpr std::string_view kShell[] = {"fi", "done", "\"", "'", ")", "}", "then", "; then", "esac", "; do"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::string_view word_after(std::string_view text, std::size_t at) {
  while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at]))) ++at;
  std::size_t end = at;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(at, end - at);
}

// Defined as a macro in this very text.
bool is_defined(std::string_view text, std::string_view name) {
  if (name.empty()) return false;
  for (std::size_t at = text.find("define "); at != text.npos; at = text.find("define ", at + 1))
    if (text.substr(at + 7).starts_with(name)) return true;
  return false;
}

bool near_macro(std::string_view text, Span span) {
  const std::string_view name = statement_name(text, span.start);
  return is_macro_name(name) || is_defined(text, name) || is_macro_name(word_after(text, span.end)) ||
         is_macro_name(text.substr(span.start, span.end - span.start));
}

bool within(syntax::Node node, std::string_view kind) {
  constexpr int kFarUp = 32;  // each step costs time in the depth
  for (int i = 0; node && i < kFarUp; ++i, node = node.parent())
    if (node.kind() == kind) return true;
  return false;
}

// A ';' put in at the end of a line, within a function, before something other than the block of a macro's loop.
bool ends_statement(const Trial& trial, std::string_view text, std::size_t at) {
  const syntax::Node token = trial.tree.root().smallest_at(trial.edit.start, trial.edit.end);
  if (token.parent().kind() == "for_statement" || token.parent().parent().kind() == "for_statement") return true;
  const std::size_t next = text.find_first_not_of(" \t\r\n", at);
  if (next == text.npos || at == 0 || text[at - 1] == ':' || text[next] == '{' ||
      text.substr(at, next - at).find('\n') == text.npos)
    return false;
  return within(token, "compound_statement") || within(token, "field_declaration_list");
}

// A line that begins with six words and a blank between each: no language here has that.
bool is_prose(std::string_view line) {
  constexpr int kMany = 6;
  int words = 0;
  for (std::size_t at = 0; at < line.size();) {
    if (!std::isalpha(static_cast<unsigned char>(line[at]))) {
      if (line[at++] != ' ') return false;
      continue;
    }
    while (at < line.size() && std::isalpha(static_cast<unsigned char>(line[at]))) ++at;
    if (++words >= kMany) return true;
  }
  return false;
}

// Comments of C out, white space at both ends too.
std::string without_comments(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const bool line = rest.starts_with("//"), block = rest.starts_with("/*");
    if (!line && !block) {
      out += text[at++];
      continue;
    }
    const std::size_t end = line ? rest.find('\n') : rest.find("*/", 2);
    at = end == rest.npos ? text.size() : at + end + (line ? 0 : 2);
  }
  const std::size_t first = out.find_first_not_of(" \t\r\n");
  if (first == out.npos) return {};
  return out.substr(first, out.find_last_not_of(" \t\r\n") + 1 - first);
}

bool is_punctuation(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

}  // namespace

std::span<const std::string_view> insertable(Language language) {
  switch (language) {
    case Language::python: return kPython;
    case Language::go: return kGo;
    case Language::ruby: return kWords;
    case Language::bash: return kShell;
    default: return kBraces;
  }
}

Confidence trust_change(const syntax::Tree& tree, const Trial& trial, std::string_view text, Span span,
                        std::string_view was, bool was_clean) {
  if (!has_macros(tree.language())) return Confidence::high;
  if (was.size() == 1 && was_clean && bracket_balance(tree).of(was[0]) != 0) return Confidence::high;
  // A comment in the place of a token is no code.
  const std::string code = without_comments(text.substr(span.start, span.end - span.start));
  const std::string_view now = code;
  if (!is_punctuation(was) || !is_punctuation(now)) return Confidence::low;
  if (was == ";" && now.empty()) {
    const std::string_view name = statement_name(text, span.start);
    if (!is_macro_name(name) && !is_defined(text, name)) return Confidence::high;
    // Behind a macro's call it may have been too much: hardly so within a function.
    const syntax::Node token = trial.tree.root().smallest_at(trial.edit.start, trial.edit.end);
    return always_ended(text, name) || within(token, "compound_statement") ? Confidence::high : Confidence::low;
  }
  if (near_macro(text, span)) return Confidence::low;
  return was_clean || was.find_first_of(";{}()[]\"'") != was.npos ? Confidence::high : Confidence::medium;
}

Confidence trust_guess(const Trial& trial, const syntax::Tree& tree, Span span, bool clean) {
  if (!has_macros(tree.language())) return Confidence::high;
  const std::string_view text = tree.text();
  if (!clean || near_macro(text, span)) return Confidence::low;
  const std::string_view token =
      std::string_view(*trial.text).substr(trial.edit.start, trial.edit.end - trial.edit.start);
  if (token == ";") return ends_statement(trial, text, span.start) ? Confidence::high : Confidence::low;
  if (token.size() == 1 && bracket_balance(tree).of(token[0]) != 0) return Confidence::high;
  return token.empty() && bracket_balance(tree).of(text[span.start]) != 0 ? Confidence::high : Confidence::low;
}

bool is_foreign(Language language, std::string_view text, std::size_t at, bool changed) {
  at = std::min(at, text.size());
  const std::size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  const std::string_view line = text.substr(start, std::min(text.find('\n', at), text.size()) - start);
  const bool script = language == Language::javascript || language == Language::typescript || language == Language::tsx;
  if (line.find("{%") != line.npos || line.find("<%") != line.npos) return true;
  if (!script && (line.find("{{ ") != line.npos || line.find("{{-") != line.npos || line.find("{{.") != line.npos))
    return true;
  const bool placeholders = language == Language::java || language == Language::go || language == Language::python ||
                            language == Language::rust || has_macros(language);
  return (placeholders && line.find("${") != line.npos) || (!changed && is_prose(line));
}

Confidence trust_unexplained(const syntax::Tree& tree) {
  return has_macros(tree.language()) ? Confidence::low : Confidence::high;
}

}  // namespace gate::syntax_check
