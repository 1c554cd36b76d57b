#include <string>
#include <vector>

int total(const std::vector<std::string>& names) {
  int sum = 0;
  // ruleid: cpp-text-copied-in-loop
  for (const std::string name : names) {
    sum += name.size();
  }
  return sum;
}

int total_right(const std::vector<std::string>& names) {
  int sum = 0;
  // ok: cpp-text-copied-in-loop
  for (const std::string& name : names) {
    sum += name.size();
  }
  // ok: cpp-text-copied-in-loop
  for (std::string name : names) {
    name += "!";
    sum += name.size();
  }
  return sum;
}
