// A point in time after which work must stop. Copyable, cheap to ask, safe on any thread.
#pragma once

#include <chrono>

namespace gate {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline never() { return Deadline(Clock::time_point::max()); }
  static Deadline in(std::chrono::milliseconds span) { return Deadline(Clock::now() + span); }

  bool expired() const { return at_ != Clock::time_point::max() && Clock::now() >= at_; }

  // Time left: zero when expired, milliseconds::max() when there is no deadline.
  std::chrono::milliseconds remaining() const {
    if (at_ == Clock::time_point::max()) return std::chrono::milliseconds::max();
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(at_ - Clock::now());
    return left.count() > 0 ? left : std::chrono::milliseconds{0};
  }

  Deadline earlier(Deadline other) const { return other.at_ < at_ ? other : *this; }

 private:
  explicit Deadline(Clock::time_point at) : at_(at) {}
  Clock::time_point at_;
};

}  // namespace gate
