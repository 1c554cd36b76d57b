#include "gate/diagnostics/json_stream.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "gate/base/json_check.h"
#include "gate/base/text.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostValues = 2'000'000, kMostInElement = 200'000;

// Follows the parser's events: where they are in the document, and the value that is being built.
class Builder : public nlohmann::json_sax<Json> {
 public:
  // Without events it keeps everything but the array.
  Builder(const LongArray& array, const ArrayEvents* events)
      : array_(array), events_(events), key_depth_(array.list.empty() ? 1 : 3) {}

  bool null() override { return scalar(nullptr); }
  bool boolean(bool value) override { return scalar(value); }
  bool number_integer(std::int64_t value) override { return scalar(value); }
  bool number_unsigned(std::uint64_t value) override { return scalar(value); }
  bool number_float(double value, const std::string&) override { return scalar(value); }
  bool string(std::string& value) override { return scalar(std::move(value)); }
  bool binary(Json::binary_t&) override { return false; }  // not in JSON text
  bool start_object(std::size_t) override { return start(Json::object(), true); }
  bool start_array(std::size_t) override { return start(Json::array(), false); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }

  bool key(std::string& name) override {
    if (depth() == 1) {
      if (name == array_.list && ++lists_ > 1) return refuse(ErrorKind::parse, "\"" + array_.list + "\" stands twice");
      top_ = name;
      inner_.clear();
    } else if (depth() == 3) {
      inner_ = name;
    }
    if (!open_.empty()) key_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const Json::exception& error) override {
    return refuse(ErrorKind::parse, error.what());
  }

  Json take() { return std::move(root_); }
  const std::optional<Error>& problem() const { return problem_; }

 private:
  std::size_t depth() const { return is_object_.size(); }

  bool refuse(ErrorKind kind, std::string why) {
    problem_ = Error{kind, std::move(why), "", ""};
    return false;
  }

  bool in_list() const { return array_.list.empty() || (top_ == array_.list && depth() > 1 && !is_object_[1]); }
  // What comes next is the value of the array's key.
  bool at_array() const {
    return depth() == key_depth_ && is_object_.back() && in_list() && (key_depth_ == 1 ? top_ : inner_) == array_.key;
  }
  bool at_element() const { return in_array_ && depth() == key_depth_ + 1; }

  // Whether the value that comes next is part of what is built.
  bool keeps() {
    if (skipped_above_ != 0) return false;
    if (events_ == nullptr) return !at_array() && depth() <= kDeepest;
    return at_element() || (!open_.empty() && depth() <= key_depth_ + kDeepest && values_ < kMostInElement);
  }

  Json* put(Json value) {
    ++values_;
    if (open_.empty()) return &(root_ = std::move(value));
    Json& parent = *open_.back();
    if (parent.is_array()) return &parent.emplace_back(std::move(value));
    return &(parent[key_] = std::move(value));
  }

  bool scalar(Json value) {
    if (depth() == 0) return refuse(ErrorKind::parse, "the document is no object");
    if (!keeps()) return true;
    if (events_ == nullptr && values_ >= kMostValues) return too_many();
    if (at_element()) values_ = 0;
    put(std::move(value));
    if (at_element()) events_->element(parent(), std::move(root_));
    return true;
  }

  bool start(Json empty, bool object) {
    if (depth() == 0 && !object) return refuse(ErrorKind::parse, "the document is no object");
    if (depth() == 2 && object && key_depth_ == 3 && in_list()) {
      ++parents_;
      inner_.clear();
    }
    const bool array_begins = events_ != nullptr && at_array() && !object;
    if (keeps()) {
      if (events_ == nullptr && values_ >= kMostValues) return too_many();
      if (at_element()) values_ = 0;
      open_.push_back(put(std::move(empty)));
    } else if (skipped_above_ == 0 && (events_ == nullptr || !open_.empty())) {
      skipped_above_ = depth() + 1;  // until this value ends
    }
    is_object_.push_back(object);
    if (array_begins) {
      in_array_ = true;
      events_->begins(parent());
    }
    return true;
  }

  bool end() {
    is_object_.pop_back();
    if (skipped_above_ != 0) {
      if (depth() < skipped_above_) skipped_above_ = 0;
      return true;
    }
    if (in_array_ && depth() == key_depth_) {
      in_array_ = false;
    } else if (!open_.empty()) {
      open_.pop_back();
      if (at_element()) events_->element(parent(), std::move(root_));
    }
    return true;
  }

  bool too_many() {
    return refuse(ErrorKind::limit, fmt::format("more than {} values beside \"{}\"", kMostValues, array_.key));
  }

  std::size_t parent() const { return parents_ == 0 ? 0 : parents_ - 1; }

  const LongArray& array_;
  const ArrayEvents* events_;
  std::size_t key_depth_;  // of the array's key: containers that are open around it
  std::vector<bool> is_object_;
  std::string top_, inner_;  // the last keys of the root and of an object of the list
  std::size_t lists_ = 0, parents_ = 0;
  bool in_array_ = false;
  std::vector<Json*> open_;  // into root_; empty between elements
  std::size_t skipped_above_ = 0;
  std::size_t values_ = 0;
  std::string key_;
  Json root_;
  std::optional<Error> problem_;
};

// nlohmann's own words without its prefix: for what only it refuses, such as numbers out of range.
std::string plain_words(std::string_view what) {
  const std::size_t colon = what.find(": ");
  return std::string(colon == std::string_view::npos ? what : what.substr(colon + 2));
}

Error located(Error problem, std::string_view text, const std::string& name) {
  problem.where = name;
  if (problem.kind != ErrorKind::parse) return problem;
  problem.message = plain_words(problem.message);
  for (auto& found : check_json(text, JsonDialect::strict)) {
    problem.message = "not JSON: " + found.message;
    problem.where = fmt::format("{}:{}:{}", name, found.line, found.column);
  }
  return problem;
}

Expected<void> parse(std::string_view text, const std::string& name, Builder& builder) {
  // nlohmann-json takes a NUL for the end of the text; in JSON it may stand nowhere.
  const bool nul = text.find('\0') != std::string_view::npos;
  try {
    if (!nul && Json::sax_parse(text, &builder)) return {};
  } catch (const Json::exception& error) {
    return std::unexpected(located({ErrorKind::parse, error.what(), "", ""}, text, name));
  }
  return std::unexpected(located(builder.problem().value_or(Error{ErrorKind::parse, "not JSON", "", ""}), text, name));
}

const Json kNull;
const Json kEmptyArray = Json::array();

}  // namespace

Expected<Json> without_array(std::string_view text, const std::string& name, const LongArray& array) {
  Builder builder(array, nullptr);
  if (auto parsed = parse(text, name, builder); !parsed) return std::unexpected(parsed.error());
  return builder.take();
}

Expected<void> each_element(std::string_view text, const std::string& name, const LongArray& array,
                            const ArrayEvents& events) {
  Builder builder(array, &events);
  return parse(text, name, builder);
}

const Json& member(const Json& object, const char* key) {
  if (!object.is_object()) return kNull;
  const auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::string_view text_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? std::string_view(value.get_ref<const std::string&>()) : std::string_view();
}

std::optional<std::int64_t> integer_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    return number <= INT64_MAX ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
  }
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_number_float()) return std::nullopt;
  const double number = value.get<double>();
  const bool whole = std::abs(number) < 9e15 && std::trunc(number) == number;
  return whole ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

const Json& elements_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_array() ? value : kEmptyArray;
}

const Json& element_at(const Json& array, std::optional<std::int64_t> index) {
  if (!array.is_array() || !index || *index < 0 || static_cast<std::uint64_t>(*index) >= array.size()) return kNull;
  return array[static_cast<std::size_t>(*index)];
}

}  // namespace gate::diagnostics
