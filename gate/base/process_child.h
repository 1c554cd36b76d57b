// A started child process as gate holds it: the pipes, its end. Part of process.cpp and child_session.cpp.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
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

// Descriptors that gate makes for a child are numbered from here on, above those that the child moves them to.
inline constexpr int kFirstOwn = 16;

// Reads what is there (at most 64 KiB) at the end of `into`; false at the end of the pipe, or when nothing is there.
bool take(const Pipe& pipe, std::string& into);

// Writes as much of `text` as the pipe takes now; the number of bytes, or -1 when nobody reads any more. Never raises
// SIGPIPE.
ssize_t give(const Pipe& pipe, std::string_view text);

// The last 64 KiB of what was written to stderr.
class Tail {
 public:
  bool take_from(const Pipe& pipe);
  std::string take();

 private:
  std::string text_;
};

struct End {
  int status = 0;       // as of wait(2)
  std::string stopped;  // the limit of the sandbox that ended it: "had more than 256 processes"; or empty
};

// gate's ends of the pipes do not block. Killed with all that descends from it when destroyed.
class Running {
 public:
  Running() = default;
  Running(Running&& other) noexcept { *this = std::move(other); }
  Running& operator=(Running&& other) noexcept;
  ~Running();

  // Becomes readable when the child has ended; -1: the kernel gives no such descriptor, and `over` must be asked.
  int end_descriptor() const { return supervised_ ? status_.get() : handle_.get(); }
  bool over() const;
  // Kills what is left and takes the child's end. Once.
  End end();

  Pipe input, output, errors;
  SandboxReport sandbox;

 private:
  friend class Starter;
  End end_supervised();

  pid_t pid_ = -1;  // the child, or its supervisor
  Pipe handle_;     // the child's pidfd
  Pipe status_;     // the supervisor's last word
  Pipe lifeline_;   // closed: the supervisor kills everything and ends
  bool supervised_ = false;
  std::uint32_t most_processes_ = 0;
  std::uint64_t most_memory_ = 0;
  bool own_pids_ = false;  // the supervisor is the first process of a pid namespace, which dies with it
};

Expected<Running> start(const ProcessSpec& spec);

}  // namespace gate::child
