// How much of one blob is found in another, as git's diffcore-delta counts it: both are cut into lines (of at most 64
// bytes), and bytes of equal pieces count as copied.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace gate::git {

// Bytes by piece, ascending by the piece's hash (of 107,927 values, as in git, so that both round alike).
class Pieces {
 public:
  // `text`: a CR before LF is ignored. A last piece without a terminator is not counted (git up to 2.43).
  Pieces(std::string_view contents, bool text);

  // Bytes of this that `other` has too.
  std::uint64_t shared_with(const Pieces& other) const;

  std::size_t memory() const { return pieces_.size() * sizeof(Piece); }

 private:
  struct Piece {
    std::uint32_t hash;
    std::uint32_t bytes;
  };
  std::vector<Piece> pieces_;
};

// Git's scores run to 60,000; exact renames have all of it.
inline constexpr std::uint64_t kFullScore = 60'000;

// The score of `before` -> `after`; 0 where it must be below `minimum` by the sizes alone.
bool sizes_may_match(std::uint64_t before, std::uint64_t after, std::uint64_t minimum);

}  // namespace gate::git
