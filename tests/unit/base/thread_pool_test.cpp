#include "gate/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "gate/base/env.h"

namespace gate {
namespace {

TEST(ParallelFor, EachOnce) {
  for (unsigned threads : {0u, 1u, 3u, 64u}) {
    std::vector<std::atomic<int>> calls(1000);
    parallel_for(calls.size(), [&](std::size_t i) { ++calls[i]; }, threads);
    for (const auto& count : calls) EXPECT_EQ(count, 1);
  }
  parallel_for(0, [](std::size_t) { FAIL(); });
}

TEST(ParallelFor, OnOneThreadInOrder) {
  std::vector<std::size_t> order;
  parallel_for(5, [&](std::size_t i) { order.push_back(i); }, 1);
  EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(ParallelFor, OnTheNumberOfThreadsInUse) {
  use_threads(1);
  std::vector<std::size_t> order;
  parallel_for(5, [&](std::size_t i) { order.push_back(i); });
  EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
  use_threads(0);
}

TEST(ParallelFor, OnAsManyThreadsAsAsked) {
  std::mutex mutex;
  std::set<std::thread::id> ids;
  std::atomic<int> arrived{0};
  // Each waits for the other: with one thread only, this would not end.
  parallel_for(
      2,
      [&](std::size_t) {
        ++arrived;
        while (arrived < 2) std::this_thread::yield();
        std::lock_guard lock(mutex);
        ids.insert(std::this_thread::get_id());
      },
      2);
  EXPECT_EQ(ids.size(), 2u);
}

TEST(Environment, SetEmptyAndUnset) {
  ::setenv("GATE_TEST_EMPTY", "", 1);
  ::unsetenv("GATE_TEST_UNSET");
  EXPECT_EQ(process_environment()("GATE_TEST_EMPTY"), "");
  EXPECT_EQ(process_environment()("GATE_TEST_UNSET"), std::nullopt);
}

}  // namespace
}  // namespace gate
