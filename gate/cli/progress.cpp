#include "gate/cli/progress.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>

namespace gate::cli {

using namespace std::chrono_literals;

Progress::Progress() {
  if (::isatty(STDERR_FILENO) == 1) thread_ = std::jthread([this](const std::stop_token& stop) { tick(stop); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::stage(const std::string& words) {
  std::lock_guard lock(mutex_);
  words_ = words;
}

void Progress::tick(const std::stop_token& stop) {
  auto start = std::chrono::steady_clock::now();
  std::mutex waiting;
  std::condition_variable_any wake;
  std::unique_lock wait_lock(waiting);
  auto pause = 1000ms;
  while (!wake.wait_for(wait_lock, stop, pause, [] { return false; }) && !stop.stop_requested()) {
    pause = 200ms;
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start).count();
    std::lock_guard lock(mutex_);
    std::fprintf(stderr, "\r\033[Kgate: %s … %lld s", words_.c_str(), static_cast<long long>(seconds));
    std::fflush(stderr);
    shown_ = true;
  }
}

}  // namespace gate::cli
