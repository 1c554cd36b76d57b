// Which lines of one list reappear in another, by their hashes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gate::history {

inline constexpr std::uint32_t kNoLine = UINT32_MAX;

// For each element of `after` the element of `before` that it is, or kNoLine; ascending and each once. The longest
// common subsequence where the product of the sizes is small (below 2^18), else what anchors of elements that occur
// once and their neighbours give.
std::vector<std::uint32_t> match_in_order(std::span<const std::uint64_t> before, std::span<const std::uint64_t> after);

}  // namespace gate::history
