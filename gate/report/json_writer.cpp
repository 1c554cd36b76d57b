#include "gate/report/json_writer.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "gate/base/text.h"
#include "gate/report/escape.h"

namespace gate::report {
namespace {

// ASCII that needs no second look.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned char c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\' && c != '[';
  return plain;
}();

// Anything that `printable` would not show as it is: controls, bidi and invisible characters.
bool is_hidden(std::string_view character) { return printable(character) != character; }

void append_escaped(std::string& out, char32_t c) {
  const auto unit = [&](std::uint32_t value) { fmt::format_to(std::back_inserter(out), "\\u{:04x}", value); };
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c < 0x10000) {
    unit(c);
  } else {
    unit(0xD800 + ((c - 0x10000) >> 10));
    unit(0xDC00 + ((c - 0x10000) & 0x3FF));
  }
}

}  // namespace

void JsonWriter::begin(char bracket) {
  separate();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!first_ && depth_ < open_levels_) break_line();
  out_ += bracket;
  first_ = false;
}

void JsonWriter::break_line() {
  out_ += '\n';
  out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
}

// Whatever must stand before the next key or value.
void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_ += ',';
  if (depth_ <= open_levels_) {
    break_line();
  } else if (!first_) {
    out_ += ' ';
  }
  first_ = false;
}

void JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\": ";
  after_key_ = true;
}

void JsonWriter::raw(std::string_view text) {
  separate();
  out_ += text;
}

void JsonWriter::value(std::string_view text) {
  separate();
  if (is_utf8(text)) {
    append_string(text);
  } else {
    append_string(to_utf8(text));
  }
}

void JsonWriter::value(bool truth) { raw(truth ? "true" : "false"); }

void JsonWriter::value(double number) { raw(std::isfinite(number) ? fmt::format("{}", number) : "null"); }

void JsonWriter::append_string(std::string_view text) {
  out_ += '"';
  std::size_t done = 0;  // everything before it has been written
  const auto flush = [&](std::size_t to) { out_.append(text, done, to - done); };
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (kPlain[lead]) {
      ++i;
      continue;
    }
    const CodePoint c = decode_utf8(text, i);
    if (lead == '"' || lead == '\\') {
      flush(i);
      out_ += '\\';
      done = i;
    } else if (lead < 0x20 || (lead == '[' && is_command_bracket(text, i)) ||
               (lead >= 0x7F && is_hidden(text.substr(i, c.length)))) {
      flush(i);
      append_escaped(out_, c.value);
      done = i + c.length;
    }
    i += c.length;
  }
  flush(text.size());
  out_ += '"';
}

std::string JsonWriter::take() {
  out_ += '\n';
  return std::move(out_);
}

}  // namespace gate::report
