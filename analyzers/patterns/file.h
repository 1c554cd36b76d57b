// One file under examination: its text and what is made of it on first use.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "analyzers/patterns/ast.h"
#include "analyzers/patterns/match.h"
#include "gate/base/deadline.h"

namespace gate::patterns {

// Work allowed to one rule on one file, in steps of matching; grows with the file's size, so that time stays linear.
class Budget {
 public:
  explicit Budget(std::uint64_t steps, Deadline deadline = Deadline::never()) : left_(steps), deadline_(deadline) {}
  // False when all is spent or the deadline passed: the caller returns at once with what it has.
  bool spend(std::uint64_t steps = 1) {
    if (left_ < steps)
      left_ = 0, exhausted_ = true;
    else
      left_ -= steps;
    if ((left_ & 0xfff) < steps && deadline_.expired()) exhausted_ = true;
    return !exhausted_;
  }
  bool exhausted() const { return exhausted_; }

 private:
  std::uint64_t left_;
  Deadline deadline_;
  bool exhausted_ = false;
};

struct File {
  std::string_view path;
  std::string_view text;
  const Ast* ast = nullptr;  // null for rules of "regex" and "generic", and where the text has no tree
};

}  // namespace gate::patterns
