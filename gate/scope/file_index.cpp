#include "gate/scope/file_index.h"

#include <algorithm>

namespace gate::scope {
namespace {

// One side of a hunk with plain ends: its lines are [first, next), empty where the side has none.
struct Span {
  std::uint32_t first, next;
};

Span span_of(std::uint32_t start, std::uint32_t lines) {
  return lines > 0 ? Span{start, start + lines} : Span{start + 1, start + 1};
}

Span own(const Hunk& hunk, Side side) {
  return side == Side::before ? span_of(hunk.old_start, hunk.old_lines) : span_of(hunk.new_start, hunk.new_lines);
}

Span opposite(const Hunk& hunk, Side side) { return own(hunk, side == Side::before ? Side::after : Side::before); }

}  // namespace

FileIndex::FileIndex(const Change& change) {
  for (const ChangedFile& file : change.files) {
    if (file.status != FileStatus::added) before_.emplace(file.old_path.empty() ? file.path : file.old_path, &file);
    if (file.status != FileStatus::deleted) after_.emplace(file.path, &file);
  }
}

const ChangedFile* FileIndex::find(Side side, std::string_view path) const {
  const auto& files = side == Side::before ? before_ : after_;
  const auto found = files.find(path);
  return found == files.end() ? nullptr : found->second;
}

bool FileIndex::touches(const Place& place) const {
  const ChangedFile* file = find(Side::after, place.path);
  if (file == nullptr) return false;
  if (file->status == FileStatus::added || changed_throughout(*file)) return true;
  if (place.line == 0) return !file->hunks.empty();
  const std::uint32_t last = std::max(place.line, place.end_line);
  // The first hunk that ends after the place's first line is the only one that can be the first to overlap it.
  const auto hunk = std::partition_point(file->hunks.begin(), file->hunks.end(),
                                         [&](const Hunk& h) { return own(h, Side::after).next <= place.line; });
  if (hunk == file->hunks.end()) return false;
  for (auto at = hunk; at != file->hunks.end() && own(*at, Side::after).first <= last; ++at) {
    if (at->new_lines > 0) return true;
  }
  return false;
}

bool changed_throughout(const ChangedFile& file) { return file.hunks.empty() && file.before.oid != file.after.oid; }

LineFate fate_of(const ChangedFile& file, Side side, std::uint32_t line) {
  if (changed_throughout(file)) return {1, 0};
  const auto after = std::partition_point(file.hunks.begin(), file.hunks.end(),
                                          [&](const Hunk& h) { return own(h, side).first <= line; });
  if (after == file.hunks.begin()) return {0, line};
  const Hunk& hunk = *std::prev(after);
  if (line < own(hunk, side).next) return {static_cast<std::uint32_t>(after - file.hunks.begin()), 0};
  return {0, line - own(hunk, side).next + opposite(hunk, side).next};
}

}  // namespace gate::scope
