// The findings of a plugin's answer.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analyzers/plugins/fields.h"
#include "analyzers/plugins/protocol.h"
#include "gate/base/text.h"
#include "gate/model/source.h"

namespace gate::plugins {
namespace {

constexpr std::size_t kLongestContext = 4'000;
constexpr const char* kPlaceKeys[] = {"line", "column", "end_line", "end_column"};

// The files of a request, by the names that a finding may use for them.
class Files {
 public:
  explicit Files(std::span<const FileTexts> files) {
    for (const auto& entry : files) {
      if (entry.after) sides_[{Side::after, entry.file->path}].text = entry.after.get();
      if (entry.before)
        sides_[{Side::before, entry.file->old_path.empty() ? entry.file->path : entry.file->old_path}].text =
            entry.before.get();
    }
    // A rename's new name means the same file before the change, unless another file had it.
    for (const auto& entry : files)
      if (entry.before) renamed_.try_emplace(entry.file->path, entry.file->old_path);
  }

  // The name on that side; nullopt: not sent.
  std::optional<std::string> resolve(Side side, const std::string& path) const {
    if (sides_.contains({side, path})) return path;
    auto old = renamed_.find(path);
    if (side == Side::before && old != renamed_.end() && sides_.contains({side, old->second})) return old->second;
    return std::nullopt;
  }

  const LineIndex& lines(Side side, const std::string& path) {
    auto& entry = sides_.at({side, path});
    if (!entry.lines) entry.lines.emplace(*entry.text);
    return *entry.lines;
  }
  const std::string& text(Side side, const std::string& path) const { return *sides_.at({side, path}).text; }

 private:
  struct Sent {
    const std::string* text = nullptr;
    std::optional<LineIndex> lines;
  };
  std::map<std::pair<Side, std::string>, Sent> sides_;
  std::map<std::string, std::string> renamed_;
};

class AnswerReader {
 public:
  AnswerReader(std::span<const FileTexts> files, const PluginSpec& plugin, const Hello& hello)
      : files_(files), plugin_(plugin), hello_(hello) {}

  void read(const Json& json, std::uint64_t id, Answer& answer) {
    Fields fields(json, "", {"type", "id", "findings", "logs"}, complaint_);
    if (fields.need("type") && fields.text("type") != "result") fields.complain("type", "must be \"result\"");
    if (fields.need("id")) fields.integer("id", id, id);
    fields.need("findings");
    std::size_t number = 0;
    for (const Json& entry : fields.list("findings", kMostFindings)) {
      read_finding(entry, fmt::format("findings[{}]", number++), answer);
      if (complaint_.any()) return;
    }
    number = 0;
    for (const Json& entry : fields.list("logs", kMostLogs))
      read_log(entry, fmt::format("logs[{}]", number++), answer.logs);
  }

  const Complaint& complaint() const { return complaint_; }

 private:
  void read_finding(const Json& json, const std::string& name, Answer& answer) {
    Fields fields(json, name,
                  {"rule", "side", "path", "line", "column", "end_line", "end_column", "message", "severity",
                   "confidence", "category", "value", "context", "related", "fix"},
                  complaint_);
    Finding finding;
    if (fields.need("rule")) finding.rule = plugin_.name + "/" + fields.name("rule");
    Side side = read_side(fields);
    finding.place = read_place(fields, side);
    if (fields.need("message")) finding.message = one_line(fields.text("message"), kLongestMessage);
    if (fields.has("message") && finding.message.empty()) fields.complain("message", "must not be empty");
    const RuleInfo* rule = hello_.rule(finding.rule);
    finding.severity = fields.word<Severity>("severity").value_or(rule ? rule->severity : plugin_.severity);
    finding.confidence = fields.word<Confidence>("confidence").value_or(Confidence::high);
    finding.category = fields.has("category") ? fields.name("category") : rule ? rule->category : "maintainability";
    finding.value = fields.number("value");
    finding.context = fields.text("context").substr(0, kLongestContext);
    read_related(fields, name, side, finding);
    read_fix(fields, name, finding);
    (side == Side::before ? answer.before : answer.after).push_back(std::move(finding));
  }

  Side read_side(Fields& fields) {
    if (!fields.has("side")) return Side::after;
    std::string side = fields.text("side");
    if (side != "before" && side != "after") fields.complain("side", "must be \"before\" or \"after\"");
    return side == "before" ? Side::before : Side::after;
  }

  // `exact`: no end-of-text beyond the last line, no column beyond the line's end.
  Place read_place(Fields& fields, Side side, bool exact = false) {
    Place place;
    if (!fields.need("path") || complaint_.any()) return place;
    auto path = files_.resolve(side, fields.bytes("path"));
    if (!path) {
      fields.complain("path", side == Side::before ? "must be of a file of the request that is there before the change"
                                                   : "must be of a file of the request that is there after the change");
      return place;
    }
    place.path = *path;
    if (exact || fields.has("line")) read_lines(fields, side, exact, place);
    for (const char* key : kPlaceKeys)
      if (place.line == 0 && fields.has(key) && std::string_view(key) != "line") fields.complain(key, "needs a line");
    return place;
  }

  void read_lines(Fields& fields, Side side, bool exact, Place& place) {
    const LineIndex& index = files_.lines(side, place.path);
    const std::string& text = files_.text(side, place.path);
    const auto last = index.line_count();
    const auto most = last + (!exact && text.ends_with('\n') ? 1 : 0);  // parsers report the end of a text there
    if (exact)
      for (const char* key : kPlaceKeys) fields.need(key);
    place.line = fields.integer("line", exact ? 1 : 0, most);
    if (place.line == 0 || complaint_.any()) return;
    place.end_line = fields.has("end_line") ? fields.integer("end_line", place.line, most) : place.line;
    place.column = read_column(fields, "column", index, place.line, exact);
    place.end_column = read_column(fields, "end_column", index, place.end_line, exact);
    if (place.end_line == place.line && place.end_column != 0 && place.end_column < place.column)
      fields.complain("end_column", "must not lie before column");
    place.line = std::min<std::uint32_t>(place.line, last);
    place.end_line = std::min<std::uint32_t>(place.end_line, last);
  }

  std::uint32_t read_column(Fields& fields, const char* key, const LineIndex& index, std::uint32_t line, bool exact) {
    if (!fields.has(key)) return 0;
    const std::uint64_t end = index.line(line).size() + 1;
    auto column = fields.integer(key, 1, exact ? end : UINT32_MAX);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(column, end));
  }

  void read_related(Fields& fields, const std::string& name, Side side, Finding& finding) {
    for (const Json& entry : fields.list("related", kMostRelated)) {
      Fields related(entry, fmt::format("{}.related[{}]", name, finding.related.size()),
                     {"path", "line", "column", "end_line", "end_column", "message"}, complaint_);
      Place place = read_place(related, side);
      related.need("message");
      finding.related.push_back({std::move(place), one_line(related.text("message"), kLongestMessage)});
    }
  }

  void read_fix(Fields& fields, const std::string& name, Finding& finding) {
    for (const Json& entry : fields.list("fix", kMostRelated)) {
      Fields edit(entry, fmt::format("{}.fix[{}]", name, finding.fix.size()),
                  {"path", "line", "column", "end_line", "end_column", "text"}, complaint_);
      Place place = read_place(edit, Side::after, true);
      edit.need("text");
      std::string text = edit.text("text");
      if (text.size() > kLongestEdit) complaint_.say(edit.path("text"), "is longer than 64 KiB");
      finding.fix.push_back({std::move(place), std::move(text)});
    }
  }

  void read_log(const Json& json, const std::string& name, std::vector<std::string>& logs) {
    Fields fields(json, name, {"level", "message"}, complaint_);
    std::string level = fields.has("level") ? fields.text("level") : "info";
    if (level != "info" && level != "warning" && level != "error")
      fields.complain("level", "must be one of info, warning, error");
    fields.need("message");
    logs.push_back(level + ": " + one_line(fields.text("message"), kLongestMessage));
  }

  Files files_;
  const PluginSpec& plugin_;
  const Hello& hello_;
  Complaint complaint_;
};

}  // namespace

Expected<Answer> read_answer(const Json& answer, std::uint64_t id, std::span<const FileTexts> files,
                             const PluginSpec& plugin, const Hello& hello) {
  AnswerReader reader(files, plugin, hello);
  Answer read;
  reader.read(answer, id, read);
  if (reader.complaint().any())
    return fail(ErrorKind::parse,
                fmt::format("plugin {} does not answer as protocol 1 asks: {}", plugin.name, reader.complaint().words));
  return read;
}

}  // namespace gate::plugins
