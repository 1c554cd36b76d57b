// Strict reading of what a plugin wrote: every member is known, of its type and within its limits, or the answer is
// refused with a sentence that names the member. Text is made safe to show.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gate/base/json.h"
#include "gate/model/words.h"

namespace gate::plugins {

// What is wrong, first come: "findings[3].line must be an integer from 0 to 11, not 12". Empty: nothing yet.
struct Complaint {
  std::string words;

  void say(const std::string& name, const std::string& wish, const Json* seen = nullptr);
  bool any() const { return !words.empty(); }
};

// Control characters made visible, newlines and tabs turned into spaces, at most `most` bytes and "..." then.
std::string one_line(std::string_view text, std::size_t most);

// One object. Absent optional members give the neutral value; after a complaint so does everything.
class Fields {
 public:
  Fields(const Json& object, std::string name, std::initializer_list<std::string_view> known, Complaint& complaint);

  bool has(const char* key) const { return object_ && object_->contains(key) && !object_->at(key).is_null(); }
  bool need(const char* key);  // complains when it is not there
  std::string text(const char* key);
  // Text, or {"base64": "..."} for bytes that are not UTF-8.
  std::string bytes(const char* key);
  std::string name(const char* key);  // letters, digits, '.', '_', '-', at most 100, beginning with a letter or digit
  std::uint32_t integer(const char* key, std::uint64_t least, std::uint64_t most);
  std::optional<double> number(const char* key);
  std::span<const Json> list(const char* key, std::size_t most);
  std::string path(const char* key) const { return name_.empty() ? std::string(key) : name_ + "." + key; }

  template <class Enum>
  std::optional<Enum> word(const char* key) {
    if (!has(key)) return std::nullopt;
    auto value = from_word<Enum>(text(key));
    if (!value) complain_word(key, all_words<Enum>());
    return value;
  }

  void complain(const char* key, const std::string& wish) const;

 private:
  const Json* member(const char* key) const { return has(key) ? &object_->at(key) : nullptr; }
  void complain_word(const char* key, std::span<const std::string_view> words) const;

  const Json* object_ = nullptr;
  std::string name_;
  Complaint& complaint_;
};

}  // namespace gate::plugins
