#include "gate/scope/line_hash.h"

#include <gmock/gmock.h>

#include <numeric>

namespace gate::scope {
namespace {

using testing::ElementsAre;

std::vector<std::string> hashes(std::string_view text, std::uint32_t lines) {
  std::vector<std::uint32_t> numbers(lines);
  std::iota(numbers.begin(), numbers.end(), 1U);
  return line_hashes(text, numbers);
}

// The expected values are those of github/codeql-action's own tests.
TEST(LineHash, EmptyTextHasOneLine) { EXPECT_THAT(hashes("", 1), ElementsAre("c129715d7a2bc9a3:1")); }

TEST(LineHash, BlanksAreLeftOut) {
  EXPECT_THAT(hashes(" a\nb\n  \t\tc\n d", 4),
              ElementsAre("271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"));
  EXPECT_THAT(hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", 6),
              ElementsAre("8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1",
                          "b86d3392aea1be30:1", "e6ceba753e1a442:1"));
}

TEST(LineHash, EveryLineEndCountsAsLineFeed) {
  for (const char* text :
       {" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
        " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
        " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"}) {
    EXPECT_THAT(hashes(text, 7),
                ElementsAre("e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
                            "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"));
  }
}

TEST(LineHash, EqualHashesAreNumbered) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  EXPECT_THAT(hashes(text, 11),
              ElementsAre("a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4",
                          "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
                          "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"));
}

TEST(LineHash, OccurrencesCountLinesThatWereNotAskedFor) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  const std::uint32_t lines[] = {3, 3, 5, 7, 99};
  EXPECT_THAT(line_hashes(text, lines),
              ElementsAre("a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:5", "a7f2ff1481e87703:1", ""));
}

// A character beyond the basic plane is two units: the same as the two CESU surrogates would be, and not one.
TEST(LineHash, CountsUtf16Units) {
  const auto emoji = hashes("\xF0\x9F\x98\x80", 1);
  const auto replaced = hashes("\xEF\xBF\xBD", 1);
  EXPECT_NE(emoji, replaced);
  // h(hi, lo, EOF, 0...) by the definition: a sum of units times 37^(99 - position).
  std::uint64_t expected = 0;
  const std::uint16_t units[] = {0xD83D, 0xDE00, 0xFFFF};
  for (int i = 0; i < 100; ++i) expected = expected * 37 + (i < 3 ? units[i] : 0);
  char text[32];
  std::snprintf(text, sizeof text, "%llx:1", static_cast<unsigned long long>(expected));
  EXPECT_THAT(emoji, ElementsAre(text));
}

TEST(LineHash, IllFormedBytesAreReplaced) { EXPECT_EQ(hashes("a\xFF z\n", 1), hashes("a\xEF\xBF\xBDz\n", 1)); }

}  // namespace
}  // namespace gate::scope
