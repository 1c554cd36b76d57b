#include "gate/cli/fix_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gate/git/line_diff.h"

namespace gate::cli {
namespace {

constexpr std::uint32_t kContext = 3;

// Lines with their terminators.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// As git's core.quotePath has it: only where a byte needs it.
std::string quoted(const std::string& name) {
  const bool plain = std::ranges::all_of(
      name, [](unsigned char byte) { return byte > 0x20 && byte < 0x7F && byte != '"' && byte != '\\'; });
  if (plain) return name;
  std::string out = "\"";
  for (const unsigned char byte : name) {
    if (byte == '"' || byte == '\\')
      out += fmt::format("\\{}", static_cast<char>(byte));
    else if (byte < 0x20 || byte >= 0x7F)
      out += fmt::format("\\{:03o}", byte);
    else
      out += static_cast<char>(byte);
  }
  return out + '"';
}

// One side of a hunk as 0-based half-open lines: where a side has none, its start is the line before the place.
struct Span {
  std::uint32_t first, next;
};

Span span_of(std::uint32_t start, std::uint32_t lines) {
  return lines == 0 ? Span{start, start} : Span{start - 1, start - 1 + lines};
}

class Writer {
 public:
  Writer(std::string_view before, std::string_view after) : before_(lines_of(before)), after_(lines_of(after)) {}

  std::string write(const std::vector<Hunk>& hunks) {
    for (std::size_t first = 0; first < hunks.size();) {
      std::size_t next = first + 1;
      while (next < hunks.size() && old_of(hunks[next]).first - old_of(hunks[next - 1]).next <= 2 * kContext) ++next;
      write_group(hunks, first, next);
      first = next;
    }
    return std::move(out_);
  }

 private:
  static Span old_of(const Hunk& hunk) { return span_of(hunk.old_start, hunk.old_lines); }
  static Span new_of(const Hunk& hunk) { return span_of(hunk.new_start, hunk.new_lines); }

  void put(char sign, std::string_view line) {
    out_ += sign;
    out_ += line;
    if (!line.ends_with('\n')) out_ += "\n\\ No newline at end of file\n";
  }

  void write_group(const std::vector<Hunk>& hunks, std::size_t first, std::size_t next) {
    const Span old_first = old_of(hunks[first]), old_last = old_of(hunks[next - 1]);
    const Span new_first = new_of(hunks[first]), new_last = new_of(hunks[next - 1]);
    const std::uint32_t lead = std::min(kContext, old_first.first);
    const std::uint32_t tail =
        std::min<std::uint32_t>(kContext, static_cast<std::uint32_t>(before_.size()) - old_last.next);
    out_ += fmt::format("@@ -{} +{} @@\n", range(old_first.first - lead, old_last.next + tail),
                        range(new_first.first - lead, new_last.next + tail));
    std::uint32_t at = old_first.first - lead;
    for (std::size_t i = first; i < next; ++i) {
      const Span removed = old_of(hunks[i]), added = new_of(hunks[i]);
      for (; at < removed.first; ++at) put(' ', before_[at]);
      for (; at < removed.next; ++at) put('-', before_[at]);
      for (std::uint32_t line = added.first; line < added.next; ++line) put('+', after_[line]);
    }
    for (; at < old_last.next + tail; ++at) put(' ', before_[at]);
  }

  static std::string range(std::uint32_t first, std::uint32_t next) {
    return fmt::format("{},{}", next > first ? first + 1 : first, next - first);
  }

  std::vector<std::string_view> before_, after_;
  std::string out_;
};

}  // namespace

Expected<std::string> unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return std::string();
  auto diff = git::LineDiff::create();
  if (!diff) return std::unexpected(diff.error());
  auto hunks = diff->hunks(before, after);
  if (!hunks) return std::unexpected(hunks.error());
  const std::string name(path);
  return "--- " + quoted("a/" + name) + "\n+++ " + quoted("b/" + name) + '\n' + Writer(before, after).write(*hunks);
}

}  // namespace gate::cli
