#include "gate/forge/words.h"

#include <algorithm>
#include <cctype>

namespace gate::forge {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_commit(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_repository(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) return false;
  const auto is_plain = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; };
  const auto name = text.substr(slash + 1);
  return name != "." && name != ".." && std::ranges::all_of(text.substr(0, slash), is_plain) &&
         std::ranges::all_of(name, is_plain);
}

std::string plain_url(std::string_view text) {
  const bool scheme = text.starts_with("https://") || text.starts_with("http://127.0.0.1");
  const bool plain = std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) || std::string_view("-._~:/?&=#%").contains(static_cast<char>(c));
  });
  return scheme && plain && text.size() <= 500 ? std::string(text) : "";
}

std::string query_text(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text) {
    if (std::isalnum(c) || std::string_view("-._~").contains(static_cast<char>(c))) {
      out += static_cast<char>(c);
    } else {
      out += {'%', kHex[c >> 4], kHex[c & 15]};
    }
  }
  return out;
}

std::string text_at(const Json& value, const char* pointer) {
  const auto place = Json::json_pointer(pointer);
  return value.contains(place) && value[place].is_string() ? value[place].get<std::string>() : "";
}

std::string digits_at(const Json& value, const char* pointer) {
  const auto place = Json::json_pointer(pointer);
  if (!value.contains(place) || !value[place].is_number_unsigned()) return "";
  return std::to_string(value[place].get<std::uint64_t>());
}

}  // namespace gate::forge
