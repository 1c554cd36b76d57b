// A value of the YAML text with its place, and the collection of what is wrong with it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gate/base/yaml.h"

namespace gate::config {

// Collects mistakes and keeps the one that stands first in the text.
class Mistakes {
 public:
  Mistakes(const YamlDocument& document, std::string_view name) : document_(document), name_(name) {}

  // `pointer` names a value, or a key by "POINTER#key"; without a place of its own (aliases) it has its parent's.
  void report(const std::string& pointer, std::string message, std::string remedy = {});
  const std::optional<Error>& first() const { return first_; }
  YamlPlace place(std::string pointer) const;

 private:
  const YamlDocument& document_;
  std::string_view name_;
  YamlPlace at_;
  std::optional<Error> first_;
};

class Node {
 public:
  Node(const Json& value, std::string pointer, Mistakes& mistakes)
      : value_(&value), pointer_(std::move(pointer)), mistakes_(&mistakes) {}

  const Json& value() const { return *value_; }
  // As a person would name it: "limits.timeout", "evidence.coverage[0]".
  std::string name() const;

  // "NAME must be WISH, not VALUE".
  void wish(const std::string& wish) const;
  void mistake(std::string message, std::string remedy = {}) const { mistakes_->report(pointer_, message, remedy); }

  // No mistake was reported so far, anywhere: one that only follows from another is not worth telling.
  bool spotless() const { return !mistakes_->first().has_value(); }

  Node member(const std::string& key) const;
  Node element(std::size_t index) const;
  // Keys in the order of the text; none when the value is no mapping. `null` counts as an empty mapping.
  std::vector<std::string> keys() const;
  // False, and a mistake, when the value is neither a mapping nor null.
  bool must_be_mapping() const;
  // "unknown KIND 'KEY'", with the nearest of `known`.
  void unknown_key(const std::string& key, const std::string& kind, const std::vector<std::string>& known) const;

  using Reader = std::function<void(const Node&)>;
  // Hands every member to the reader of its key; other keys are mistakes.
  void members(const std::vector<std::pair<std::string, Reader>>& readers) const;

  // Each reports a mistake and returns a neutral value when the type is wrong.
  std::string text() const;
  std::vector<std::string> texts() const;  // one text counts as a list of one

 private:
  const Json* value_;
  std::string pointer_;
  Mistakes* mistakes_;
};

}  // namespace gate::config
