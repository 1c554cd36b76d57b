// A glob compiled once and matched many times, in time proportional to pattern times path whatever the pattern is:
// a nondeterministic automaton simulated step by step (K. Thompson, "Regular Expression Search Algorithm", CACM 1968).
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gate {

// The pattern language is glob_match's (text.h). Immutable: matches() may be called from any thread.
class Glob {
 public:
  explicit Glob(std::string_view pattern);
  bool matches(std::string_view path) const;

 private:
  friend class GlobCompiler;
  enum class Op : std::uint8_t { literal, any, set, star, double_star, split, jump, accept };
  struct Instruction {
    Op op;
    char byte = 0;         // literal
    std::uint32_t to = 0;  // split: the second way; jump: the target; set: its index
  };
  struct Threads;

  void follow(Threads& threads, std::uint32_t at) const;
  bool consumes(const Instruction& instruction, unsigned char byte) const;

  std::vector<Instruction> program_;
  std::vector<std::bitset<256>> sets_;
};

}  // namespace gate
