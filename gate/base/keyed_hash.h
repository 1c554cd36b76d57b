// Keyed 64-bit hashes: without the key nobody can tell what was hashed by trying names. SipHash-2-4 (Aumasson and
// Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace gate {

using HashKey = std::array<unsigned char, 16>;

HashKey random_hash_key();  // from the system's source of randomness
std::uint64_t keyed_hash(std::string_view bytes, const HashKey& key);

}  // namespace gate
