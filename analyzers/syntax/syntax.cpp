#include "analyzers/syntax/syntax.h"

#include <chrono>

#include "analyzers/syntax/checks.h"
#include "analyzers/syntax/data.h"
#include "analyzers/syntax/diagnose.h"
#include "analyzers/syntax/rules.h"
#include "gate/base/text.h"
#include "gate/syntax/tree.h"

namespace gate {
namespace {

using syntax_check::Problem;
using syntax_check::Span;

// Each trial parses again; of text made to be hard, the cause matters less than the verdict.
constexpr std::chrono::milliseconds kLongestDiagnosis{2'000};

constexpr const char* kDoc =
    R"(Parses every changed source file and reports what keeps it from being read: a missing token, an
unclosed bracket, an unterminated string, a token that stands where none may.

**How it decides.** Both sides are parsed; an error that the file had before is not the change's. For the others the
analyzer looks for the cause by trial: it takes back, one by one, what the change dropped or put in, then tries the
tokens that would let the parser go on, and parses again. What mends the text is what is reported, at the place where a
person would mend it.

**Confidence.** High blocks, medium warns, low is only shown. Code that a grammar cannot read may still be legal: macros
in C and C++, syntax newer than the grammar. Where the cause may be such a construct, confidence is low.

**Languages.** C, C++, Python, JavaScript, TypeScript, Go, Rust, Java, C#, Ruby, PHP, Kotlin, Bash, HCL by tree-sitter;
JSON, YAML and TOML by strict parsers.

**Limits.** Grammars are lenient: some errors that a compiler finds are not seen here. At most six problems of a file
are told: later ones mostly follow from the first.)";

Severity severity_of(const Problem& problem) {
  switch (problem.confidence) {
    case Confidence::high: return Severity::high;
    case Confidence::medium: return Severity::medium;
    case Confidence::low: break;
  }
  return Severity::low;
}

Place place_of(const FileView& view, const LineIndex& lines, Span span) {
  const auto start = lines.place(span.start), end = lines.place(span.end);
  return {std::string(view.path), start.line, start.column, end.line, end.column};
}

Finding finding_of(const FileView& view, const LineIndex& lines, const Problem& problem) {
  Finding finding;
  finding.rule = "syntax/" + std::string(problem.rule);
  finding.category = "syntax";
  finding.severity = severity_of(problem);
  finding.confidence = problem.confidence;
  finding.place = place_of(view, lines, problem.span);
  finding.message = problem.message;
  finding.about_change = problem.fresh;
  for (const auto& [span, message] : problem.related) finding.related.push_back({place_of(view, lines, span), message});
  if (!problem.insert.empty())
    finding.fix.push_back({place_of(view, lines, {problem.span.start, problem.span.start}), problem.insert});
  return finding;
}

Expected<std::vector<Finding>> check(const FileView& view, const Options&, const Deadline& deadline) {
  if (syntax_check::is_data_file(view.path)) return syntax_check::check_data_file(view);
  const auto language = syntax::language_of(view.path, view.text);
  if (!language || !syntax::has_grammar(*language)) return std::vector<Finding>{};
  const syntax::Tree* tree = view.tree();
  if (!tree)
    return fail(ErrorKind::limit, "the file could not be parsed within the time limit", std::string(view.path));
  std::vector<Problem> problems;
  if (tree->root().has_error())
    problems = syntax_check::diagnose(view, *tree, deadline.earlier(Deadline::in(kLongestDiagnosis)));
  if (problems.empty()) problems = syntax_check::check_constructs(view, *tree);
  std::vector<Finding> findings;
  if (problems.empty()) return findings;
  const LineIndex lines(view.text);
  for (const Problem& problem : problems) findings.push_back(finding_of(view, lines, problem));
  return findings;
}

// A name without an extension may have a `#!` line: only the text can tell.
bool applies(std::string_view path, const std::string_view* text) {
  if (syntax_check::is_data_file(path)) return true;
  const auto language = syntax::language_of(path, text ? *text : std::string_view{});
  if (language) return syntax::has_grammar(*language);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return !text && name.find('.', 1) == name.npos;
}

}  // namespace

Analyzer syntax_analyzer() {
  return {"syntax",           "1", "Source files that no longer parse", kDoc, syntax_check::rules(), {}, applies,
          FileAnalysis(check)};
}

}  // namespace gate
