#include "gate/history/people.h"

#include <algorithm>
#include <span>

namespace gate::history {

std::string name_of_author(const Index& index, const Line& line, const git::Repository& repository,
                           std::uint64_t author) {
  constexpr std::size_t kBlock = 512;
  std::string oid;
  for (std::size_t end = line.ids.size(); end > 0 && oid.empty(); end -= std::min(end, kBlock)) {
    auto read = index.each(line, end - std::min(end, kBlock), end, With::facts, [&](const CommitRecord& commit) {
      if (!commit.merge && commit.author == author) oid = commit.oid;
    });
    if (!read) return {};
  }
  std::string name;
  if (oid.empty()) return name;
  const auto told =
      repository.deltas(std::span(&oid, 1), {.file_limit = 0},
                        [&](std::size_t, const git::CommitDelta& delta) { name = delta.commit.author.name; });
  return told ? name : std::string();
}

}  // namespace gate::history
