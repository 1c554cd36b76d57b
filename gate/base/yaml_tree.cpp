#include "gate/base/yaml_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "gate/base/yaml_events.h"

namespace gate {
namespace {

constexpr std::size_t kMostValues = 1'000'000;
constexpr std::size_t kMostExpandedBytes = 256u << 20;

std::string token_text(fy_token* token) {
  size_t size = 0;
  const char* text = token == nullptr ? nullptr : fy_token_get_text(token, &size);
  return text == nullptr ? std::string() : std::string(text, size);
}

// How many values a tree has, how many bytes its texts, and how deep it goes.
struct Size {
  std::size_t values = 1, bytes = 0, height = 0;
  void add(const Size& part) {
    values += part.values;
    bytes += part.bytes;
    height = std::max(height, part.height + 1);
  }
};

// Adds to `target` what `source` has beyond `keys`.
void merge(YamlValue& target, const YamlValue& source, std::set<std::string>& keys) {
  for (const auto& member : source.members)
    if (keys.insert(member.key).second) target.members.push_back(member);
}

// YAML's merge key (https://yaml.org/type/merge.html): a mapping, or a list of mappings of which the earlier win.
void resolve_merges(YamlValue& mapping) {
  std::vector<YamlValue> sources;
  std::erase_if(mapping.members, [&](YamlMember& member) {
    const bool merging = member.key == "<<" && !member.value.is_scalar();
    if (merging) sources.push_back(std::move(member.value));
    return merging;
  });
  if (sources.empty()) return;
  std::set<std::string> keys;
  for (const auto& member : mapping.members) keys.insert(member.key);
  for (const auto& source : sources) {
    merge(mapping, source, keys);
    for (const auto& item : source.items) merge(mapping, item, keys);
  }
}

class Builder {
 public:
  Builder(std::string_view text, std::string_view name, bool lenient) : events_(text, lenient), name_(name) {}
  bool closing_bracket_only() const { return events_.closing_bracket_only(); }

  Expected<YamlValue> build() {
    root_.plain = true;
    while (const fy_event* event = events_.next()) {
      if (event->type == FYET_DOCUMENT_START && documents_++ > 0) break;
      take(*event);
      if (error_) return std::unexpected(*error_);
    }
    if (const auto& problem = events_.problem()) return fail(ErrorKind::parse, problem->message, where(problem->place));
    return std::move(root_);
  }

 private:
  struct Kept {
    YamlValue value;
    Size size;
  };
  struct Frame {
    YamlValue value;
    Size size;
    std::string anchor;
    std::optional<YamlMember> member;  // whose value comes next
  };

  std::string where(YamlPlace place) const { return fmt::format("{}:{}:{}", name_, place.line, place.column); }
  void refuse(const fy_event& event, std::string message, ErrorKind kind = ErrorKind::parse) {
    if (!error_) error_ = Error{kind, std::move(message), where(events_.place(event)), {}};
  }

  void take(const fy_event& event) {
    switch (event.type) {
      case FYET_SCALAR: return scalar(event);
      case FYET_ALIAS: return alias(event);
      case FYET_MAPPING_START: return start(event, YamlValue::Kind::mapping, event.mapping_start.anchor);
      case FYET_SEQUENCE_START: return start(event, YamlValue::Kind::list, event.sequence_start.anchor);
      case FYET_MAPPING_END:
      case FYET_SEQUENCE_END: return end(event);
      default: return;
    }
  }

  bool expects_key() const { return !frames_.empty() && frames_.back().value.is_mapping() && !frames_.back().member; }

  void scalar(const fy_event& event) {
    YamlValue value;
    value.plain = fy_token_scalar_style(event.scalar.value) == FYSS_PLAIN && event.scalar.tag == nullptr;
    value.place = events_.place(event);
    value.text = token_text(event.scalar.value);
    Size size{.bytes = value.text.size()};
    if (event.scalar.anchor != nullptr) keep(event, token_text(event.scalar.anchor), value, size);
    if (expects_key()) {
      frames_.back().member = YamlMember{std::move(value.text), value.place, {}};
      return;
    }
    finish(event, std::move(value), size);
  }

  void alias(const fy_event& event) {
    auto found = anchors_.find(token_text(event.alias.anchor));
    if (found == anchors_.end()) return refuse(event, "an alias cannot stand inside the value that it repeats");
    const Kept& kept = found->second;
    if (expects_key()) {
      if (!kept.value.is_scalar()) return refuse(event, "a key must be text, not a list or a mapping");
      frames_.back().member = YamlMember{kept.value.text, events_.place(event), {}};
      return;
    }
    copied_.add(kept.size);
    check_size(event);
    if (!error_) finish(event, kept.value, kept.size);
  }

  void start(const fy_event& event, YamlValue::Kind kind, fy_token* anchor) {
    if (expects_key()) return refuse(event, "a key must be text, not a list or a mapping");
    Frame frame;
    frame.value.kind = kind;
    frame.value.place = events_.place(event);
    frame.anchor = token_text(anchor);
    frames_.push_back(std::move(frame));
  }

  void end(const fy_event& event) {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.value.is_mapping()) resolve_merges(frame.value);
    if (!frame.anchor.empty()) keep(event, frame.anchor, frame.value, frame.size);
    finish(event, std::move(frame.value), frame.size);
  }

  void keep(const fy_event& event, const std::string& anchor, const YamlValue& value, const Size& size) {
    copied_.add(size);
    check_size(event);
    if (!error_) anchors_[anchor] = Kept{value, size};
  }

  void check_size(const fy_event& event) {
    if (values_ + copied_.values > kMostValues || copied_.bytes > kMostExpandedBytes)
      refuse(event, fmt::format("more than {} values", kMostValues), ErrorKind::limit);
  }

  // Hands a finished value to the collection that it belongs to, or to the document.
  void finish(const fy_event& event, YamlValue value, const Size& size) {
    ++values_;
    check_size(event);
    if (frames_.empty()) {
      root_ = std::move(value);
      return;
    }
    Frame& parent = frames_.back();
    parent.size.add(size);
    if (parent.size.height + frames_.size() > kDeepestYaml)
      return refuse(event, fmt::format("nested deeper than {} levels", kDeepestYaml), ErrorKind::limit);
    if (!parent.member) return parent.value.items.push_back(std::move(value));
    parent.member->value = std::move(value);
    parent.value.members.push_back(std::move(*parent.member));
    parent.member.reset();
  }

  YamlEvents events_;
  std::string_view name_;
  YamlValue root_;
  std::vector<Frame> frames_;
  std::unordered_map<std::string, Kept> anchors_;
  std::size_t documents_ = 0, values_ = 0;
  Size copied_;
  std::optional<Error> error_;
};

}  // namespace

bool YamlValue::is_null() const { return is_scalar() && plain && yaml_core_value(text).is_null(); }

std::optional<bool> YamlValue::boolean() const {
  if (!is_scalar() || !plain) return std::nullopt;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

const YamlMember* YamlValue::find(std::string_view key) const {
  auto at = std::ranges::find(members, key, &YamlMember::key);
  return at == members.end() ? nullptr : &*at;
}

Json YamlValue::json() const {
  if (is_scalar()) return plain ? yaml_core_value(text) : Json(text);
  if (is_list()) {
    Json out = Json::array();
    for (const auto& item : items) out.push_back(item.json());
    return out;
  }
  Json out = Json::object();
  for (const auto& member : members)
    if (!out.contains(member.key)) out[member.key] = member.value.json();
  return out;
}

Expected<YamlValue> parse_yaml_tree(std::string_view text, std::string_view name) {
  Builder strict(text, name, false);
  auto tree = strict.build();
  if (tree || !strict.closing_bracket_only()) return tree;
  return Builder(text, name, true).build();
}

}  // namespace gate
