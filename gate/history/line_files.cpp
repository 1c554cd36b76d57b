#include <cstring>

#include "gate/base/hash.h"
#include "gate/history/line_follow.h"

namespace gate::history {

LinedText::LinedText(std::string_view text) : text_(text) {
  for (std::size_t at = 0; at < text.size();) {
    starts_.push_back(static_cast<std::uint32_t>(at));
    const std::size_t end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
}

std::string_view LinedText::line(std::uint32_t index) const {
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] : text_.size();
  return text_.substr(starts_[index], end - starts_[index]);
}

VersionId LinedText::id() const {
  std::uint64_t hash = text_.size();
  std::size_t at = 0;
  for (; at + sizeof hash <= text_.size(); at += sizeof hash) {
    std::uint64_t word = 0;
    std::memcpy(&word, text_.data() + at, sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32;
  }
  return {fnv1a(text_.substr(at), hash), lines()};
}

std::uint32_t first_line(std::uint32_t start, std::uint32_t lines) { return lines > 0 ? start - 1 : start; }

FileWork open_file(const git::FileDelta& delta) {
  FileWork work{&delta, LinedText(delta.before), LinedText(delta.after), {delta.hunks.begin(), delta.hunks.end()}, {},
                {}};
  const bool whole = delta.status == FileStatus::added || delta.status == FileStatus::deleted;
  if (whole) work.hunks = {{work.before.lines() > 0 ? 1u : 0u, work.before.lines(), 1, work.after.lines()}};
  for (std::uint32_t h = 0; h < work.hunks.size(); ++h) {
    const Hunk& hunk = work.hunks[h];
    const std::uint32_t old_first = first_line(hunk.old_start, hunk.old_lines);
    const std::uint32_t new_first = first_line(hunk.new_start, hunk.new_lines);
    for (std::uint32_t i = 0; i < hunk.old_lines && old_first + i < work.before.lines(); ++i) {
      work.removed.push_back({old_first + i, h, bare_line(work.before.line(old_first + i))});
    }
    for (std::uint32_t i = 0; i < hunk.new_lines && new_first + i < work.after.lines(); ++i) {
      work.added.push_back({new_first + i, h, bare_line(work.after.line(new_first + i))});
    }
  }
  return work;
}

Rows rows_of(const std::vector<Row>& rows, std::size_t from, std::uint32_t hunk) {
  std::size_t to = from;
  while (to < rows.size() && rows[to].hunk == hunk) ++to;
  return {from, to};
}

}  // namespace gate::history
