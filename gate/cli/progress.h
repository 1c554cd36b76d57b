// A line on the terminal about what is going on, for work that takes over a second.
#pragma once

#include <mutex>
#include <string>
#include <thread>

namespace gate::cli {

// Silent where stderr is no terminal. The line is erased when the Progress ends.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void stage(const std::string& words);

 private:
  void tick(const std::stop_token& stop);

  std::mutex mutex_;
  std::string words_;
  bool shown_ = false;
  std::jthread thread_;
};

}  // namespace gate::cli
