#include "analyzers/patterns/message.h"

#include <algorithm>
#include <cctype>

namespace gate::patterns {
namespace {

constexpr std::size_t kLongest = 150;

std::string_view first_line(std::string_view text) {
  return text.substr(0, std::min({text.find('\n'), kLongest, text.size()}));
}

std::size_t name_length(std::string_view text) {
  std::size_t length = text.starts_with("$...") ? 4 : 1;
  const std::size_t skip = length;
  while (length < text.size() && (std::isalnum(static_cast<unsigned char>(text[length])) || text[length] == '_'))
    ++length;
  return length == skip ? 0 : length;
}

}  // namespace

std::string render_message(std::string_view text, const Rule& rule, const Bindings& bindings) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = text[at] == '$' ? name_length(text.substr(at)) : 0;
    if (length == 0) {
      out += text[at++];
      continue;
    }
    const std::string_view name = text.substr(at, length);
    const auto known = std::ranges::find(rule.variables, name);
    const Binding* binding =
        known == rule.variables.end() ? nullptr : find(bindings, static_cast<Variable>(known - rule.variables.begin()));
    out += binding ? first_line(binding->text) : name;
    at += length;
  }
  return out;
}

}  // namespace gate::patterns
