#include "gate/base/text.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

using Texts = std::vector<std::string>;

TEST(Utf8, WellFormedAndNot) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("plain text longer than eight bytes, gr\xC3\xBC\xC3\x9F\xE2\x82\xAC\xF0\x9F\x98\x80"));
  for (const char* bad : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF",
                          "12345678\xC3", "\xF0\x9F\x98"}) {
    EXPECT_FALSE(is_utf8(bad)) << printable(bad);
  }
}

// The examples of Unicode 15, table 3-8: one U+FFFD for each maximal subpart.
TEST(Utf8, Replacement) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(to_utf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
            "a" + r + r + r + "b" + r + "c" + r + r + "d");
  EXPECT_EQ(to_utf8("\xED\xA0\x80"), r + r + r);
  EXPECT_EQ(to_utf8("gr\xC3\xBC\xC3\x9F"), "gr\xC3\xBC\xC3\x9F");
}

TEST(Utf8, AppendIsTheInverseOfDecode) {
  for (char32_t c : {0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF}) {
    std::string text;
    append_utf8(text, c);
    CodePoint decoded = decode_utf8(text, 0);
    EXPECT_TRUE(decoded.valid);
    EXPECT_EQ(decoded.value, c);
    EXPECT_EQ(decoded.length, text.size());
  }
}

TEST(Utf16, Length) {
  EXPECT_EQ(utf16_length("a\xC3\xBC\xE2\x82\xAC"), 3u);
  EXPECT_EQ(utf16_length("\xF0\x9F\x98\x80"), 2u);
  EXPECT_EQ(utf16_length("\xFF\xFF"), 2u);
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("a\tb"), "a\tb");
  EXPECT_EQ(printable("\x1B[31m\x07\x7F"), "\\x1B[31m\\x07\\x7F");
  EXPECT_EQ(printable("a\nb\r"), "a\\x0Ab\\x0D");
  EXPECT_EQ(printable("a\nb\r", true), "a\nb\\x0D");
  EXPECT_EQ(printable("\xC2\x9B"
                      "0m"),
            "\\u{009B}0m");
  EXPECT_EQ(printable("\xE2\x80\xAE"
                      "abc\xE2\x81\xA6\xE2\x80\x8B"),
            "\\u{202E}abc\\u{2066}\\u{200B}");
  EXPECT_EQ(printable("\xF3\xA0\x81\x81"), "\\u{E0041}");
  EXPECT_EQ(printable("\xFF\xC3"), "\\xFF\\xC3");
  EXPECT_EQ(printable("gr\xC3\xBC\xC3\x9F \xE2\x9A\xA0\xEF\xB8\x8F"), "gr\xC3\xBC\xC3\x9F \xE2\x9A\xA0\xEF\xB8\x8F");
}

TEST(Base64, Rfc4648Vectors) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (auto [plain, coded] : vectors) {
    EXPECT_EQ(base64(plain), coded);
    EXPECT_EQ(unbase64(coded), plain);
  }
  EXPECT_EQ(base64("\xFB\xFF"), "+/8=");
  for (const char* bad : {"Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zm-v", "Zg==Zg=="}) {
    EXPECT_FALSE(unbase64(bad)) << bad;
  }
}

TEST(Lines, WithoutTheirTerminators) {
  EXPECT_EQ(split_lines("a\r\n\nb"), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split_lines("a\n"), (std::vector<std::string_view>{"a"}));
  EXPECT_EQ(split_lines("a\r"), (std::vector<std::string_view>{"a\r"}));
  EXPECT_TRUE(split_lines("").empty());
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (Texts{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), (Texts{""}));
}

TEST(Trim, AsciiSpace) {
  EXPECT_EQ(trim(" \t\r\na b\v\f "), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(lower("AbC-\xC3\x84"), "abc-\xC3\x84");
}

TEST(Nearest, TypingErrors) {
  const Texts keys = {"analyzers", "policies", "paths", "ledger"};
  EXPECT_EQ(nearest("polices", keys), "policies");
  EXPECT_EQ(nearest("analysers", keys), "analyzers");
  EXPECT_EQ(nearest("something", keys), "");
  EXPECT_EQ(nearest("", keys), "");
  EXPECT_EQ(nearest("x", {"ab"}), "");
  EXPECT_EQ(nearest(std::string(1'000'000, 'a'), keys), "");
}

TEST(LineIndex, Places) {
  std::string_view text = "ab\r\n\ncd";
  LineIndex index(text);
  EXPECT_EQ(index.line_count(), 3u);
  EXPECT_EQ(index.place(0).line, 1u);
  EXPECT_EQ(index.place(3).line, 1u);
  EXPECT_EQ(index.place(3).column, 4u);
  EXPECT_EQ(index.place(4).line, 2u);
  EXPECT_EQ(index.place(6).line, 3u);
  EXPECT_EQ(index.place(6).column, 2u);
  EXPECT_EQ(index.place(100).line, 3u);
  EXPECT_EQ(index.line(1), "ab");
  EXPECT_EQ(index.line(2), "");
  EXPECT_EQ(index.line(3), "cd");
  EXPECT_EQ(index.line(0), "");
  EXPECT_EQ(index.line(4), "");
}

TEST(LineIndex, TheEndIsOnTheLastLine) {
  LineIndex index("a\nb\n");
  EXPECT_EQ(index.line_count(), 2u);
  EXPECT_EQ(index.place(4).line, 2u);
  EXPECT_EQ(LineIndex("").place(0).line, 1u);
}

}  // namespace
}  // namespace gate
