#include "gate/base/keyed_hash.h"

#include <sodium.h>

namespace gate {

static_assert(crypto_shorthash_KEYBYTES == std::tuple_size_v<HashKey>);

HashKey random_hash_key() {
  HashKey key;
  randombytes_buf(key.data(), key.size());
  return key;
}

std::uint64_t keyed_hash(std::string_view bytes, const HashKey& key) {
  std::array<unsigned char, crypto_shorthash_BYTES> out;
  crypto_shorthash(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), key.data());
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < out.size(); ++i) hash |= std::uint64_t{out[i]} << (8 * i);  // the same on every machine
  return hash;
}

}  // namespace gate
