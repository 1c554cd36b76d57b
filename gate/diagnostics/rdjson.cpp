// reviewdog's diagnostic format. Source: proto/rdf/reviewdog.proto of reviewdog: lines and columns are 1-based, columns
// count bytes of UTF-8, ends are exclusive, a missing end is a place without length, a missing column the whole line.
#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/diagnostics/collector.h"
#include "gate/diagnostics/json_stream.h"
#include "gate/diagnostics/words.h"

namespace gate::diagnostics {
namespace {

const LongArray kDiagnostics{"", "diagnostics"};
constexpr std::size_t kMostMessage = 2'000, kMostRelated = 20, kMostEdits = 100, kMostFix = 64u << 10;
constexpr std::int64_t kMostPosition = 1LL << 31;

std::uint32_t number(const Json& object, const char* key) {
  const auto value = integer_of(object, key).value_or(0);
  return value < 1 || value > kMostPosition ? 0 : static_cast<std::uint32_t>(value);
}

Place place_of(std::string path, const Json& range) {
  const Json& start = member(range, "start");
  const Json& end = member(range, "end");
  Place place{std::move(path), number(start, "line"), 0, 0, 0};
  if (place.line == 0) return place;
  place.column = std::max(number(start, "column"), 1u);
  place.end_line = std::max(number(end, "line"), place.line);
  place.end_column = number(end, "column");
  if (end.is_null() && number(start, "column") != 0) place.end_column = place.column;
  if (place.end_line == place.line && place.end_column < place.column) place.end_column = 0;
  return place;
}

bool overlap(const Place& a, const Place& b) {
  const auto start = [](const Place& p) { return std::pair(p.line, p.column); };
  const auto end = [](const Place& p) { return std::pair(p.end_line, p.end_column); };
  return start(a) == start(b) || (start(a) < end(b) && start(b) < end(a));
}

class Reader {
 public:
  Reader(const Json& document, Collector& out) : document_(document), out_(out) {}

  void read(const Json& diagnostic) {
    out_.count();
    const Json& location = member(diagnostic, "location");
    const std::string named(text_of(location, "path"));
    if (named.empty()) return out_.note("without a place in a file");
    const auto path = out_.path(named);
    if (!path) return out_.leave_outside();
    Finding finding;
    finding.place = place_of(*path, member(location, "range"));
    finding.message = one_line(text_of(diagnostic, "message"), kMostMessage);
    finding.category = "other";
    finding.severity = severity_of(diagnostic);
    name_rule(diagnostic, finding);
    if (finding.message.empty()) finding.message = finding.rule;
    add_related(diagnostic, finding);
    add_fix(diagnostic, finding);
    out_.add(std::move(finding));
  }

 private:
  // The diagnostic's own word, else the document's; protobuf's JSON also allows the enumerators' numbers.
  Severity severity_of(const Json& diagnostic) const {
    for (const Json* object : {&diagnostic, &document_}) {
      if (auto severity = severity_of_word(text_of(*object, "severity"))) return *severity;
      switch (integer_of(*object, "severity").value_or(0)) {
        case 1: return Severity::high;
        case 2: return Severity::medium;
        case 3: return Severity::low;
        default: break;
      }
    }
    return out_.reading().severity;
  }

  void name_rule(const Json& diagnostic, Finding& finding) {
    auto source = text_of(member(diagnostic, "source"), "name");
    if (source.empty()) source = text_of(member(document_, "source"), "name");
    out_.add_tool(one_line(source, 200));
    const Json& code = member(diagnostic, "code");
    const auto value = text_of(code, "value");
    finding.rule = out_.tool(source) + "/" + rule_name(value);
    if (out_.knows(finding.rule)) return;
    const auto summary = value.empty() ? finding.rule : one_line(value, 200);
    out_.add_rule({finding.rule, summary, summary, "other", finding.severity, web_address(text_of(code, "url"))});
  }

  void add_related(const Json& diagnostic, Finding& finding) {
    for (const Json& related : elements_of(diagnostic, "related_locations")) {
      if (finding.related.size() == kMostRelated) return;
      const Json& location = member(related, "location");
      const auto path = out_.path(std::string(text_of(location, "path")));
      if (!path) continue;
      finding.related.push_back(
          {place_of(*path, member(location, "range")), one_line(text_of(related, "message"), kMostMessage)});
    }
  }

  // Suggestions that overlap are alternatives to those before them.
  void add_fix(const Json& diagnostic, Finding& finding) {
    std::size_t bytes = 0;
    for (const Json& suggestion : elements_of(diagnostic, "suggestions")) {
      const Json& range = member(suggestion, "range");
      Edit edit{place_of(finding.place.path, range), std::string(text_of(suggestion, "text"))};
      if (number(member(range, "start"), "column") == 0 && number(member(range, "end"), "column") == 0) {
        edit.place.end_line += 1, edit.place.end_column = 1;  // whole lines, both ends included
        if (!edit.text.empty() && !edit.text.ends_with('\n')) edit.text += '\n';
      }
      bytes += edit.text.size();
      const bool clear =
          std::ranges::none_of(finding.fix, [&](const Edit& other) { return overlap(edit.place, other.place); });
      if (edit.place.line == 0 || edit.place.end_column == 0 || !clear || bytes > kMostFix) continue;
      if (finding.fix.size() < kMostEdits) finding.fix.push_back(std::move(edit));
    }
  }

  const Json& document_;
  Collector& out_;
};

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

}  // namespace

Expected<Diagnostics> read_rdjson(std::string_view text, const Reading& reading) {
  if (trim(text).empty()) return fail(ErrorKind::parse, "is empty", reading.name, "run the tool again");
  auto document = without_array(text, reading.name, kDiagnostics);
  if (!document) return std::unexpected(document.error());
  Collector out(reading);
  Reader reader(*document, out);
  bool there = false;
  auto read = each_element(
      text, reading.name, kDiagnostics,
      {[&](std::size_t) { there = true; }, [&](std::size_t, const Json& diagnostic) { reader.read(diagnostic); }});
  if (!read) return std::unexpected(read.error());
  if (!there) return fail(ErrorKind::parse, "is no rdjson: it has no array \"diagnostics\"", reading.name);
  return out.take();
}

Expected<Diagnostics> read_rdjsonl(std::string_view text, const Reading& reading) {
  Collector out(reading);
  const Json nothing = Json::object();
  Reader reader(nothing, out);
  std::size_t number = 0;
  for (const std::string_view line : split_lines(without_mark(text))) {
    ++number;
    if (trim(line).empty()) continue;
    auto diagnostic = parse_json(line, reading.name);
    if (!diagnostic) {
      diagnostic.error().where = fmt::format("{}:{}", reading.name, number);
      return std::unexpected(diagnostic.error());
    }
    reader.read(*diagnostic);
  }
  return out.take();
}

}  // namespace gate::diagnostics
