#include "gate/history/words.h"

#include "gate/base/text.h"

namespace gate::history {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

// A hyphen or an apostrophe between two letters.
bool joins(std::string_view text, std::size_t at) {
  return (text[at] == '-' || text[at] == '\'') && at + 1 < text.size() && is_word(text[at + 1]);
}

bool ends_clause(std::string_view gap) {
  return gap.find_first_of(";,:()[]\n") != gap.npos || gap.starts_with(". ") || gap == "." || gap.contains(" - ");
}

}  // namespace

Words::Words(std::string_view text) : written_(text), small_(lower(text)) {
  const std::string_view written = written_, small = small_;
  std::size_t last_end = 0;
  for (std::size_t at = 0; at < small.size(); ++at) {
    if (!is_word(small[at])) continue;
    if (!words_.empty()) words_.back().ends_clause = ends_clause(small.substr(last_end, at - last_end));
    const std::size_t start = at;
    while (at < small.size() && (is_word(small[at]) || joins(small, at))) ++at;
    last_end = at;
    words_.push_back({small.substr(start, at - start), written.substr(start, at - start), start});
  }
  if (!words_.empty()) words_.back().ends_clause = true;
}

}  // namespace gate::history
