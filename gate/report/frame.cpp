#include "gate/report/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gate/base/text.h"
#include "gate/report/columns.h"
#include "gate/report/escape.h"

namespace gate::report {
namespace {

constexpr unsigned kTab = 4;
constexpr std::size_t kMostBytes = 4000;  // of a line; snippets are cut long before

// One character as displayed.
struct Cell {
  std::string text;
  unsigned column = 0;  // of the display, 0-based
  unsigned width = 0;
  std::size_t at = 0;  // byte of the line
};

// What of a line is underlined, in bytes.
struct Span {
  std::size_t from = 0, to = 0;
};

unsigned width_of(const CodePoint& c, std::string_view raw, const std::string& shown) {
  if (shown != raw) return static_cast<unsigned>(shown.size());  // written out in ASCII
  return display_width(c.value);
}

std::vector<Cell> lay_out(std::string_view line) {
  line = line.substr(0, kMostBytes);
  std::vector<Cell> cells;
  unsigned column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = decode_utf8(line, at);
    const std::string_view raw = line.substr(at, c.length);
    Cell cell{printable(raw), column, 0, at};
    cell.width = width_of(c, raw, cell.text);
    if (c.value == '\t') {
      cell.width = kTab - column % kTab;
      cell.text.assign(cell.width, ' ');
    }
    column += cell.width;
    at += c.length;
    cells.push_back(std::move(cell));
  }
  return cells;
}

// The part of the display that is shown.
struct Window {
  unsigned shift = 0;
  unsigned width = 0;
  bool cuts(const Cell& cell) const { return cell.column < shift || cell.column + cell.width > shift + width; }
};

Window window_for(const std::vector<Cell>& cells, Span span, unsigned width) {
  const unsigned end = cells.empty() ? 0 : cells.back().column + cells.back().width;
  if (end <= width) return {0, width};
  unsigned from = end, to = end;
  for (const Cell& cell : cells) {
    if (cell.at >= span.from) from = std::min(from, cell.column);
    if (cell.at >= span.to) to = std::min(to, cell.column);
  }
  if (std::min(to, from + width / 3) < width) return {0, width};
  return {from - width / 3, width};
}

std::string shown(const std::vector<Cell>& cells, const Window& window) {
  std::string out;
  for (const Cell& cell : cells) {
    if (cell.column < window.shift) continue;
    if (out.empty()) out.assign(cell.column - window.shift, ' ');  // after half of a wide character
    const bool last = &cell == &cells.back();
    if (cell.column + cell.width > window.shift + window.width - !last) return out + "…";
    out += cell.text;
  }
  return out;
}

std::string carets(const std::vector<Cell>& cells, Span span, const Window& window) {
  std::string out;
  unsigned end = 0;
  for (const Cell& cell : cells) {
    end = cell.column + cell.width;
    if (window.cuts(cell)) continue;
    out.resize(cell.column - window.shift, ' ');
    out.append(cell.width, cell.at >= span.from && cell.at < span.to ? '^' : ' ');
  }
  if (out.find('^') == std::string::npos) {  // nothing wide enough to underline: past the end, or an empty place
    const auto next = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.at >= span.from; });
    const unsigned column = next == cells.end() ? end : next->column;
    if (column < window.shift || column - window.shift > window.width) return {};
    out.assign(column - window.shift, ' ');
    out += '^';
  }
  out.erase(out.find_last_of('^') + 1);
  return out;
}

// What `place` covers of a line whose text begins at byte column `first_column`; from the first character that is no
// blank where the place says no column.
Span span_on(const Place& place, std::uint32_t last, std::uint32_t line, std::string_view text,
             std::uint32_t first_column) {
  const auto offset = [&](std::uint32_t column) { return column < first_column ? 0 : column - first_column; };
  const std::size_t blank = text.find_first_not_of(" \t");
  Span span{blank == std::string_view::npos ? 0 : blank, text.size()};
  if (line == place.line && place.column > 0) span.from = offset(place.column);
  if (line != last) return span;
  if (place.end_line == last && place.end_column > 0) span.to = offset(place.end_column);
  if (place.end_line == 0 && place.column > 0) span.to = span.from + 1;
  return span;
}

// The last line that the place covers: an end before the first column belongs to the line above.
std::uint32_t last_line(const Place& place) {
  if (place.end_line <= place.line) return place.line;
  return place.end_column == 1 ? place.end_line - 1 : place.end_line;
}

}  // namespace

std::string code_frame(const Finding& finding, const Paint& paint, unsigned width, unsigned gutter) {
  const Place& place = finding.place;
  const Snippet& snippet = finding.snippet;
  const std::string_view first_text = snippet_line(snippet, place.line);
  if (place.line == 0 || first_text.data() == nullptr) return {};
  const std::uint32_t last = last_line(place);
  const auto span = [&](std::uint32_t line, std::string_view text) {
    return span_on(place, last, line, text, snippet.first_column);
  };
  const unsigned room = std::max(20u, width > gutter + 3 ? width - gutter - 3 : 0);
  const Window window = window_for(lay_out(first_text), span(place.line, first_text), room);
  const bool cut_before = window.shift > 0 || snippet.first_column > 1;
  const std::string bar = paint(Ink::blue, fmt::format("{:>{}} |", "", gutter));

  std::string out = bar + '\n';
  for (std::size_t i = 0; i < snippet.lines.size(); ++i) {
    const auto line = static_cast<std::uint32_t>(snippet.first_line + i);
    const bool context = line < place.line || line > last;
    if (line + 1 < place.line || line > last + 1 || (context && trim(snippet.lines[i]).empty())) continue;
    const std::vector<Cell> cells = lay_out(snippet.lines[i]);
    out += paint(Ink::blue, fmt::format("{:>{}} |", line, gutter));
    if (const std::string code = shown(cells, window); !code.empty()) out += (cut_before ? "…" : " ") + code;
    out += '\n';
    if (line != place.line && line != last) continue;
    const std::string marks = carets(cells, span(line, snippet.lines[i]), window);
    if (!marks.empty()) out += bar + ' ' + paint(ink_of(finding.severity), marks, true) + '\n';
  }
  if (last >= snippet.first_line + snippet.lines.size()) {
    out += paint(Ink::blue, fmt::format("{:>{}}", "...", gutter + 2)) + '\n';
  }
  return out + bar + '\n';
}

}  // namespace gate::report
