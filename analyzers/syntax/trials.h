// Tries a small edit on a broken text and parses again: what mends the text is what was wrong with it.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "analyzers/syntax/problem.h"
#include "gate/syntax/tree.h"

namespace gate::syntax_check {

// An edited text and its tree.
struct Trial {
  std::unique_ptr<const std::string> text;
  syntax::Tree tree;
  Span edit;                   // the replacement, in `text`
  std::uint32_t replaced = 0;  // bytes of the original that it stands for

  // A byte of `text` as one of the original.
  std::uint32_t original(std::uint32_t at) const {
    if (at < edit.end) return std::min(at, edit.start);
    return at - edit.end + edit.start + replaced;
  }
};

// Bounded by a number of trials, a number of bytes parsed and the deadline.
class Trials {
 public:
  explicit Trials(Deadline deadline, std::uint32_t most = 64) : deadline_(deadline), left_(most) {}

  // `tree`'s text with `span` replaced; nullopt when the bounds are reached.
  std::optional<Trial> replace(const syntax::Tree& tree, Span span, std::string_view replacement);
  // A text of the same length, parsed as a whole.
  std::optional<Trial> rewrite(const syntax::Tree& tree, std::string text);
  bool exhausted() const { return left_ == 0 || bytes_left_ == 0 || deadline_.expired(); }

 private:
  Deadline deadline_;
  std::uint32_t left_;
  std::size_t bytes_left_ = 8u << 20;
};

}  // namespace gate::syntax_check
