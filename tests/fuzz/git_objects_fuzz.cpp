// Raw git objects from a hostile repository: the first byte says tree or commit, the rest is the object's text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/git/commit.h"
#include "gate/git/tree_walk.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 't') {
    const auto entries = gate::git::parse_tree(text);
    if (!entries) return 0;
    for (const auto& entry : *entries) {
      // A name is never empty, never leads elsewhere and points into the text.
      if (entry.name.empty() || entry.name.contains('/') || entry.name == "..") std::abort();
      if (entry.name.data() < text.data() || entry.name.data() + entry.name.size() > text.data() + text.size()) {
        std::abort();
      }
    }
    return 0;
  }
  const auto commit = gate::git::parse_commit(text, {});
  if (commit && gate::git::to_commit(*commit, {}).parents.size() != commit->raw.parents.size()) std::abort();
  return 0;
}
