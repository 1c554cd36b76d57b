// One measured fact about the code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

enum class Severity { info, low, medium, high, critical };
enum class Confidence { low, medium, high };
enum class State { fresh /* "new" */, existing, fixed, caused_elsewhere };
// How a rule takes part: measured but hidden, shown without effect, at most a warning, may block.
enum class Level { off, shadow, warn, block };

std::string_view to_string(Severity severity);
std::string_view to_string(Confidence confidence);
std::string_view to_string(State state);
std::string_view to_string(Level level);
std::optional<Severity> severity_from(std::string_view word);
std::optional<Confidence> confidence_from(std::string_view word);
std::optional<State> state_from(std::string_view word);
std::optional<Level> level_from(std::string_view word);

// A place in a file. Lines and columns are 1-based, columns count UTF-8 bytes, the end column is exclusive.
// line 0: the whole file.
struct Place {
  std::string path;
  std::uint32_t line = 0, column = 0;
  std::uint32_t end_line = 0, end_column = 0;
  bool operator==(const Place&) const = default;
};

// Replaces the text of `place` by `text`.
struct Edit {
  Place place;
  std::string text;
};

struct RelatedPlace {
  Place place;
  std::string message;  // "opened here"
};

// Lines of code around a finding, already redacted and cut to a sane width.
struct Snippet {
  std::uint32_t first_line = 0;
  std::uint32_t first_column = 1;  // of the first byte shown: above 1 where long lines are cut around the finding
  std::vector<std::string> lines;
};

struct Finding {
  // Set by the analyzer.
  std::string rule;      // "syntax/missing-token": analyzer, '/', rule
  std::string category;  // "syntax", "correctness", "security", "maintainability", "risk", "gate"
  Severity severity = Severity::medium;
  Confidence confidence = Confidence::high;
  Place place;
  std::string message;  // one sentence in the language's terms; no newline
  std::vector<RelatedPlace> related;
  std::vector<Edit> fix;        // empty: none offered
  std::optional<double> value;  // a measure, where the rule is one
  // What makes two findings of a rule the same when lines move; empty: the normalised text of the finding's lines.
  std::string context;
  // The analyzer's word that this finding is about the change though it is off the changed lines or has no twin to be
  // matched with (unreadable-source, edits of the policy): it is not matched but new.
  bool about_change = false;

  // Set by the host and gate/scope.
  State state = State::fresh;
  Level level = Level::block;
  std::string fingerprint;  // stable under moves: 32 hexadecimal digits, unique within a run
  std::string line_hash;    // SARIF primaryLocationLineHash (CONVENTIONS: GitHub code scanning)
  bool suppressed = false;
  std::string suppression;  // the reason given, or "baseline"
  bool blocking = false;    // set from the policies' rulings
  Snippet snippet;
};

// A rule's words for reports (SARIF metadata, `gate explain`).
struct RuleInfo {
  std::string id;       // "syntax/missing-token"
  std::string summary;  // one line
  std::string help;     // markdown: what, why, bad, good
  std::string category;
  Severity severity = Severity::medium;
  std::string uri;  // where its own tool explains it; empty: none
};

}  // namespace gate
