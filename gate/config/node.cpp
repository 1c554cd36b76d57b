#include "gate/config/node.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "gate/base/text.h"

namespace gate::config {
namespace {

std::string pointer_part(std::string_view key) {
  std::string out = "/";
  for (char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string unescaped(std::string_view part) {
  std::string out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    bool escape = part[i] == '~' && i + 1 < part.size();
    if (escape) ++i;
    out += !escape ? part[i] : part[i] == '1' ? '/' : '~';
  }
  return out;
}

std::string shown(const Json& value) {
  if (value.is_object()) return "a mapping";
  if (value.is_array()) return "a list";
  if (value.is_null()) return "nothing";
  std::string text = printable(dump_json(value));
  return text.size() <= 60 ? text : "a long text";
}

}  // namespace

YamlPlace Mistakes::place(std::string pointer) const {
  for (;;) {
    auto found = document_.places.find(pointer);
    if (found != document_.places.end()) return found->second;
    std::size_t slash = pointer.rfind('/');
    if (slash == std::string::npos) return {1, 1};
    pointer.resize(slash);
  }
}

void Mistakes::report(const std::string& pointer, std::string message, std::string remedy) {
  YamlPlace at = place(pointer);
  if (first_ && std::pair(at.line, at.column) >= std::pair(at_.line, at_.column)) return;
  at_ = at;
  first_ = Error{ErrorKind::config, std::move(message), fmt::format("{}:{}:{}", name_, at.line, at.column),
                 std::move(remedy)};
}

std::string Node::name() const {
  std::string out;
  for (const std::string& part : split(std::string_view(pointer_).substr(pointer_.empty() ? 0 : 1), '/')) {
    bool index = !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
    if (index) {
      out += "[" + part + "]";
    } else {
      out += (out.empty() ? "" : ".") + unescaped(part);
    }
  }
  return out.empty() ? "the configuration" : printable(out);
}

void Node::wish(const std::string& wish) const {
  mistake(fmt::format("{} must be {}, not {}", name(), wish, shown(value())));
}

Node Node::member(const std::string& key) const { return {value_->at(key), pointer_ + pointer_part(key), *mistakes_}; }

Node Node::element(std::size_t index) const {
  return {value_->at(index), fmt::format("{}/{}", pointer_, index), *mistakes_};
}

std::vector<std::string> Node::keys() const {
  std::vector<std::pair<YamlPlace, std::string>> placed;
  if (!value_->is_object()) return {};
  for (const auto& [key, unused] : value_->items()) {
    placed.emplace_back(mistakes_->place(pointer_ + pointer_part(key) + "#key"), key);
  }
  std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.line, a.first.column, a.second) < std::tie(b.first.line, b.first.column, b.second);
  });
  std::vector<std::string> keys;
  for (auto& [place, key] : placed) keys.push_back(std::move(key));
  return keys;
}

bool Node::must_be_mapping() const {
  if (value_->is_object() || value_->is_null()) return true;
  wish("a mapping of keys to values");
  return false;
}

void Node::unknown_key(const std::string& key, const std::string& kind, const std::vector<std::string>& known) const {
  std::string near = nearest(lower(key), known);
  std::string remedy = !near.empty()   ? fmt::format("did you mean '{}'?", near)
                       : known.empty() ? "none is known here"
                                       : fmt::format("known here: {}", fmt::join(known, ", "));
  std::string place = pointer_.empty() ? "" : " in " + name();
  mistakes_->report(pointer_ + pointer_part(key) + "#key",
                    fmt::format("unknown {} '{}'{}", kind, printable(key), place), remedy);
}

void Node::members(const std::vector<std::pair<std::string, Reader>>& readers) const {
  if (!must_be_mapping()) return;
  for (const std::string& key : keys()) {
    auto reader = std::find_if(readers.begin(), readers.end(), [&](const auto& pair) { return pair.first == key; });
    if (reader != readers.end()) {
      reader->second(member(key));
      continue;
    }
    std::vector<std::string> known;
    for (const auto& [name, unused] : readers) known.push_back(name);
    unknown_key(key, "key", known);
  }
}

std::string Node::text() const {
  if (value_->is_string() && !value_->get_ref<const std::string&>().empty()) return value_->get<std::string>();
  wish("text");
  return "";
}

std::vector<std::string> Node::texts() const {
  if (value_->is_string()) return {text()};
  std::vector<std::string> list;
  if (!value_->is_array()) {
    wish("a list of texts");
    return list;
  }
  for (std::size_t i = 0; i < value_->size(); ++i) list.push_back(element(i).text());
  return list;
}

}  // namespace gate::config
