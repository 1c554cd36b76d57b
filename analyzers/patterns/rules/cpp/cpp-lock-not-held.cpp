#include <mutex>

class Counter {
 public:
  void add() {
    // ruleid: cpp-lock-not-held
    std::lock_guard<std::mutex>{mutex_};
    ++count_;
  }

  void add_to(Counter& other) {
    // ruleid: cpp-lock-not-held
    std::unique_lock<std::mutex>(other.mutex_);
    ++other.count_;
  }

  void add_right() {
    // ok: cpp-lock-not-held
    std::lock_guard<std::mutex> lock{mutex_};
    ++count_;
  }

  std::unique_lock<std::mutex> locked() {
    // ok: cpp-lock-not-held
    return std::unique_lock<std::mutex>(mutex_);
  }

 private:
  std::mutex mutex_;
  int count_ = 0;
};
