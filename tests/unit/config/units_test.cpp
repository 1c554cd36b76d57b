#include "gate/config/units.h"

#include <gtest/gtest.h>

namespace gate::config {
namespace {

TEST(Duration, ReadAndWritten) {
  EXPECT_EQ(parse_duration("250ms"), std::chrono::milliseconds(250));
  EXPECT_EQ(parse_duration("120s"), std::chrono::minutes(2));
  EXPECT_EQ(parse_duration("2m"), std::chrono::minutes(2));
  EXPECT_EQ(parse_duration("24h"), std::chrono::hours(24));
  for (const char* bad : {"", "s", "1", "1.5s", "-1s", "0s", "1 s", "1d", "25h", "99999999999999999999s", "1S"}) {
    EXPECT_FALSE(parse_duration(bad)) << bad;
  }
  for (const char* text : {"250ms", "1s", "90s", "2m", "1h"}) EXPECT_EQ(duration_text(*parse_duration(text)), text);
}

TEST(Size, ReadAndWritten) {
  EXPECT_EQ(parse_size("4097"), 4097u);
  EXPECT_EQ(parse_size("2MiB"), 2u << 20);
  EXPECT_EQ(parse_size("3GiB"), 3ull << 30);
  EXPECT_EQ(parse_size("12B"), 12u);
  for (const char* bad : {"", "0", "1MB", "1.5MiB", "-1", "KiB", "99999999999GiB", "1 KiB", "2000GiB"}) {
    EXPECT_FALSE(parse_size(bad)) << bad;
  }
  for (const char* text : {"4097B", "5KiB", "1MiB", "1025KiB", "2GiB"}) EXPECT_EQ(size_text(*parse_size(text)), text);
}

}  // namespace
}  // namespace gate::config
