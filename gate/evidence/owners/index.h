// Finds the few rules of CODEOWNERS that can match a path, so that ten thousand rules cost as little as ten.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gate/evidence/owners/pattern.h"

namespace gate::evidence {

class OwnersIndex {
 public:
  // `rule` is the caller's number for it; several patterns may carry the same one. Call in increasing order.
  void add(std::size_t rule, OwnersPattern pattern);

  // Numbers of all rules with a pattern that matches `path`, descending, each once.
  std::vector<std::size_t> matching(std::string_view path) const;

 private:
  struct Entry {
    std::size_t rule;
    OwnersPattern pattern;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Buckets = std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>>;
  using Visit = std::function<void(const std::vector<std::uint32_t>&)>;

  void visit_candidates(std::string_view path, const std::vector<std::string_view>& segments, const Visit& visit) const;

  std::vector<Entry> entries_;
  Buckets by_folder_;     // rooted patterns, by the folders they begin with
  Buckets by_name_;       // patterns for any depth, by their first literal segment
  Buckets by_extension_;  // `*.js` and the like
  std::vector<std::uint32_t> others_;
};

}  // namespace gate::evidence
