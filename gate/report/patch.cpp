#include "gate/report/patch.h"

#include <algorithm>
#include <charconv>

namespace gate::report {
namespace {

constexpr std::uint32_t kMostLine = 1'000'000'000;

bool take_number(std::string_view& text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number > kMostLine) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, std::string_view words) {
  if (!text.starts_with(words)) return false;
  text.remove_prefix(words.size());
  return true;
}

// "start" or "start,count".
bool take_range(std::string_view& text, std::uint32_t& start, std::uint32_t& count) {
  count = 1;
  return take_number(text, start) && (!take(text, ",") || take_number(text, count));
}

struct HunkHeader {
  std::uint32_t old_start = 0, old_count = 0, start = 0, count = 0;
};

// "@@ -1,2 +3,4 @@ anything".
std::optional<HunkHeader> hunk_header(std::string_view line) {
  HunkHeader header;
  const bool well = take(line, "@@ -") && take_range(line, header.old_start, header.old_count) && take(line, " +") &&
                    take_range(line, header.start, header.count) && take(line, " @@");
  return well ? std::optional(header) : std::nullopt;
}

std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// The lines of one hunk; false when there are more or fewer than its header says.
bool take_hunk(std::string_view& patch, HunkHeader header, std::vector<PatchLine>& lines) {
  while (header.old_count > 0 || header.count > 0) {
    if (patch.empty()) return false;
    const auto line = take_line(patch);
    const char kind = line.empty() ? ' ' : line.front();
    if (kind == '\\') continue;  // "\ No newline at end of file"
    const bool before = kind == ' ' || kind == '-', after = kind == ' ' || kind == '+';
    if ((!before && !after) || (before && header.old_count == 0) || (after && header.count == 0)) return false;
    if (after) lines.push_back({header.start++, line.empty() ? line : line.substr(1), kind == '+'});
    header.old_count -= before ? 1 : 0;
    header.count -= after ? 1 : 0;
  }
  return true;
}

}  // namespace

std::vector<PatchLine> lines_after(std::string_view patch) {
  std::vector<PatchLine> lines;
  while (!patch.empty()) {
    const auto line = take_line(patch);
    if (line.starts_with('\\')) continue;
    const auto header = hunk_header(line);
    if (!header || (!lines.empty() && header->start <= lines.back().number)) return {};
    if (!take_hunk(patch, *header, lines)) return {};
  }
  return lines;
}

const PatchLine* line_of(const std::vector<PatchLine>& lines, std::uint32_t number) {
  const auto found = std::ranges::lower_bound(lines, number, {}, &PatchLine::number);
  return found != lines.end() && found->number == number ? &*found : nullptr;
}

}  // namespace gate::report
