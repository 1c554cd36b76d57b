#include "analyzers/syntax/conditionals.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace gate::syntax_check {
namespace {

// One open `#if`.
struct Open {
  bool visible;  // its lines are kept, but for the branch
  bool taken;    // a branch was kept
  bool kept;     // this branch is
};

std::string_view directive_of(std::string_view line) {
  const std::size_t hash = line.find_first_not_of(" \t");
  if (hash == line.npos || line[hash] != '#') return {};
  const std::size_t word = line.find_first_not_of(" \t", hash + 1);
  return word == line.npos ? std::string_view{} : line.substr(word);
}

class Branches {
 public:
  // False for a line that is to be blanked.
  bool keep(std::string_view line) {
    const std::string_view directive = directive_of(line);
    const bool visible = open_.empty() || (open_.back().visible && open_.back().kept);
    if (directive.starts_with("if")) {
      const bool never = directive.starts_with("if 0") || directive.starts_with("if false");
      open_.push_back({visible, !never, !never});
    } else if (directive.starts_with("el") && !open_.empty()) {
      open_.back().kept = !open_.back().taken;
      open_.back().taken = true;
    } else if (directive.starts_with("endif") && !open_.empty()) {
      open_.pop_back();
    } else {
      return visible;
    }
    return false;
  }

 private:
  std::vector<Open> open_;
};

}  // namespace

bool has_conditionals(syntax::Language language) {
  return language == syntax::Language::c || language == syntax::Language::cpp || language == syntax::Language::csharp;
}

void keep_first_branches(std::string& text) {
  Branches branches;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = std::min(text.find('\n', start), text.size());
    while (end < text.size() && end > start && text[end - 1] == '\\' &&
           !directive_of({&text[start], end - start}).empty())
      end = std::min(text.find('\n', end + 1), text.size());
    if (!branches.keep(std::string_view(text).substr(start, end - start)))
      std::replace_if(
          text.begin() + static_cast<std::ptrdiff_t>(start), text.begin() + static_cast<std::ptrdiff_t>(end),
          [](char c) { return c != '\n' && c != '\r'; }, ' ');
    start = end + 1;
  }
}

}  // namespace gate::syntax_check
