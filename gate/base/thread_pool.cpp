#include "gate/base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace gate {
namespace {

std::atomic<unsigned> number_of_threads{0};

}  // namespace

void use_threads(unsigned number) { number_of_threads = number; }

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work, unsigned threads) {
  std::atomic<std::size_t> next{0};
  auto drain = [&] {
    for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
  };
  if (threads == 0) threads = number_of_threads;
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  std::size_t helpers = std::min<std::size_t>(threads, count);
  std::vector<std::jthread> pool;
  try {
    for (std::size_t i = 1; i < helpers; ++i) pool.emplace_back(drain);
  } catch (const std::system_error&) {
    // No more threads to be had: those that started, and this one, do it all.
  }
  drain();
}

}  // namespace gate
