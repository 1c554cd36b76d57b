// A text as words in lower case, for reading messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gate::history {

struct Word {
  std::string_view text;     // in lower case; letters, digits, '_', and '-' or '\'' within
  std::string_view written;  // the same as it was written
  std::size_t at = 0;        // offset in the text
  bool ends_clause = false;  // a full stop, comma, colon, bracket or line end comes before the next word
};

// Holds the texts that its words are views of, so it is not copied.
class Words {
 public:
  explicit Words(std::string_view text);
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;
  const std::vector<Word>& all() const { return words_; }

 private:
  std::string written_, small_;
  std::vector<Word> words_;
};

}  // namespace gate::history
