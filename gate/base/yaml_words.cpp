#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "gate/base/text.h"
#include "gate/base/yaml_events.h"

namespace gate {
namespace {

struct Words {
  std::string_view theirs;  // how libfyaml's message begins
  std::string_view ours;
};

constexpr Words kWords[] = {
    {"could not find expected ':'", "missing ':' after key"},
    {"did not find expected key", "expected a key: this line does not go on with the mapping above it"},
    {"did not find expected node content", "a value is missing"},
    {"invalid multiline plain key",
     "a key must be on one line: a ':' is missing here, or the next line has a bad indentation"},
    {"invalid multiline double-quoted scalar used as key", "a key must be on one line: a '\"' or ':' is missing"},
    {"invalid multiline single-quoted scalar used as key", "a key must be on one line: a \"'\" or ':' is missing"},
    {"invalid value after mapping", "expected 'key: value': a ':' is missing, or the indentation is bad"},
    {"invalid scalar at the end of block sequence", "expected a list item: '- ' is missing, or the indentation is bad"},
    {"wrong indendation in sequence while in mapping", "bad indentation of a list item"},
    {"invalid indentation in mapping", "bad indentation: it is that of no mapping above"},
    {"invalid nested block mapping on the same line",
     "unexpected ':': a second key on the same line; put the text in quotes or begin a new line"},
    {"block sequence on the same line as a previous item", "unexpected '-': a list item begins on a line of its own"},
    {"invalid trailing content after double-quoted scalar", "unexpected text after the closing '\"'"},
    {"invalid trailing content after single-quoted scalar", "unexpected text after the closing \"'\""},
    {"wrongly indented double-quoted scalar", "unclosed '\"': the next line is not indented as a part of it"},
    {"wrongly indented single-quoted scalar", "unclosed \"'\": the next line is not indented as a part of it"},
    {"double-quoted scalar without closing quote", "unclosed '\"'"},
    {"single-quoted scalar without closing quote", "unclosed \"'\""},
    {"invalid document-start marker in double-quoted scalar", "unclosed '\"' before this '---'"},
    {"invalid document-start marker in single-quoted scalar", "unclosed \"'\" before this '---'"},
    {"invalid document start indicator in a flow", "unclosed bracket before this '---'"},
    {"flow sequence with invalid extra closing bracket", "']' closes nothing"},
    {"flow mapping with invalid extra closing brace", "'}' closes nothing"},
    {"flow sequence with invalid extra comma", "unexpected ','; expected a value"},
    {"flow mapping with invalid extra comma", "unexpected ','; expected a key"},
    {"missing comma in flow mapping", "missing ',' between members of '{'"},
    {"missing comma in flow sequence", "missing ',' between elements of '['"},
    {"tab character may not be used as indentation", "a tab is used for indentation; YAML allows spaces only"},
    {"missing document start", "text after the end of the value: a ':' is missing before, or a '---' here"},
    {"missing explicit document end marker before directive",
     "a '%' line belongs before '---'; missing '...' before it"},
    {"invalid comment", "a '#' comment needs a space before it"},
    {"block scalar no linebreak found", "unexpected text after the block marker '|' or '>'"},
    {"undefined tag prefix", "the prefix of this tag is not declared"},
    {"unexpected alias", "an alias cannot have an anchor or a tag of its own"},
    {"Illegal placement of ':'", "unexpected ':'"},
};

std::uint32_t line_of(std::string_view text, std::size_t offset) { return LineIndex(text).place(offset).line; }

std::size_t indentation(std::string_view line) {
  std::size_t first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? line.size() : first;
}

bool at_end(const YamlComplaint& complaint) { return trim(complaint.text.substr(complaint.offset)).empty(); }

// The indentation of a line that may belong to what is around an open bracket; the largest number for other lines.
std::size_t outer_indentation(std::string_view line) {
  std::string_view words = trim(line);
  bool none = words.empty() || words[0] == '#' || words[0] == ']' || words[0] == '}';
  return none ? std::string_view::npos : indentation(line);
}

// The outermost open bracket that was never closed: the text ended, or a line between it and the complaint is indented
// no deeper than the line that opened it.
std::optional<YamlComplaint::Bracket> unclosed(const YamlComplaint& complaint) {
  if (complaint.brackets.empty()) return std::nullopt;
  if (at_end(complaint)) return complaint.brackets.back();
  LineIndex lines(complaint.text);
  std::uint32_t line = lines.place(complaint.offset).line;
  std::size_t least = std::string_view::npos;  // of the lines from `line` on
  std::optional<YamlComplaint::Bracket> found;
  for (auto bracket = complaint.brackets.rbegin(); bracket != complaint.brackets.rend(); ++bracket) {
    std::uint32_t opened = lines.place(bracket->offset).line;
    for (; line > opened; --line) least = std::min(least, outer_indentation(lines.line(line)));
    if (least <= indentation(lines.line(opened))) found = *bracket;
  }
  return found;
}

// A ',' that is missing at the end of a line is noticed on the next one, after the word that begins it.
std::size_t missing_comma_place(const YamlComplaint& complaint) {
  std::string_view before = complaint.text.substr(0, complaint.offset);
  std::size_t newline = before.rfind('\n');
  if (newline == std::string_view::npos) return complaint.offset;
  std::string_view head = before.substr(newline + 1);
  if (head.find_first_of(",[]{}:") != std::string_view::npos) return complaint.offset;
  std::size_t end = before.substr(0, newline).find_last_not_of(" \t\r\n");
  return end == std::string_view::npos ? complaint.offset : end + 1;
}

std::string words(std::string_view theirs) {
  for (const Words& pair : kWords) {
    if (theirs.starts_with(pair.theirs)) return std::string(pair.ours);
  }
  constexpr std::string_view kStart = "plain scalar cannot start with ";
  if (theirs.starts_with(kStart)) {
    std::string_view rest = theirs.substr(kStart.size());
    return fmt::format("a value cannot begin with {}; put it in quotes",
                       printable(to_utf8(rest.substr(0, rest.find(" followed")))));
  }
  if (theirs.empty()) return "this cannot be read as YAML";
  return printable(to_utf8(theirs));
}

}  // namespace

YamlProblem explain(const YamlComplaint& complaint) {
  std::size_t offset = complaint.offset;
  std::string message = words(complaint.message);
  bool mismatch = complaint.message.starts_with("mismatched flow");
  if (mismatch && !complaint.brackets.empty()) {
    const YamlComplaint::Bracket& bracket = complaint.brackets.back();
    char seen = complaint.message.find("mapping") != std::string_view::npos ? '}' : ']';
    message = fmt::format("'{}' does not close '{}' opened at line {}", seen, bracket.open,
                          line_of(complaint.text, bracket.offset));
  } else if (auto bracket = unclosed(complaint)) {
    offset = bracket->offset;
    message = fmt::format("unclosed '{}'", bracket->open);
  } else if (complaint.message.starts_with("missing comma")) {
    offset = missing_comma_place(complaint);
  } else if (complaint.message.ends_with("without closing quote") && offset > 0) {
    --offset;  // libfyaml's place is behind the quote
  }
  LineIndex::Place place = LineIndex(complaint.text).place(offset);
  return {{place.line, place.column}, std::move(message)};
}

}  // namespace gate
