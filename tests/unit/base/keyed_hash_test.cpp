#include "gate/base/keyed_hash.h"

#include <gtest/gtest.h>

#include <string>

namespace gate {
namespace {

// The paper's own test vector (appendix A): key 00..0f, message 00..0e.
TEST(KeyedHash, IsSipHash24) {
  HashKey key;
  for (unsigned char i = 0; i < 16; ++i) key[i] = i;
  std::string message;
  for (char c = 0; c < 15; ++c) message += c;
  EXPECT_EQ(keyed_hash(message, key), 0xa129ca6149be45e5ULL);
}

TEST(KeyedHash, KeysDiffer) { EXPECT_NE(random_hash_key(), random_hash_key()); }

}  // namespace
}  // namespace gate
