// SHA-256 (FIPS 180-4) for identities, and a fast 64-bit hash for tables in memory only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gate {

// Lower-case hexadecimal digest, 64 characters.
std::string sha256_hex(std::string_view bytes);

// FNV-1a, 64 bits: stable across runs and machines, not collision resistant.
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t seed = 14695981039346656037ULL) {
  for (unsigned char c : bytes) seed = (seed ^ c) * 1099511628211ULL;
  return seed;
}

}  // namespace gate
