#include "gate/base/json.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/json_check.h"
#include "gate/base/text.h"

namespace gate {
namespace {

constexpr std::size_t kDeepest = 1000;

// Offset of the bracket that opens one level too many; npos when there is none. Strings are skipped, nothing is
// checked.
std::size_t too_deep(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '"':
        for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\';
        break;
      case '{':
      case '[':
        if (++depth > kDeepest) return at;
        break;
      case '}':
      case ']': depth -= depth > 0; break;
      default: break;
    }
  }
  return std::string_view::npos;
}

std::string place_text(std::string_view name, std::string_view text, std::size_t offset) {
  LineIndex::Place place = LineIndex(text).place(offset);
  return fmt::format("{}:{}:{}", name, place.line, place.column);
}

// nlohmann's own words, without its prefix: for what only it refuses, such as numbers out of range.
std::string plain_words(std::string_view what) {
  std::size_t colon = what.find(": ");
  return std::string(colon == std::string_view::npos ? what : what.substr(colon + 2));
}

template <class J>
std::string dump(const J& value, int indent) {
  return value.dump(indent, ' ', false, J::error_handler_t::replace);
}

}  // namespace

Expected<Json> parse_json(std::string_view text, std::string_view name) {
  if (std::size_t deep = too_deep(text); deep != std::string_view::npos) {
    return fail(ErrorKind::limit, fmt::format("nested deeper than {} levels", kDeepest), place_text(name, text, deep));
  }
  std::string words = "not JSON";
  std::size_t offset = 0;
  try {
    // nlohmann-json takes a NUL for the end of the text; in JSON it may stand nowhere.
    if (text.find('\0') == std::string_view::npos) return Json::parse(text);
  } catch (const Json::parse_error& error) {
    words = plain_words(error.what());
    offset = error.byte == 0 ? 0 : error.byte - 1;
  } catch (const Json::exception& error) {
    words = plain_words(error.what());
  }
  auto problems = check_json(text, JsonDialect::strict);
  if (!problems.empty()) {
    words = problems.front().message;
    offset = problems.front().offset;
  }
  return fail(ErrorKind::parse, words, place_text(name, text, offset));
}

std::string dump_json(const Json& value, int indent) { return dump(value, indent); }
std::string dump_json(const OrderedJson& value, int indent) { return dump(value, indent); }

}  // namespace gate
