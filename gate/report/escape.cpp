#include "gate/report/escape.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"

namespace gate::report {
namespace {

bool is_alnum(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

void append_percent(std::string& out, unsigned char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += '%';
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

// Characters that mean something to markdown or HTML. A comment after '@' and '#' splits the text node, so that the
// forge's own search for mentions and references, which runs on the rendered page, finds none.
std::string_view markdown_entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '@': return "&#64;<!-- -->";
    case '#': return "&#35;<!-- -->";
    case '`': return "&#96;";
    case '|': return "&#124;";
    case '*': return "&#42;";
    case '_': return "&#95;";
    case '~': return "&#126;";
    case '[': return "&#91;";
    case ']': return "&#93;";
    case '!': return "&#33;";
    case '\\': return "&#92;";
    case ':': return "&#58;";
    case '$': return "&#36;";
    default: return {};
  }
}

// Where the character stands that would make a list of a line: "-", "+", "1." or "1)"; npos when there is none.
std::size_t bullet_at(std::string_view line, std::size_t first) {
  const std::size_t at = line.find_first_not_of("0123456789", first);
  if (at == std::string_view::npos || (at + 1 < line.size() && line[at + 1] != ' ')) return std::string_view::npos;
  const bool bullet = at == first ? line[at] == '-' || line[at] == '+' : line[at] == '.' || line[at] == ')';
  return bullet ? at : std::string_view::npos;
}

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0, run = 0;
  for (char each : text) {
    run = each == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out = printable(text);
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

std::string plain_path(std::string_view path) {
  constexpr std::string_view kBare = "/._-+@=~^,%()[]{}";
  const bool bare = !path.empty() && std::all_of(path.begin(), path.end(), [&](unsigned char c) {
    return is_alnum(c) || c >= 0x80 || kBare.find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (bare) return printable(path);
  std::string out = "\"";
  for (char c : printable(path)) {
    if (c == '"') out += '\\';
    if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_command_bracket(std::string_view text, std::size_t at) {
  if (text[at] != '[') return false;
  while (at > 0 && text[at - 1] >= 'a' && text[at - 1] <= 'z') --at;
  return at >= 2 && text[at - 1] == '#' && text[at - 2] == '#';
}

std::string without_commands(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = true;  // only blanks stand before in this line
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (blank && text.substr(at, 2) == "::") {
      out += "\\x3A";
    } else if (is_command_bracket(text, at)) {
      out += "\\x5B";
    } else {
      out += text[at];
    }
    blank = text[at] == '\n' || (blank && text[at] == ' ');
  }
  return out;
}

std::string command_data(std::string_view text) {
  std::string out;
  for (char c : plain(text)) {
    if (c == '%') {
      append_percent(out, '%');
    } else {
      out += c;
    }
  }
  return out;
}

std::string command_property(std::string_view text) {
  std::string out;
  for (char c : plain(text)) {
    if (c == '%' || c == ':' || c == ',') {
      append_percent(out, static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string markdown(std::string_view text) {
  const std::string line = plain(text);
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t bullet = bullet_at(line, first);
  std::string out = first > 0 ? " " : "";
  for (std::size_t at = first; at < line.size(); ++at) {
    const std::string_view entity = markdown_entity(line[at]);
    if (at == bullet) {
      out += fmt::format("&#{};", static_cast<int>(line[at]));
    } else if (entity.empty()) {
      out += line[at];
    } else {
      out += entity;
    }
  }
  replace_all(out, "www.", "www&#46;");
  return out;
}

std::string markdown_code(std::string_view lines) {
  std::string body;
  for (std::string_view line : split_lines(lines)) body += printable(line) + '\n';
  const std::string fence(std::max<std::size_t>(3, longest_run(body, '`') + 1), '`');
  return fence + "text\n" + body + fence + '\n';
}

std::string uri(std::string_view path) {
  std::string out;
  for (unsigned char c : path) {
    if (is_alnum(c) || std::string_view("-._~/").find(static_cast<char>(c)) != std::string_view::npos) {
      out += static_cast<char>(c);
    } else {
      append_percent(out, c);
    }
  }
  return out;
}

std::string cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace gate::report
