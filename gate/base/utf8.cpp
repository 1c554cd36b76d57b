#include <fmt/format.h>

#include <cstring>

#include "gate/base/text.h"

namespace gate {
namespace {

std::size_t ascii_prefix(std::string_view text, std::size_t from) {
  std::size_t at = from;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if (word & 0x8080808080808080ULL) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

struct Range {
  char32_t first, last;
};

// Bidi controls (UAX #9) and characters that leave no mark on a screen; variation selector 16 is left alone, it
// belongs to emoji and carries nothing.
constexpr Range kHidden[] = {{0x00, 0x08},     {0x0A, 0x1F},       {0x7F, 0x9F},      {0xAD, 0xAD},
                             {0x034F, 0x034F}, {0x061C, 0x061C},   {0x115F, 0x1160},  {0x17B4, 0x17B5},
                             {0x180B, 0x180F}, {0x200B, 0x200F},   {0x2028, 0x202E},  {0x2060, 0x206F},
                             {0x3164, 0x3164}, {0xFE00, 0xFE0E},   {0xFEFF, 0xFEFF},  {0xFFA0, 0xFFA0},
                             {0xFFF0, 0xFFFB}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

bool hidden(char32_t c) {
  for (const Range& range : kHidden) {
    if (c <= range.last) return c >= range.first;
  }
  return false;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  std::uint8_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {};
  // The second byte's range rules out overlong forms, surrogates and values beyond U+10FFFF.
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t value = lead & (0xFF >> (length + 1));
  for (std::uint8_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) return {0xFFFD, i, false};
    value = (value << 6) | (byte(at + i) & 0x3F);
    low = 0x80, high = 0xBF;
  }
  return {value, length, true};
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    out += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
            static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = ascii_prefix(text, 0); at < text.size(); at = ascii_prefix(text, at)) {
    CodePoint c = decode_utf8(text, at);
    if (!c.valid) return false;
    at += c.length;
  }
  return true;
}

std::string to_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode_utf8(text, at);
    append_utf8(out, c.value);
    at += c.length;
  }
  return out;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode_utf8(text, at);
    units += !c.valid ? c.length : c.value >= 0x10000 ? 2 : 1;
    at += c.length;
  }
  return units;
}

std::string printable(std::string_view text, bool keep_newlines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode_utf8(text, at);
    std::string_view bytes = text.substr(at, c.length);
    at += c.length;
    if (!c.valid) {
      for (unsigned char byte : bytes) fmt::format_to(std::back_inserter(out), "\\x{:02X}", byte);
    } else if (!hidden(c.value) || (c.value == '\n' && keep_newlines)) {
      out += bytes;
    } else if (c.value < 0x80) {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}", static_cast<unsigned>(c.value));
    } else {
      fmt::format_to(std::back_inserter(out), "\\u{{{:04X}}}", static_cast<unsigned>(c.value));
    }
  }
  return out;
}

}  // namespace gate
