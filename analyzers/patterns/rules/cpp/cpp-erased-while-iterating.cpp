#include <map>
#include <vector>

void clean(std::vector<User>& users) {
  for (auto it = users.begin(); it != users.end(); ++it) {
    if (it->gone) {
      // ruleid: cpp-erased-while-iterating
      users.erase(it);
    }
  }
}

void clean_right(std::vector<User>& users, std::map<int, User>& index) {
  for (auto it = users.begin(); it != users.end();) {
    if (it->gone) {
      // ok: cpp-erased-while-iterating
      it = users.erase(it);
    } else {
      ++it;
    }
  }
  for (auto it = index.begin(); it != index.end(); ++it) {
    if (it->second.gone) {
      // ok: cpp-erased-while-iterating
      index.erase(it);
      break;
    }
  }
}
