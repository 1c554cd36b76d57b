#include "gate/worker/so_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gate/model/change.h"
#include "gate/model/finding.h"
#include "gate/model/words.h"

namespace gate::worker {
namespace {

// Text, or the base64 of bytes that are not UTF-8; nullopt: neither.
std::optional<std::string> bytes_of(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object() || !json.contains("base64") || !json["base64"].is_string()) return std::nullopt;
  return unbase64(json["base64"].get<std::string>());
}

Json json_of(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  return {{"base64", base64(bytes)}};
}

std::vector<gate_lines> ranges_of(const Json& json) {
  std::vector<gate_lines> ranges;
  for (const Json& range : json) ranges.push_back({range.at(0).get<std::uint32_t>(), range.at(1).get<std::uint32_t>()});
  return ranges;
}

void add(Json& json, const Span& span) {
  if (span.line == 0) return;
  json["line"] = span.line;
  if (span.column != 0) json["column"] = span.column;
  if (span.end_line != 0) json["end_line"] = span.end_line;
  if (span.end_column != 0) json["end_column"] = span.end_column;
}

template <class Struct>
Span span_in(const Struct& one) {
  return {one.line, one.column, one.end_line, one.end_column};
}

std::size_t last_byte(const gate_finding& finding) {
  return finding.offset_end == 0 ? finding.offset : finding.offset_end - 1;
}

void add_words(Json& json, const gate_finding& finding) {
  if (finding.severity != GATE_SEVERITY_OF_RULE) {
    json["severity"] = to_string(static_cast<Severity>(finding.severity - GATE_INFO));
  }
  if (finding.confidence != GATE_SURE) {
    json["confidence"] = to_string(static_cast<Confidence>(finding.confidence - GATE_CONFIDENCE_LOW));
  }
  if (finding.context != nullptr) json["context"] = finding.context;
  if (finding.has_value != 0 && std::isfinite(finding.value)) json["value"] = finding.value;
}

}  // namespace

Expected<std::unique_ptr<ObjectFile>> ObjectFile::read(const Json& json) try {
  std::unique_ptr<ObjectFile> file(new ObjectFile);
  auto path = bytes_of(json.at("path"));
  auto old_path = json.contains("old_path") ? bytes_of(json["old_path"]) : path;
  auto before = bytes_of(json.at("before")), after = bytes_of(json.at("after"));
  auto status = from_word<FileStatus>(json.at("status").get<std::string>());
  if (!path || !old_path || !status) return fail(ErrorKind::parse, "a file of the request is not as protocol 1 has it");
  file->path_ = *path;
  file->old_path_ = *old_path;
  file->before_ = before.value_or("");
  file->after_ = after.value_or("");
  file->added_ = ranges_of(json.at("added"));
  file->removed_ = ranges_of(json.at("removed"));
  file->view_ = {file->path_.c_str(),
                 file->old_path_.c_str(),
                 static_cast<gate_status>(GATE_ADDED + static_cast<int>(*status)),
                 before.has_value(),
                 after.has_value(),
                 {file->before_.data(), file->before_.size()},
                 {file->after_.data(), file->after_.size()},
                 file->added_.data(),
                 file->added_.size(),
                 file->removed_.data(),
                 file->removed_.size()};
  return file;
} catch (const Json::exception& error) {
  return fail(ErrorKind::parse, std::string("a file of the request is not as protocol 1 has it: ") + error.what());
}

const LineIndex& ObjectFile::lines(std::int32_t side) const {
  auto& index = side == GATE_BEFORE ? before_lines_ : after_lines_;
  if (!index) index.emplace(side == GATE_BEFORE ? before_ : after_);
  return *index;
}

Expected<Json> ObjectFile::finding(const gate_finding& finding, const gate_plugin_descriptor& plugin) const {
  if (std::string why = objection(finding, plugin); !why.empty()) return fail(ErrorKind::parse, "it reported " + why);
  bool before = finding.side == GATE_BEFORE;
  const std::string& path = before ? old_path_ : path_;
  Json json{{"rule", finding.rule}, {"message", finding.message}, {"path", json_of(path)}};
  json["side"] = before ? "before" : "after";
  add(json, finding.line == 0 && finding.offset != 0 ? span_of(finding) : span_in(finding));
  add_words(json, finding);
  for (std::size_t i = 0; i < finding.related_count; ++i) {
    const gate_related& one = finding.related[i];
    Json related{{"path", json_of(one.path != nullptr ? one.path : path)}};
    related["message"] = one.message != nullptr ? one.message : "";
    add(related, span_in(one));
    json["related"].push_back(std::move(related));
  }
  for (std::size_t i = 0; i < finding.fix_count; ++i) {
    const gate_edit& one = finding.fix[i];
    Json edit{{"path", json_of(path_)}};
    edit["text"] = one.text.size == 0 ? std::string() : std::string(one.text.data, one.text.size);
    add(edit, span_in(one));
    json["fix"].push_back(std::move(edit));
  }
  return json;
}

std::string ObjectFile::objection(const gate_finding& finding, const gate_plugin_descriptor& plugin) const {
  if (finding.rule == nullptr || finding.message == nullptr) return "a finding without rule or message";
  const gate_rule* end = plugin.rules + plugin.rule_count;
  auto same = [&](const gate_rule& rule) { return std::string_view(rule.id) == finding.rule; };
  if (std::find_if(plugin.rules, end, same) == end) {
    return fmt::format("a finding of rule {}, which it has not declared", finding.rule);
  }
  if (finding.side != GATE_AFTER && finding.side != GATE_BEFORE) return "a finding on a side that is none";
  if (finding.side == GATE_BEFORE ? !view_.has_before : !view_.has_after)
    return "a finding on a side that is not there";
  if (finding.severity < GATE_SEVERITY_OF_RULE || finding.severity > GATE_CRITICAL) return "a severity that is none";
  if (finding.confidence < GATE_SURE || finding.confidence > GATE_CONFIDENCE_HIGH) return "a confidence that is none";
  std::size_t size = finding.side == GATE_BEFORE ? before_.size() : after_.size();
  if (finding.line == 0 && finding.offset != 0 && (last_byte(finding) < finding.offset || last_byte(finding) > size)) {
    return fmt::format("a finding at bytes {} to {} of a text of {}", finding.offset, last_byte(finding), size);
  }
  return "";
}

Span ObjectFile::span_of(const gate_finding& finding) const {
  const LineIndex& index = lines(finding.side);
  auto first = index.place(finding.offset - 1), past = index.place(last_byte(finding));
  return {first.line, first.column, past.line, past.column};
}

}  // namespace gate::worker
