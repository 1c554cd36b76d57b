#include "gate/base/yaml_events.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/base/yaml_guard.h"

namespace gate {
namespace {

std::string_view token_text(fy_token* token) {
  size_t size = 0;
  const char* text = token == nullptr ? nullptr : fy_token_get_text(token, &size);
  return text == nullptr ? std::string_view() : std::string_view(text, size);
}

fy_diag* quiet_diag() {
  fy_diag_cfg config;
  fy_diag_cfg_default(&config);
  config.fp = nullptr;
  config.output_fn = [](fy_diag*, void*, const char*, size_t) {};
  config.level = FYET_ERROR;
  fy_diag* diag = fy_diag_create(&config);
  if (diag != nullptr) fy_diag_set_collect_errors(diag, true);
  return diag;
}

fy_parser* make_parser(fy_diag* diag, bool lenient) {
  fy_parse_cfg config{};
  // libfyaml's own limit of nesting depends on the platform; YamlEvents has one, and the event parser does not recurse.
  config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_DEPTH_LIMIT |
                                                 FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE |
                                                 (lenient ? FYPCF_SLOPPY_FLOW_INDENTATION : 0));
  config.diag = diag;
  return fy_parser_create(&config);
}

}  // namespace

YamlEvents::YamlEvents(std::string_view text, bool lenient) : text_(text) {
  bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  if (text.starts_with("\xEF\xBB\xBF")) mark_ = 3;
  auto refusal = utf16 ? std::nullopt : guard_yaml(text_, mark_);
  if (refusal) {
    report(refusal->offset, std::move(refusal->message));
    return;
  }
  diag_ = quiet_diag();
  parser_ = diag_ == nullptr ? nullptr : make_parser(diag_, lenient);
  std::string_view seen = text_.substr(mark_);
  if (parser_ == nullptr || fy_parser_set_string(parser_, seen.empty() ? "" : seen.data(), seen.size()) != 0) {
    report(0, "there is not enough memory to read it");
  }
}

YamlEvents::~YamlEvents() {
  if (event_ != nullptr) fy_parser_event_free(parser_, event_);
  if (parser_ != nullptr) fy_parser_destroy(parser_);
  if (diag_ != nullptr) fy_diag_destroy(diag_);
}

// libfyaml's marks of aliases and quoted scalars are behind the '*' or the quote.
std::optional<std::size_t> YamlEvents::offset_of(const fy_event& event) const {
  const fy_mark* mark = fy_event_start_mark(const_cast<fy_event*>(&event));
  if (mark == nullptr) return std::nullopt;
  std::size_t offset = std::min(mark->input_pos + mark_, text_.size());
  bool inside = event.type == FYET_ALIAS;
  if (event.type == FYET_SCALAR) {
    fy_scalar_style style = fy_token_scalar_style(event.scalar.value);
    inside = style == FYSS_DOUBLE_QUOTED || style == FYSS_SINGLE_QUOTED;
  }
  return inside && offset > 0 ? offset - 1 : offset;
}

const fy_event* YamlEvents::next() {
  if (event_ != nullptr) fy_parser_event_free(parser_, event_);
  event_ = nullptr;
  if (problem_) return nullptr;
  event_ = fy_parser_parse(parser_);
  if (event_ == nullptr) {
    take_complaint();
  } else {
    note(*event_);
  }
  return problem_ ? nullptr : event_;
}

void YamlEvents::note(const fy_event& event) {
  last_ = offset_of(event).value_or(last_);
  switch (event.type) {
    case FYET_DOCUMENT_START: anchors_.clear(); break;
    case FYET_MAPPING_START:
      anchors_.insert(std::string(token_text(event.mapping_start.anchor)));
      open(event, '{');
      break;
    case FYET_SEQUENCE_START:
      anchors_.insert(std::string(token_text(event.sequence_start.anchor)));
      open(event, '[');
      break;
    case FYET_SCALAR: anchors_.insert(std::string(token_text(event.scalar.anchor))); break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END: open_.pop_back(); break;
    case FYET_ALIAS: {
      std::string_view name = token_text(event.alias.anchor);
      if (!anchors_.contains(name)) {
        report(last_, fmt::format("'*{}' names no anchor that stands before it; put it in quotes if it is text",
                                  printable(to_utf8(name))));
      }
      break;
    }
    default: break;
  }
}

void YamlEvents::open(const fy_event& event, char bracket) {
  fy_token* token = bracket == '{' ? event.mapping_start.mapping_start : event.sequence_start.sequence_start;
  const fy_mark* mark = token == nullptr ? nullptr : fy_token_start_mark(token);
  std::size_t offset = mark == nullptr ? last_ : mark->input_pos + mark_;
  bool flow = offset < text_.size() && text_[offset] == bracket;
  open_.push_back({flow ? bracket : ' ', offset});
  if (open_.size() > kDeepestYaml) report(offset, fmt::format("nested deeper than {} levels", kDeepestYaml));
}

void YamlEvents::take_complaint() {
  void* previous = nullptr;
  const fy_diag_error* first = nullptr;
  for (const fy_diag_error* error; first == nullptr && (error = fy_diag_errors_iterate(diag_, &previous)) != nullptr;) {
    if (error->type >= FYET_ERROR) first = error;
  }
  if (first == nullptr && !fy_parser_get_stream_error(parser_)) return;
  YamlComplaint complaint{text_, "", last_, {}};
  if (first != nullptr) {
    complaint.message = first->msg == nullptr ? "" : first->msg;
    complaint.offset = offset_of(first->line, first->column);
    closing_bracket_only_ =
        complaint.message.starts_with("wrongly indented") && complaint.message.ends_with("end in flow mode");
  }
  std::copy_if(open_.begin(), open_.end(), std::back_inserter(complaint.brackets),
               [](const YamlComplaint::Bracket& bracket) { return bracket.open != ' '; });
  problem_ = explain(complaint);
}

// libfyaml's place: lines end in LF, CRLF or CR, columns count characters, both from 1.
std::size_t YamlEvents::offset_of(int line, int column) const {
  std::size_t at = mark_;
  for (int i = 1; i < line && at < text_.size(); ++i) {
    at = std::min(text_.find_first_of("\r\n", at), text_.size());
    at += text_.substr(at, 2) == "\r\n" ? 2 : 1;
  }
  for (int i = 1; i < column && at < text_.size() && text_[at] != '\n'; ++i) at += decode_utf8(text_, at).length;
  return std::min(at, text_.size());
}

YamlPlace YamlEvents::place_at(std::size_t offset) const {
  if (!lines_) lines_.emplace(text_);
  LineIndex::Place place = lines_->place(offset);
  return {place.line, place.column};
}

YamlPlace YamlEvents::place(const fy_event& event) const { return place_at(offset_of(event).value_or(last_)); }

void YamlEvents::report(std::size_t offset, std::string message) {
  if (!problem_) problem_ = YamlProblem{place_at(offset), std::move(message)};
}

}  // namespace gate
