#include "gate/diagnostics/sarif_message.h"

#include <algorithm>

#include "gate/diagnostics/json_stream.h"
#include "gate/diagnostics/words.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostLooked = 16'384;  // bytes of a message, before it is put on one line
constexpr std::size_t kMostArgument = 1'024;

std::string_view text_by_id(const Json& strings, const char* id) {
  const Json& entry = member(strings, id);
  const auto text = text_of(entry, "text");
  return text.empty() ? text_of(entry, "markdown") : text;
}

std::string_view template_of(const Json& message, const SarifRule& rule) {
  if (const auto text = text_of(message, "text"); !text.empty()) return text;
  if (const std::string id(text_of(message, "id")); !id.empty()) {
    const auto own = text_by_id(member(*rule.words, "messageStrings"), id.c_str());
    const auto text = own.empty() ? text_by_id(member(*rule.component, "globalMessageStrings"), id.c_str()) : own;
    if (!text.empty()) return text;
  }
  return text_of(message, "markdown");
}

}  // namespace

std::string with_arguments(std::string_view text, const Json& arguments) {
  std::string out;
  for (std::size_t at = 0; at < text.size() && out.size() < kMostLooked; ++at) {
    const char c = text[at];
    const bool doubled = (c == '{' || c == '}') && at + 1 < text.size() && text[at + 1] == c;
    const std::size_t close = c == '{' && !doubled ? text.substr(at, 12).find('}') : std::string_view::npos;
    const bool digits =
        close != std::string_view::npos && close > 1 &&
        std::ranges::all_of(text.substr(at + 1, close - 1), [](char d) { return d >= '0' && d <= '9'; });
    const Json& argument =
        digits ? element_at(arguments, std::stoll(std::string(text.substr(at + 1, close - 1)))) : element_at({}, -1);
    if (argument.is_string()) {
      out += std::string_view(argument.get_ref<const std::string&>()).substr(0, kMostArgument);
      at += close;
    } else {
      out += c;
      at += doubled;
    }
  }
  return out;
}

std::string without_links(std::string_view text) {
  if (text.find("](") == std::string_view::npos) return std::string(text);
  std::string out;
  std::size_t opened = std::string::npos;  // the last '[' in `out` that may begin a link
  bool closes = true;                      // a ')' is still to come
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size() && std::string_view("[]\\").find(text[at + 1]) != std::string_view::npos) {
      out += text[++at];
      continue;
    }
    if (c == ']' && opened != std::string::npos && text.substr(at + 1).starts_with('(') && closes) {
      const std::size_t end = text.find(')', at);
      closes = end != std::string_view::npos;
      if (closes) {
        out.erase(opened, 1);
        opened = std::string::npos;
        at = end;
        continue;
      }
    }
    if (c == '[') opened = out.size();
    out += c;
  }
  return out;
}

std::string message_of(const Json& message, const SarifRule& rule, std::size_t most) {
  const auto text = template_of(message, rule).substr(0, kMostLooked);
  const Json& arguments = elements_of(message, "arguments");
  return one_line(without_links(arguments.empty() ? std::string(text) : with_arguments(text, arguments)), most);
}

}  // namespace gate::diagnostics
