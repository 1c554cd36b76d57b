#include <algorithm>
#include <vector>

void clean(std::vector<User>& users) {
  // ruleid: cpp-result-of-algorithm-lost
  std::remove_if(users.begin(), users.end(), [](const User& user) { return user.gone; });
  // ruleid: cpp-result-of-algorithm-lost
  std::unique(users.begin(), users.end());
}

void clean_right(std::vector<User>& users) {
  // ok: cpp-result-of-algorithm-lost
  users.erase(
      std::remove_if(users.begin(), users.end(), gone),
      users.end());
  // ok: cpp-result-of-algorithm-lost
  auto last = std::unique(users.begin(), users.end());
  users.erase(last, users.end());
  // ok: cpp-result-of-algorithm-lost
  std::remove("users.tmp");
}
