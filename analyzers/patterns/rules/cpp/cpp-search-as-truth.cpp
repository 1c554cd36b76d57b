#include <string>

bool allowed(const std::string& path, const std::string& name) {
  // ruleid: cpp-search-as-truth
  if (path.find("..")) return false;
  // ruleid: cpp-search-as-truth
  if (name.find("admin") >= 0) {
    return false;
  }
  return true;
}

bool allowed_right(const std::string& path, const std::string& name) {
  // ok: cpp-search-as-truth
  if (path.find("..") != std::string::npos) return false;
  // ok: cpp-search-as-truth
  if (name.find("admin") == 0) {
    return false;
  }
  // ok: cpp-search-as-truth
  return users.find(name) != users.end();
}
