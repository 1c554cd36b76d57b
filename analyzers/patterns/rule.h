// A rule as its file says it: Semgrep's rule syntax (https://semgrep.dev/docs/writing-rules/rule-syntax).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/patterns/match.h"
#include "gate/base/error.h"
#include "gate/base/json.h"
#include "gate/model/finding.h"
#include "gate/syntax/tree.h"

namespace gate::patterns {

// Where in a rule file; 1-based.
struct Position {
  std::uint32_t line = 0, column = 0;
};

struct Formula;

// What a metavariable must fulfil: metavariable-regex, -pattern, -comparison, -analysis, -type.
struct Condition {
  enum class Kind { regex, pattern, comparison, analysis, type };
  Kind kind = Kind::regex;
  Position position;
  Variable variable = 0;                // comparison without `metavariable`: unused
  std::string text;                     // regex, comparison or analyzer ("entropy", "redos")
  std::vector<std::string> types;       // type
  std::vector<Formula> formula;         // pattern: exactly one
  std::optional<std::string> language;  // pattern: of the binding's text, as written; none: the rule's own
  bool constant_propagation = false;    // regex: a constant that the binding always has counts as its text
  bool strip = false;                   // comparison: quotes off
  int base = 10;                        // comparison: of numbers
};

// A tree of patterns. Leaves find places; inner nodes combine them.
struct Formula {
  enum class Op {
    pattern,   // text: a pattern
    regex,     // text: a regular expression (PCRE2 syntax, multi-line)
    all,       // patterns: parts intersected, conditions and focus applied
    any,       // pattern-either: union
    negation,  // pattern-not, pattern-not-regex: one part
    inside,    // pattern-inside: one part; within `negation`: pattern-not-inside
  };
  Op op = Op::all;
  Position position;
  std::string text;
  std::vector<Formula> parts;
  std::vector<Condition> conditions;
  // focus-metavariable: each entry is one key; several variables in an entry are alternatives.
  std::vector<std::vector<Variable>> focus;
  std::uint32_t index = 0;  // pattern, regex: which of the rule's leaves, in order of appearance
};

// One entry of pattern-sources, -sinks, -sanitizers, -propagators.
struct TaintPart {
  Formula formula;
  std::string label;                 // sources: "" means "__SOURCE__"
  std::string requires_label;        // an expression over labels ("A and not B"); "": any label
  bool by_side_effect = false;       // sources, sanitizers, propagators
  bool only_by_side_effect = false;  // by-side-effect: only
  bool exact = false;                // given or by default (sanitizers and sources false, sinks true)
  bool control = false;
  bool not_conflicting = false;  // sanitizers
  bool at_exit = false;          // sinks
  Variable from = 0, to = 0;     // propagators
};

struct Taint {
  std::vector<TaintPart> sources, sinks, sanitizers, propagators;
};

struct FixRegex {
  std::string regex, replacement;
  std::optional<int> count;
};

struct Rule {
  std::string id;
  std::string file;  // of the rule pack: path for messages
  Position position;
  std::vector<std::string> languages;  // as written: "python", "js", "generic"
  std::string message;                 // with metavariables
  std::string severity;                // as written: "ERROR"
  Severity level = Severity::medium;   // gate's: ERROR high, WARNING medium, INFO low; CRITICAL, HIGH, MEDIUM, LOW
  Json metadata = Json::object();
  std::vector<std::string> include, exclude;  // paths
  Json options = Json::object();
  std::string fix;  // empty: none
  std::optional<FixRegex> fix_regex;
  std::vector<std::string> variables;  // names by Variable; with their '$'
  std::optional<Formula> search;       // exactly one of the two
  std::optional<Taint> taint;
  std::uint32_t leaves = 0;  // patterns and regexes, numbered by Formula::index
};

// A rule that cannot be used, and why: wrong in itself, or asking for what gate lacks.
struct BadRule {
  std::string id;  // may be empty
  Position position;
  Error error;           // place: "FILE:LINE:COLUMN"
  bool lacking = false;  // not wrong: an engine or language that gate lacks ("not run")
};

struct RuleFile {
  std::vector<Rule> rules;
  std::vector<BadRule> bad;
};

// Reads one rule file. A bad rule does not hide the others. Only a text that is no YAML, or has no `rules`, is an
// error. `path` is used in messages alone.
Expected<RuleFile> read_rules(std::string_view text, const std::string& path);

// The language that a rule's word means ("py", "python3" -> python); nullopt for "regex", "generic" and unknown words.
std::optional<syntax::Language> rule_language(std::string_view word);
// "regex", "generic", "none", or a language with a grammar or scanner here ("dockerfile").
bool known_language(std::string_view word);

}  // namespace gate::patterns
