#include "gate/worker/module_path.h"

#include <algorithm>

namespace gate::worker {

std::string module_variable(std::string_view worker) {
  std::string name = "GATE_";
  for (char c : worker) name += c == '_' ? '_' : static_cast<char>(c - 'a' + 'A');
  return name + "_MODULE";
}

std::vector<std::filesystem::path> module_candidates(std::string_view worker, const std::filesystem::path& executable) {
  std::string file = "gate_" + std::string(worker) + ".so";
  auto folder = executable.parent_path();
  return {folder.parent_path() / "lib" / "gate" / file, folder / file};
}

bool is_worker_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace gate::worker
