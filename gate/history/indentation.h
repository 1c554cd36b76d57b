// How deep the changed lines of a commit stand: indentation as a proxy for complexity (Hindle et al., ICPC 2008). A
// level is a tab, or as many spaces as the file steps by.
#pragma once

#include <cstdint>
#include <string_view>

#include "gate/history/record.h"

namespace gate::history {

// Spaces that the file's lines step by, 2, 4 or 8: what lines most often stand deeper than the one before; read from
// its start, for at most 64 KiB, until that is clear. 4 where nothing tells.
std::uint32_t indentation_step(std::string_view text);

// Whole levels at the line's start; what is left of a level does not count. At most 255.
std::uint32_t indentation_levels(std::string_view line, std::uint32_t step);

class IndentationMeter {
 public:
  // Blocks of lines; blank ones do not count.
  void add(std::string_view lines, std::uint32_t step) { measure(lines, step, added_); }
  void remove(std::string_view lines, std::uint32_t step) { measure(lines, step, removed_); }
  Indentation result() const;

 private:
  struct Side {
    std::uint64_t lines = 0, levels = 0;
    std::uint32_t deepest = 0;
  };
  static void measure(std::string_view lines, std::uint32_t step, Side& side);
  Side added_, removed_;
};

}  // namespace gate::history
