#include "gate/diagnostics/words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "gate/base/text.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostSlug = 64, kMostRule = 200, kMostAddress = 2'048;
constexpr std::uint32_t kMostPosition = 1u << 31;
constexpr std::string_view kEllipsis = "…";

struct Word {
  std::string_view word;
  Severity severity;
};

constexpr std::array kWords = {
    Word{"blocker", Severity::critical},
    Word{"critical", Severity::critical},
    Word{"fatal", Severity::high},
    Word{"error", Severity::high},
    Word{"err", Severity::high},
    Word{"e", Severity::high},
    Word{"f", Severity::high},
    Word{"failure", Severity::high},
    Word{"high", Severity::high},
    Word{"severe", Severity::high},
    Word{"major", Severity::medium},
    Word{"medium", Severity::medium},
    Word{"moderate", Severity::medium},
    Word{"warning", Severity::medium},
    Word{"warn", Severity::medium},
    Word{"w", Severity::medium},
    Word{"minor", Severity::low},
    Word{"low", Severity::low},
    Word{"note", Severity::low},
    Word{"notice", Severity::low},
    Word{"info", Severity::low},
    Word{"information", Severity::low},
    Word{"informational", Severity::low},
    Word{"i", Severity::low},
    Word{"n", Severity::low},
    Word{"hint", Severity::low},
    Word{"style", Severity::low},
    Word{"convention", Severity::low},
    Word{"c", Severity::low},
    Word{"refactor", Severity::low},
    Word{"r", Severity::low},
    Word{"suggestion", Severity::low},
    Word{"none", Severity::info},
};

bool blank(unsigned char c) { return c <= ' ' || c == 0x7F; }

}  // namespace

std::optional<Severity> severity_of_word(std::string_view word) {
  const std::string wanted = lower(trim(word));
  const auto found = std::ranges::find(kWords, wanted, &Word::word);
  if (found == kWords.end()) return std::nullopt;
  return found->severity;
}

std::string slug(std::string_view name) {
  std::string out;
  for (char c : lower(name.substr(0, kMostAddress))) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    if (kept) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
    if (out.size() == kMostSlug) break;
  }
  while (out.ends_with('-')) out.pop_back();
  if (out.empty()) return "tool";
  return out == "gate" ? "gate-report" : out;
}

std::string rule_name(std::string_view id) {
  std::string out;
  for (char c : to_utf8(id.substr(0, kMostRule * 2))) {
    if (!blank(static_cast<unsigned char>(c))) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-') || out.ends_with('/')) out.pop_back();
  out.erase(0, std::min(out.find_first_not_of('/'), out.size()));
  return out.empty() ? std::string(kNoRule) : cut_text(out, kMostRule);
}

std::string cut_text(std::string_view text, std::size_t most) {
  if (text.size() <= most) return to_utf8(text);
  std::string out = to_utf8(text.substr(0, most));  // replaced bytes make it longer, never shorter
  std::size_t end = std::min(out.size(), most - kEllipsis.size());
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  out.resize(end);
  return out.append(kEllipsis);
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string out;
  for (char c : text) {
    if (!blank(static_cast<unsigned char>(c))) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
    if (out.size() > most) break;
  }
  while (out.ends_with(' ')) out.pop_back();
  return cut_text(out, most);
}

std::uint32_t position(std::string_view digits) {
  digits = trim(digits);
  std::uint32_t value = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool good = code == std::errc() && end == digits.data() + digits.size() && value <= kMostPosition;
  return good ? value : 0;
}

std::string web_address(std::string_view text) {
  const bool web = text.starts_with("https://") || text.starts_with("http://");
  const bool plain = std::ranges::none_of(text, [](unsigned char c) { return blank(c) || c == '"' || c == '<'; });
  return web && plain && text.size() <= kMostAddress && is_utf8(text) ? std::string(text) : "";
}

}  // namespace gate::diagnostics
