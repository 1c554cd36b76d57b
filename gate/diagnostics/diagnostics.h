// Diagnostics that other tools write, as findings: SARIF, rdjson, checkstyle, JUnit, lines that a regular expression
// understands. One reader a format, all with the same contract.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/finding.h"

namespace gate::diagnostics {

// How a document is to be read.
struct Reading {
  std::string name;  // the document's, for errors: "reports/eslint.sarif", "the output of eslint"
  std::string tool;  // first part of every rule's id; empty: the tool that the document names, as a slug
  Severity severity = Severity::medium;  // of what does not say its own
  // The path in the repository that the document's own path (or file URI, resolved) means; nullopt: outside of it, the
  // finding is left out and counted. Asked once for each distinct path.
  std::function<std::optional<std::string>(std::string_view)> path_of;
  // The last resort, asked where path_of knows neither the path nor, for one that is relative to a base, the relative
  // part of it. May be empty.
  std::function<std::optional<std::string>(std::string_view)> guess_of;
  // The text of a file of the repository (null: not at hand), asked at most once a file. By it columns that count
  // characters, and offsets, become gate's columns. Without it SARIF's columns stay as they are, a place known by an
  // offset alone is of the whole file, and no fix is offered, since it could hit the wrong bytes. May be empty.
  std::function<std::shared_ptr<const std::string>(const std::string& path)> text_of;
  std::size_t most = 100'000;  // findings; what is beyond is counted
};

struct Diagnostics {
  // rule is "TOOL/RULE". In SARIF, `state` says what baselineState said (existing, caused_elsewhere for new, else
  // fresh), and `suppressed` with `suppression` what `suppressions` did.
  std::vector<Finding> findings;
  std::vector<RuleInfo> rules;     // full ids
  std::vector<std::string> tools;  // names with versions, as the document says them: "ESLint 9.1.0"
  std::size_t results = 0;         // in the document, before anything was left out
  std::size_t outside = 0;         // left out: paths that are not of the repository
  std::size_t beyond = 0;          // left out: over Reading::most
  std::vector<std::string> notes;  // what else the reader should know: "2 results without a place"
  // What the document says about its tool's own failure ("eslint failed: out of memory"): it looked at less than it
  // should, so that no findings, or few, prove nothing.
  std::vector<std::string> failures;
};

// Errors: parse with the place in the document, limit. A byte order mark of UTF-8 is let through.
//
// SARIF 2.1.0 (OASIS, errata 01). Results of kind fail are findings, those of kind open and review at most with medium
// confidence; pass, notApplicable, informational and baselineState absent are none and are counted in a note. Severity:
// security-severity (>= 9 critical, >= 7 high, >= 4 medium, else low) of the result or its rule, else the level (error
// high, warning medium, note low, none info). The place is the first location's. Memory: the document's results are
// read one by one; what is kept is the rest of it, and findings.
Expected<Diagnostics> read_sarif(std::string_view text, const Reading& reading);
Expected<Diagnostics> read_rdjson(std::string_view text, const Reading& reading);      // reviewdog's rdjson
Expected<Diagnostics> read_rdjsonl(std::string_view text, const Reading& reading);     // the same, one a line
Expected<Diagnostics> read_checkstyle(std::string_view text, const Reading& reading);  // checkstyle's XML
Expected<Diagnostics> read_junit(std::string_view text, const Reading& reading);       // failures that name a file
// Lines that `pattern` (RE2 syntax, named groups path, line, column, end_line, end_column, rule, severity, message)
// finds; other lines are passed over. Without a group message it is what the pattern matched. ErrorKind::config when
// the pattern is wrong or has no group path, without which no finding would have a place. Linear in the text; of a line
// beyond 64 KiB only the first are looked at.
Expected<Diagnostics> read_lines(std::string_view text, const std::string& pattern, const Reading& reading);

}  // namespace gate::diagnostics
