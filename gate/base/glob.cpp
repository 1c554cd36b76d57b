#include "gate/base/glob.h"

#include <optional>
#include <string>

#include "gate/base/text.h"

namespace gate {

// Turns a pattern into a program. Alternatives are kept on a stack of their own, so nesting costs no recursion.
class GlobCompiler {
 public:
  GlobCompiler(Glob& glob, std::string_view pattern) : glob_(glob), pattern_(pattern) {}

  void compile() {
    bool below = pattern_.size() > 1 && pattern_.ends_with('/') && !pattern_.ends_with("\\/");
    if (below) pattern_.remove_suffix(1);
    bool anchored = pattern_.find('/') != std::string_view::npos;
    if (pattern_.starts_with('/')) pattern_.remove_prefix(1);
    if (!anchored) emit_any_folders();
    find_closing_braces();
    while (at_ < pattern_.size()) step();
    while (!braces_.empty()) end_alternatives();  // their '}' was a member of a set
    if (below) {
      emit(Glob::Op::literal, '/');
      emit(Glob::Op::double_star);
    }
    emit(Glob::Op::accept);
  }

 private:
  struct Alternatives {
    std::uint32_t last_split;
    std::vector<std::uint32_t> jumps;  // to the end of the braces
  };

  std::uint32_t emit(Glob::Op op, char byte = 0, std::uint32_t to = 0) {
    glob_.program_.push_back({op, byte, to});
    return here() - 1;
  }
  std::uint32_t here() const { return static_cast<std::uint32_t>(glob_.program_.size()); }

  // Zero or more folders, each with its '/'.
  void emit_any_folders() {
    std::uint32_t split = emit(Glob::Op::split);
    emit(Glob::Op::double_star);
    emit(Glob::Op::literal, '/');
    glob_.program_[split].to = here();
  }

  // Marks the '{' that have a partner; the others are literal.
  void find_closing_braces() {
    closed_.assign(pattern_.size(), false);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < pattern_.size(); ++i) {
      if (pattern_[i] == '\\') {
        ++i;
      } else if (pattern_[i] == '{') {
        open.push_back(i);
      } else if (pattern_[i] == '}' && !open.empty()) {
        closed_[open.back()] = true;
        open.pop_back();
      }
    }
  }

  void step() {
    char c = pattern_[at_];
    switch (c) {
      case '\\':
        if (at_ + 1 < pattern_.size()) ++at_;
        literal();
        break;
      case '?':
        emit(Glob::Op::any);
        ++at_;
        break;
      case '*': stars(); break;
      case '[':
        if (!set()) literal();
        break;
      case '{':
        if (!closed_[at_]) return literal();
        ++at_;
        braces_.push_back({emit(Glob::Op::split), {}});
        break;
      case ',':
        if (braces_.empty()) return literal();
        next_alternative();
        break;
      case '}':
        if (braces_.empty()) return literal();
        ++at_;
        end_alternatives();
        break;
      default: literal();
    }
  }

  void literal() { emit(Glob::Op::literal, pattern_[at_++]); }

  void stars() {
    bool at_start = at_ == 0 || pattern_[at_ - 1] == '/' || pattern_[at_ - 1] == '{' || pattern_[at_ - 1] == ',';
    std::size_t first = at_;
    while (at_ < pattern_.size() && pattern_[at_] == '*') ++at_;
    if (at_ - first == 1) {
      emit(Glob::Op::star);
    } else if (at_start && at_ < pattern_.size() && pattern_[at_] == '/') {
      ++at_;
      emit_any_folders();
    } else {
      emit(Glob::Op::double_star);
    }
  }

  // `[a-z]`, `[!a]`, `[^a]`; a ']' that comes first is a member. Never matches '/'. False when it is not closed.
  bool set() {
    std::size_t i = at_ + 1;
    bool negated = i < pattern_.size() && (pattern_[i] == '!' || pattern_[i] == '^');
    if (negated) ++i;
    std::bitset<256> members;
    for (bool first = true; i < pattern_.size() && (first || pattern_[i] != ']'); first = false) {
      unsigned low = member(i), high = low;
      if (i + 1 < pattern_.size() && pattern_[i] == '-' && pattern_[i + 1] != ']') high = member(++i);
      for (unsigned c = low; c <= high; ++c) members.set(c);
    }
    if (i >= pattern_.size()) return false;
    if (negated) members.flip();
    members.reset('/');
    emit(Glob::Op::set, 0, static_cast<std::uint32_t>(glob_.sets_.size()));
    glob_.sets_.push_back(members);
    at_ = i + 1;
    return true;
  }

  unsigned char member(std::size_t& i) const {
    if (pattern_[i] == '\\' && i + 1 < pattern_.size()) ++i;
    return static_cast<unsigned char>(pattern_[i++]);
  }

  void next_alternative() {
    ++at_;
    Alternatives& braces = braces_.back();
    braces.jumps.push_back(emit(Glob::Op::jump));
    glob_.program_[braces.last_split].to = here();
    braces.last_split = emit(Glob::Op::split);
  }

  void end_alternatives() {
    Alternatives& braces = braces_.back();
    glob_.program_[braces.last_split].to = braces.last_split + 1;  // the last one has no other way
    for (std::uint32_t jump : braces.jumps) glob_.program_[jump].to = here();
    braces_.pop_back();
  }

  Glob& glob_;
  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<bool> closed_;
  std::vector<Alternatives> braces_;
};

// The set of instructions that are alive at one byte of the path.
struct Glob::Threads {
  explicit Threads(std::size_t size) : seen(size, 0) {}
  void clear() {
    ++generation;
    alive.clear();
  }
  std::vector<std::uint32_t> seen;
  std::uint32_t generation = 1;
  std::vector<std::uint32_t> alive;
  std::vector<std::uint32_t> pending;
};

Glob::Glob(std::string_view pattern) {
  program_.reserve(pattern.size() + 5);
  GlobCompiler(*this, pattern).compile();
}

void Glob::follow(Threads& threads, std::uint32_t start) const {
  threads.pending.push_back(start);
  while (!threads.pending.empty()) {
    std::uint32_t at = threads.pending.back();
    threads.pending.pop_back();
    if (threads.seen[at] == threads.generation) continue;
    threads.seen[at] = threads.generation;
    const Instruction& instruction = program_[at];
    switch (instruction.op) {
      case Op::split:
        threads.pending.push_back(instruction.to);
        threads.pending.push_back(at + 1);
        break;
      case Op::jump: threads.pending.push_back(instruction.to); break;
      case Op::star:
      case Op::double_star:
        threads.alive.push_back(at);
        threads.pending.push_back(at + 1);
        break;
      default: threads.alive.push_back(at);
    }
  }
}

bool Glob::consumes(const Instruction& instruction, unsigned char byte) const {
  switch (instruction.op) {
    case Op::literal: return static_cast<unsigned char>(instruction.byte) == byte;
    case Op::any:
    case Op::star: return byte != '/';
    case Op::double_star: return true;
    case Op::set: return sets_[instruction.to][byte];
    default: return false;
  }
}

bool Glob::matches(std::string_view path) const {
  Threads now(program_.size()), next(program_.size());
  follow(now, 0);
  for (char c : path) {
    next.clear();
    for (std::uint32_t at : now.alive) {
      if (!consumes(program_[at], static_cast<unsigned char>(c))) continue;
      bool loops = program_[at].op == Op::star || program_[at].op == Op::double_star;
      follow(next, loops ? at : at + 1);
    }
    if (next.alive.empty()) return false;
    std::swap(now, next);
  }
  return now.seen[program_.size() - 1] == now.generation;
}

bool glob_match(std::string_view pattern, std::string_view path) { return Glob(pattern).matches(path); }

}  // namespace gate
