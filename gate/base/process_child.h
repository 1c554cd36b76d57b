// The start of a child process: fork, its surroundings, exec. Part of process.cpp, apart for its rules: between fork
// and exec only async-signal-safe calls (POSIX.1-2017, 2.4.3) are made, on memory prepared before.
#pragma once

#include <sys/types.h>

#include <utility>

#include "gate/base/process.h"

namespace gate::child {

// A descriptor that closes itself; -1: none.
class Pipe {
 public:
  Pipe() = default;
  explicit Pipe(int number) : number_(number) {}
  Pipe(Pipe&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Pipe& operator=(Pipe&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Pipe() { close(); }
  int get() const { return number_; }
  void close();

 private:
  int number_ = -1;
};

// gate's ends, not blocking. `handle` is the child's pidfd, or none where the kernel has none.
struct Started {
  pid_t pid = -1;
  Pipe input, output, errors, handle;
};

Expected<Started> start(const ProcessSpec& spec);

}  // namespace gate::child
