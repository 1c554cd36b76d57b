#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "analyzers/patterns/conditions.h"

namespace gate::patterns {
namespace {

// How surprising letters are in English text, in half bits counted from 'A': each by itself, and after another.
// Counted over the words of documentation and licenses; what never occurred is at the scale's end.
constexpr std::string_view kLetters = "IMJJGLLJHSOJKIIKTIIHKOMPMU";
constexpr std::array<std::string_view, 26> kAfter{
    "TKIJVPKUJWMHJFYLUGHFLMRSMU", "IPMOEUVVIJYGMWJSkIKOFTXUHX", "HTLSGUVGKZIJQUEQWKPGJNX]PZ",
    "HRNJDRRUERSMQQHQUMJQJQTUN]", "JNIGKKORPUUKKGRKOFGJTMOJOX", "H]TUIIUXE[`LUREV`HLKIl]`Ml",
    "LZKSEQLIEV[LLILO^IJPITR^RR", "FXXWCWWZG_ZQSRHUbNOJN]VmSb", "LLILLJKZV]QILEHNWLHFWLaM`P",
    "HRKNCPRQPSINNPIOOPIPHSQTWW", "GQUQCMLRGRTOTKKNUQHLMVN[QX", "GSSJEPSYFVRGTUHNbQJJKRR[IY",
    "EKTODXVWH]VLIRHG]UKSLVZ]R]", "IUIGHLGUKWONQNHQZUHFLNV[MX", "QMKJPIMWNROKHEMJ^FLIHMKUXX",
    "FWPLGTQNJ[QHQSGJ]GKHJ[VZJa", "TTXdUSXdSddLPXXSXPINASXdXd", "HRLLDPJXH]MNKKHQaKIJLPQ^J[",
    "KTLPERSJGVONOPIKRPHEIRRWMZ", "IVMPFQXEGZUNQVGM^IJLL[PVLV", "LJKMJOJ^J`WHIGQI]GFGUZ`PYV",
    "FXQXBWR^GjXXQOKZjWOYRXZ[Zj", "GYURGZVEEjUQVKG[jKKSVjM[[_", "HUGPESTPHgSRKRSFZTOFRVXNMS",
    "NONSKPIUIUXKJKEGVIGHTSKXQQ", "GVSQCPVOFVSNOTJQTNNTScccKK",
};
// Digits, punctuation and bytes beyond ASCII: as if drawn from letters of both cases and digits.
const double kOther = std::log2(62.0);

constexpr double kLeastBits = 64;
constexpr double kLeastDensity = 0.6;

std::optional<std::size_t> letter(char c) {
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'z' ? std::optional(static_cast<std::size_t>(low - 'a')) : std::nullopt;
}

double half_bits(char code) { return static_cast<double>(code - 'A') / 2; }

double alone(char c) {
  const auto index = letter(c);
  return index ? half_bits(kLetters[*index]) : kOther;
}

double after(char before, char c) {
  const auto first = letter(before), second = letter(c);
  return first && second ? half_bits(kAfter[*first][*second]) : alone(c);
}

// The mean surprise of a character, over all stretches of up to three that start in the text; times their number.
double bits(std::string_view text) {
  double sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t length = std::min<std::size_t>(3, text.size() - i);
    double stretch = alone(text[i]);
    for (std::size_t k = 1; k < length; ++k) stretch += after(text[i + k - 1], text[i + k]);
    sum += stretch / static_cast<double>(length);
  }
  return sum;
}

}  // namespace

bool high_entropy(std::string_view text) {
  if (text.empty() || text.find_first_not_of(text[0]) == std::string_view::npos) return false;
  const double information = bits(text);
  return information > kLeastBits && information / (8 * static_cast<double>(text.size())) > kLeastDensity;
}

}  // namespace gate::patterns
