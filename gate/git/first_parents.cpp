#include "gate/git/repository.h"
#include "gate/git/state.h"

namespace gate::git {

std::vector<Ancestor> Repository::first_parents(const std::string& commit, std::size_t most) const {
  std::vector<Ancestor> line;
  auto id = parse_id(commit);
  if (!id) return line;
  while (line.size() < most) {
    auto found = read_commit(*state_->objects, *id);
    if (!found) break;
    line.push_back({hex(*id), hex(found->tree)});
    if (found->parents.empty() || state_->shallow.contains(*id)) break;
    *id = found->parents.front();
  }
  return line;
}

}  // namespace gate::git
