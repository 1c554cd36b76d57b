#include "gate/git/similarity.h"

#include <algorithm>

namespace gate::git {
namespace {

constexpr std::uint32_t kHashBase = 107'927;
constexpr std::uint32_t kLongestPiece = 64;

}  // namespace

Pieces::Pieces(std::string_view contents, bool text) {
  // Bytes by hash in one table: a blob has far more pieces than distinct ones only when it is large.
  std::vector<Piece> found;
  found.reserve(contents.size() / 24 + 1);
  std::uint32_t low = 0, high = 0, length = 0;
  for (std::size_t at = 0; at < contents.size(); ++at) {
    const auto byte = static_cast<unsigned char>(contents[at]);
    if (text && byte == '\r' && at + 1 < contents.size() && contents[at + 1] == '\n') continue;
    const std::uint32_t previous = low;
    low = (low << 7) ^ (high >> 25);
    high = (high << 7) ^ (previous >> 25);
    low += byte;
    if (++length < kLongestPiece && byte != '\n') continue;
    found.push_back({(low + high * 0x61) % kHashBase, length});
    low = high = length = 0;
  }
  std::ranges::sort(found, {}, &Piece::hash);
  for (const Piece& piece : found) {
    if (!pieces_.empty() && pieces_.back().hash == piece.hash) {
      pieces_.back().bytes += piece.bytes;
    } else {
      pieces_.push_back(piece);
    }
  }
  pieces_.shrink_to_fit();
}

std::uint64_t Pieces::shared_with(const Pieces& other) const {
  std::uint64_t shared = 0;
  auto theirs = other.pieces_.begin();
  for (const Piece& ours : pieces_) {
    while (theirs != other.pieces_.end() && theirs->hash < ours.hash) ++theirs;
    if (theirs == other.pieces_.end()) break;
    if (theirs->hash == ours.hash) shared += std::min(ours.bytes, theirs->bytes);
  }
  return shared;
}

bool sizes_may_match(std::uint64_t before, std::uint64_t after, std::uint64_t minimum) {
  const std::uint64_t larger = std::max(before, after);
  const std::uint64_t difference = larger - std::min(before, after);
  return larger * (kFullScore - minimum) >= difference * kFullScore;
}

}  // namespace gate::git
