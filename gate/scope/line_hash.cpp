#include "gate/scope/line_hash.h"

#include <fmt/format.h>

#include <unordered_map>

#include "gate/base/text.h"

namespace gate::scope {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kMultiplier = 37;
constexpr std::uint16_t kEndOfFile = 65535;

constexpr std::uint64_t power_of_window() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < kWindow; ++i) power *= kMultiplier;
  return power;
}

// The text as the hash sees it, and where each line starts in it.
struct Units {
  std::vector<std::uint16_t> units;
  std::vector<std::uint32_t> starts;
};

class UnitReader {
 public:
  explicit UnitReader(std::size_t bytes) { out_.units.reserve(bytes + kWindow + 1); }

  void put(std::uint16_t unit) {
    const bool after_cr = previous_cr_;
    previous_cr_ = unit == '\r';
    if (unit == ' ' || unit == '\t' || (after_cr && unit == '\n')) return;
    if (line_start_) out_.starts.push_back(static_cast<std::uint32_t>(out_.units.size()));
    const bool ends = unit == '\r' || unit == '\n';
    line_start_ = ends;
    out_.units.push_back(ends ? std::uint16_t{'\n'} : unit);
  }

  Units finish() {
    put(kEndOfFile);
    out_.units.resize(out_.units.size() + kWindow, 0);
    return std::move(out_);
  }

 private:
  Units out_;
  bool line_start_ = true;
  bool previous_cr_ = false;
};

// `text` is well-formed UTF-8.
Units read_units(std::string_view text) {
  UnitReader reader(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      reader.put(lead);
      ++i;
      continue;
    }
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    if (code >= 0x10000) {
      reader.put(static_cast<std::uint16_t>(0xD800 + ((code - 0x10000) >> 10)));
      reader.put(static_cast<std::uint16_t>(0xDC00 + ((code - 0x10000) & 0x3FF)));
    } else {
      reader.put(static_cast<std::uint16_t>(code));
    }
    i += length;
  }
  return reader.finish();
}

std::vector<std::uint64_t> hash_lines(const Units& text) {
  constexpr std::uint64_t kOldest = power_of_window();
  std::vector<std::uint64_t> hashes;
  hashes.reserve(text.starts.size());
  std::uint64_t hash = 0;
  std::size_t next = 0;
  for (std::size_t end = 0; end < text.units.size() && next < text.starts.size(); ++end) {
    hash = hash * kMultiplier + text.units[end];
    if (end >= kWindow) hash -= kOldest * text.units[end - kWindow];
    if (end + 1 >= kWindow && text.starts[next] == end + 1 - kWindow) {
      hashes.push_back(hash);
      ++next;
    }
  }
  return hashes;
}

}  // namespace

std::vector<std::string> line_hashes(std::string_view text, std::span<const std::uint32_t> lines) {
  std::string repaired;
  if (!is_utf8(text)) text = repaired = to_utf8(text);
  const std::vector<std::uint64_t> hashes = hash_lines(read_units(text));

  std::unordered_map<std::uint64_t, std::uint32_t> seen;  // of the hashes that are asked for
  for (std::uint32_t line : lines) {
    if (line >= 1 && line <= hashes.size()) seen.emplace(hashes[line - 1], 0);
  }
  std::vector<std::string> out;
  out.reserve(lines.size());
  std::size_t counted = 0;
  for (std::uint32_t line : lines) {
    for (; counted < line && counted < hashes.size(); ++counted) {
      if (auto found = seen.find(hashes[counted]); found != seen.end()) ++found->second;
    }
    const bool exists = line >= 1 && line <= hashes.size();
    out.push_back(exists ? fmt::format("{:x}:{}", hashes[line - 1], seen[hashes[line - 1]]) : std::string());
  }
  return out;
}

}  // namespace gate::scope
