#include "gate/base/yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "gate/base/text.h"
#include "gate/base/yaml_events.h"

namespace gate {
namespace {

constexpr std::size_t kMostNodes = 100'000;
constexpr std::size_t kMostPointerBytes = 32u << 20;

std::string token_text(fy_token* token) {
  size_t size = 0;
  const char* text = token == nullptr ? nullptr : fy_token_get_text(token, &size);
  return text == nullptr ? std::string() : std::string(text, size);
}

bool all_of(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}

template <class T>
bool read_number(std::string_view text, T& value, auto... how) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, how...);
  return error == std::errc() && end == text.data() + text.size();
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string_view digits = text.substr(exponent + 1);
    if (digits.starts_with('-') || digits.starts_with('+')) digits.remove_prefix(1);
    if (!all_of(digits, "0123456789")) return false;
  }
  std::string_view mantissa = text.substr(0, exponent);
  std::size_t dot = mantissa.find('.');
  std::string_view whole = mantissa.substr(0, dot);
  std::string_view fraction = dot == std::string_view::npos ? "" : mantissa.substr(dot + 1);
  if (whole.empty() && fraction.empty()) return false;
  return (whole.empty() || all_of(whole, "0123456789")) && (fraction.empty() || all_of(fraction, "0123456789"));
}

std::optional<double> special_float(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return std::numeric_limits<double>::quiet_NaN();
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == ".inf" || text == ".Inf" || text == ".INF") return negative ? -kInfinity : kInfinity;
  return std::nullopt;
}

std::string pointer_part(std::string_view key) {
  std::string out = "/";
  for (char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

// Builds one value from events, from the leaves up.
class Builder {
 public:
  Builder(std::string_view text, std::string_view name, bool lenient) : events_(text, lenient), name_(name) {}
  bool closing_bracket_only() const { return events_.closing_bracket_only(); }

  Expected<YamlDocument> build() {
    while (const fy_event* event = events_.next()) {
      take(*event);
      if (error_) return std::unexpected(*error_);
    }
    if (const auto& problem = events_.problem()) return fail(ErrorKind::parse, problem->message, where(problem->place));
    return std::move(document_);
  }

 private:
  // A finished value with its size: values in it, and levels below it.
  struct Part {
    Json value;
    std::size_t nodes = 1;
    std::size_t height = 0;
  };
  struct Frame {
    Part part;
    std::string anchor;
    std::string pointer;
    std::optional<std::string> key;  // of the member whose value comes next
  };

  std::string where(YamlPlace place) const { return fmt::format("{}:{}:{}", name_, place.line, place.column); }
  void refuse(const fy_event& event, std::string message, ErrorKind kind = ErrorKind::parse) {
    if (!error_) error_ = Error{kind, std::move(message), where(events_.place(event)), {}};
  }

  void take(const fy_event& event) {
    switch (event.type) {
      case FYET_DOCUMENT_START:
        if (documents_++ > 0) refuse(event, "a second document; only one is allowed");
        break;
      case FYET_SCALAR: scalar(event); break;
      case FYET_ALIAS: alias(event); break;
      case FYET_MAPPING_START: start(event, Json::object(), event.mapping_start.anchor, event.mapping_start.tag); break;
      case FYET_SEQUENCE_START:
        start(event, Json::array(), event.sequence_start.anchor, event.sequence_start.tag);
        break;
      case FYET_MAPPING_END:
      case FYET_SEQUENCE_END: end(event); break;
      default: break;
    }
  }

  bool expects_key() const { return !frames_.empty() && frames_.back().part.value.is_object() && !frames_.back().key; }

  void scalar(const fy_event& event) {
    bool plain = fy_token_scalar_style(event.scalar.value) == FYSS_PLAIN;
    std::string text = token_text(event.scalar.value);
    bool tagged = event.scalar.tag != nullptr;
    if (tagged && token_text(event.scalar.tag) != "tag:yaml.org,2002:str") return refuse_tag(event, event.scalar.tag);
    Part part{plain && !tagged ? yaml_core_value(text) : Json(text)};
    keep(event, event.scalar.anchor == nullptr ? "" : token_text(event.scalar.anchor), part);
    if (expects_key()) return key(event, part.value);
    begin(event);
    finish(event, std::move(part));
  }

  void alias(const fy_event& event) {
    auto found = anchors_.find(token_text(event.alias.anchor));
    if (found == anchors_.end()) return refuse(event, "an alias cannot stand inside the value that it repeats");
    if (expects_key()) return key(event, found->second.value);
    begin(event);
    nodes_ += found->second.nodes - 1;
    if (nodes_ > kMostNodes) return too_many(event);
    finish(event, found->second);
  }

  void start(const fy_event& event, Json empty, fy_token* anchor, fy_token* tag) {
    if (tag != nullptr) return refuse_tag(event, tag);
    if (expects_key()) return refuse(event, "a key must be text, not a list or a mapping");
    std::string pointer = begin(event);
    frames_.push_back({Part{std::move(empty)}, token_text(anchor), std::move(pointer), std::nullopt});
  }

  void end(const fy_event& event) {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    ++frame.part.height;
    keep(event, frame.anchor, frame.part);
    finish(event, std::move(frame.part));
  }

  void refuse_tag(const fy_event& event, fy_token* tag) {
    refuse(event, fmt::format("the tag '{}' is not supported", printable(to_utf8(token_text(tag)))));
  }
  void too_many(const fy_event& event) {
    refuse(event, fmt::format("more than {} values", kMostNodes), ErrorKind::limit);
  }

  // Remembers an anchored value. The copies count, so that nested anchors cannot multiply the text.
  void keep(const fy_event& event, const std::string& anchor, const Part& part) {
    if (anchor.empty()) return;
    kept_nodes_ += part.nodes;
    if (kept_nodes_ > kMostNodes) return too_many(event);
    anchors_[anchor] = part;
  }

  void key(const fy_event& event, const Json& value) {
    if (!value.is_string()) return refuse(event, "a key must be text: put it in quotes");
    Frame& frame = frames_.back();
    frame.key = value.get<std::string>();
    if (frame.part.value.contains(*frame.key)) {
      return refuse(event, fmt::format("the key '{}' stands twice in the same mapping", printable(*frame.key)));
    }
    note_place(frame.pointer + pointer_part(*frame.key) + "#key", event);
  }

  // Counts the value that begins and notes its place; its pointer.
  std::string begin(const fy_event& event) {
    if (++nodes_ > kMostNodes) too_many(event);
    std::string pointer;
    if (!frames_.empty()) {
      const Frame& parent = frames_.back();
      pointer =
          parent.pointer + (parent.key ? pointer_part(*parent.key) : fmt::format("/{}", parent.part.value.size()));
    }
    note_place(pointer, event);
    return pointer;
  }

  void note_place(const std::string& pointer, const fy_event& event) {
    pointer_bytes_ += pointer.size();
    if (pointer_bytes_ > kMostPointerBytes) return refuse(event, "too many deeply nested values", ErrorKind::limit);
    document_.places[pointer] = events_.place(event);
  }

  // Hands a finished value to the collection that it belongs to, or to the document.
  void finish(const fy_event& event, Part part) {
    if (frames_.empty()) {
      document_.value = std::move(part.value);
      return;
    }
    Frame& parent = frames_.back();
    parent.part.nodes += part.nodes;
    parent.part.height = std::max(parent.part.height, part.height);
    if (parent.part.height + frames_.size() > kDeepestYaml) {
      return refuse(event, fmt::format("nested deeper than {} levels", kDeepestYaml), ErrorKind::limit);
    }
    if (parent.key) {
      parent.part.value[*parent.key] = std::move(part.value);
      parent.key.reset();
    } else {
      parent.part.value.push_back(std::move(part.value));
    }
  }

  YamlEvents events_;
  std::string_view name_;
  YamlDocument document_;
  std::vector<Frame> frames_;
  std::unordered_map<std::string, Part> anchors_;
  std::size_t documents_ = 0, nodes_ = 0, kept_nodes_ = 0, pointer_bytes_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Json yaml_core_value(const std::string& text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t integer = 0;
  bool octal = text.starts_with("0o") && all_of(text.substr(2), "01234567");
  if (octal && read_number(std::string_view(text).substr(2), integer, 8)) return integer;
  bool hex = text.starts_with("0x") && all_of(text.substr(2), "0123456789abcdefABCDEF");
  if (hex && read_number(std::string_view(text).substr(2), integer, 16)) return integer;
  if (!is_float(text)) {
    if (auto special = special_float(text)) return *special;
    return text;
  }
  if (read_number(digits, integer)) return integer;
  double number = 0;
  return read_number(digits, number) ? Json(number) : Json(text);
}

std::vector<YamlProblem> check_yaml(std::string_view text) {
  for (bool lenient : {false, true}) {
    YamlEvents events(text, lenient);
    while (events.next() != nullptr) {
    }
    if (!events.problem()) break;
    if (lenient || !events.closing_bracket_only()) return {*events.problem()};
  }
  return {};
}

Expected<YamlDocument> parse_yaml(std::string_view text, std::string_view name) {
  Builder strict(text, name, false);
  auto document = strict.build();
  if (document || !strict.closing_bracket_only()) return document;
  return Builder(text, name, true).build();
}

}  // namespace gate
