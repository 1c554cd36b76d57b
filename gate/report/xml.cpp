#include "gate/report/xml.h"

#include "gate/report/escape.h"

namespace gate::report {
namespace {

std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&apos;";
    default: return {};
  }
}

// U+FFFE and U+FFFF are well-formed UTF-8, but no characters of XML.
bool is_noncharacter(std::string_view text, std::size_t at) {
  const std::string_view three = text.substr(at, 3);
  return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
}

}  // namespace

std::string xml_line(std::string_view text) {
  const std::string line = plain(text);
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (is_noncharacter(line, at)) {
      out += "\xEF\xBF\xBD";
      at += 2;
    } else if (const std::string_view name = entity(line[at]); !name.empty()) {
      out += name;
    } else {
      out += line[at];
    }
  }
  return out;
}

}  // namespace gate::report
