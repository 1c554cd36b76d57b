#include "gate/diagnostics/regions.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnostics/json_stream.h"

namespace gate::diagnostics {
namespace {

constexpr std::int64_t kMostLine = 1LL << 31;
constexpr std::size_t kMostWalked = 512u << 20;  // then columns of lines that are not ASCII stay as they are
constexpr std::uint32_t kPastTheEnd = 1;         // tools put what is missing at the end on the line behind it

// A line or a column; 0 when it is absent or none.
std::uint32_t ordinal(const Json& region, const char* key) {
  const auto value = integer_of(region, key).value_or(0);
  return value < 1 || value > kMostLine ? 0 : static_cast<std::uint32_t>(value);
}

// -1 when absent.
std::int64_t offset_of(const Json& region, const char* key) { return integer_of(region, key).value_or(-1); }

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

}  // namespace

Regions::File::File(std::shared_ptr<const std::string> contents)
    : text(std::move(contents)), lines(*text), ascii(is_ascii(*text)) {}

const Regions::File* Regions::file(const std::string& path) {
  const auto [known, missing] = files_.try_emplace(path);
  if (missing && reading_.text_of) {
    if (auto text = reading_.text_of(path)) known->second = std::make_unique<File>(std::move(text));
  }
  return known->second.get();
}

// Bytes that so many units of `text` occupy; its size when it has fewer.
std::size_t Regions::units_to_bytes(std::string_view text, std::size_t units, ColumnUnit unit) {
  std::size_t at = 0;
  while (at < text.size() && units > 0) {
    const CodePoint c = decode_utf8(text, at);
    const std::size_t width = unit == ColumnUnit::utf16 && c.value > 0xFFFF ? 2 : 1;
    at += c.length;
    units -= std::min(units, width);
  }
  walked_ += at;
  return at;
}

std::uint32_t Regions::column(const File& file, std::uint32_t line, std::uint32_t column, ColumnUnit unit) {
  const std::string_view text = file.lines.line(line);
  if (file.ascii || walked_ > kMostWalked) return std::min(column, static_cast<std::uint32_t>(text.size()) + 1);
  return static_cast<std::uint32_t>(units_to_bytes(text, column - 1, unit)) + 1;
}

void Regions::by_lines(const Json& region, const File* file, ColumnUnit unit, Region& out) {
  Place& place = out.place;
  place.column = std::max(ordinal(region, "startColumn"), 1u);
  place.end_line = std::max(ordinal(region, "endLine"), place.line);
  place.end_column = ordinal(region, "endColumn");
  if (file == nullptr) return;
  const auto lines = static_cast<std::uint32_t>(file->lines.line_count());
  if (place.line > lines + kPastTheEnd && past_the_end_.empty())
    past_the_end_ = fmt::format("line {} of {}, which has {} lines", place.line, place.path, lines);
  place.column = column(*file, place.line, place.column, unit);
  place.end_column = place.end_column == 0 ? static_cast<std::uint32_t>(file->lines.line(place.end_line).size()) + 1
                                           : column(*file, place.end_line, place.end_column, unit);
  if (place.end_line == place.line) place.end_column = std::max(place.end_column, place.column);
  out.exact = place.end_line <= lines && walked_ <= kMostWalked;
}

void Regions::by_offset(const File& file, std::int64_t start, std::int64_t length, Region& out) {
  const auto size = static_cast<std::int64_t>(file.text->size());
  if (start < 0 || start > size) return;
  const auto end = start + std::clamp<std::int64_t>(length, 0, size - start);
  const auto first = file.lines.place(static_cast<std::size_t>(start));
  const auto last = file.lines.place(static_cast<std::size_t>(end));
  out.place.line = first.line, out.place.column = first.column;
  out.place.end_line = last.line, out.place.end_column = last.column;
  out.exact = true;
}

Region Regions::find(const std::string& path, const Json& region, ColumnUnit unit) {
  Region out{{path, 0, 0, 0, 0}, false};
  if (!region.is_object()) return out;
  const File* text = file(path);
  out.place.line = ordinal(region, "startLine");
  if (out.place.line != 0) {
    by_lines(region, text, unit, out);
    return out;
  }
  if (text == nullptr) return out;
  auto start = offset_of(region, "charOffset"), length = offset_of(region, "charLength");
  if (start < 0) {
    by_offset(*text, offset_of(region, "byteOffset"), offset_of(region, "byteLength"), out);
  } else if (text->ascii) {
    by_offset(*text, start, length, out);
  } else if (walked_ <= kMostWalked) {
    const std::string_view whole = *text->text;
    const std::size_t first = units_to_bytes(whole, static_cast<std::size_t>(start), unit);
    const std::size_t rest =
        units_to_bytes(whole.substr(first), static_cast<std::size_t>(std::max<std::int64_t>(length, 0)), unit);
    by_offset(*text, static_cast<std::int64_t>(first), static_cast<std::int64_t>(rest), out);
  }
  return out;
}

}  // namespace gate::diagnostics
