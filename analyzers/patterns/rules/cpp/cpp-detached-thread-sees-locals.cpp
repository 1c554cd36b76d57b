#include <thread>

void place(Order order) {
  // ruleid: cpp-detached-thread-sees-locals
  std::thread([&] { send(order); }).detach();
  // ruleid: cpp-detached-thread-sees-locals
  std::thread writer([&]() { save(order); });
  writer.detach();
}

void place_right(Order order) {
  // ok: cpp-detached-thread-sees-locals
  std::thread([order] { send(order); }).detach();
  // ok: cpp-detached-thread-sees-locals
  std::thread writer([&]() { save(order); });
  writer.join();
}
