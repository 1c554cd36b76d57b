// A fixed set of words, written as one string literal.
#pragma once

#include <string_view>
#include <unordered_set>

namespace gate::history {

class WordSet {
 public:
  // Words separated by single spaces; the text must outlive the set.
  explicit WordSet(std::string_view text) {
    for (std::size_t space; (space = text.find(' ')) != text.npos; text.remove_prefix(space + 1))
      words_.insert(text.substr(0, space));
    words_.insert(text);
  }
  bool has(std::string_view word) const { return words_.contains(word); }

 private:
  std::unordered_set<std::string_view> words_;
};

}  // namespace gate::history
