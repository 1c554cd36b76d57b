// Which commit wrote each line, for the versions of files that a walk still needs: annotation graphs (Kim et al., ASE
// 2006) kept as arrays. Bounded memory: versions that a later one replaced go first, the least recently used before
// others.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gate/history/szz_recipe.h"

namespace gate::history {

struct LineOrigin {
  static constexpr std::uint32_t kUnknown = UINT32_MAX;
  std::uint32_t commit = kUnknown;  // index in the walk
  std::uint32_t key = 0;            // the line without white space, hashed; 0: not known
};

using Annotation = std::vector<LineOrigin>;

// Used by one thread.
class Annotations {
 public:
  explicit Annotations(std::uint64_t memory) : memory_(memory) {}

  // The version of `path`; null when it is not known (any more). Counts as use.
  std::shared_ptr<const Annotation> find(std::string_view path, VersionId version);
  // All that is known of the path, most recently used first, at most `most`.
  struct Version {
    VersionId id;
    std::shared_ptr<const Annotation> lines;
  };
  std::vector<Version> versions(std::string_view path, std::size_t most) const;

  void add(const std::string& path, VersionId version, std::shared_ptr<const Annotation> lines);
  // A later version stands in its place: it is kept as long as there is room, for branches that began before.
  void replaced(std::string_view path, VersionId version);

  std::uint64_t bytes() const { return bytes_; }

 private:
  struct Entry {
    const std::string* path = nullptr;  // key of `paths_`
    VersionId id;
    std::shared_ptr<const Annotation> lines;
    bool current = true;
    std::uint64_t used = 0;  // tick
  };
  using Entries = std::list<Entry>;  // most recently used first

  std::uint64_t cost(const Entry& entry) const;
  void use(Entries::iterator entry, bool current);
  void make_room();
  void drop(Entries& entries);

  std::uint64_t memory_, bytes_ = 0, tick_ = 0;
  Entries current_, replaced_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::vector<Entries::iterator>, Hash, std::equal_to<>> paths_;
};

// Origins for lines with these keys that are not known yet, from a version that is like theirs; returns how many.
std::size_t take_origins(std::span<const std::uint32_t> keys, const Annotation& from, std::span<LineOrigin> lines);

}  // namespace gate::history
