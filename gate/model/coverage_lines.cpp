#include "gate/model/coverage_lines.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "gate/base/text.h"

namespace gate {
namespace {

// Calls visit(key, value) for the entries of a map by line that lie in `ranges` (ascending, disjoint).
template <class Map, class Visit>
void for_each_in(const Map& by_line, const std::vector<LineRange>& ranges, Visit visit) {
  for (const LineRange& range : ranges)
    for (auto at = by_line.lower_bound(range.first); at != by_line.end() && at->first <= range.last; ++at)
      visit(at->first, at->second);
}

bool within(const std::vector<LineRange>& ranges, std::uint32_t line) {
  auto after = std::ranges::upper_bound(ranges, line, {}, &LineRange::first);
  return after != ranges.begin() && std::prev(after)->contains(line);
}

UncoveredFile join(const ChangedFile& file, const FileCoverage& coverage) {
  UncoveredFile out;
  out.path = file.path;
  auto added = file.added_ranges();
  for_each_in(coverage.hits, added, [&](std::uint32_t line, std::uint64_t hits) {
    if (within(coverage.moved, line)) {
      ++out.moved;
      return;
    }
    ++out.coverable;
    if (hits == 0) out.lines.push_back(line);
  });
  for_each_in(coverage.branches, added, [&](std::uint32_t line, const FileCoverage::Branches& branches) {
    if (within(coverage.moved, line)) return;
    out.branches.covered += branches.covered;
    out.branches.total += branches.total;
    if (branches.covered < branches.total) out.partial.push_back(line);
  });
  return out;
}

constexpr auto kSourceExtensions = std::to_array<std::string_view>({
    "c",   "cc", "cjs",    "clj",   "cpp", "cs",     "cts",   "cxx", "dart", "erl", "ex",   "exs", "f90",
    "fs",  "go", "groovy", "h",     "hh",  "hpp",    "hs",    "hxx", "inl",  "ipp", "java", "jl",  "js",
    "jsx", "kt", "lua",    "m",     "mjs", "ml",     "mm",    "mts", "php",  "pl",  "pm",   "py",  "pyx",
    "r",   "rb", "rs",     "scala", "sh",  "svelte", "swift", "ts",  "tsx",  "vb",  "vue",  "zig",
});
static_assert(std::ranges::is_sorted(kSourceExtensions));

}  // namespace

std::vector<UncoveredFile> uncovered_lines(const Facts& facts) {
  std::unordered_map<std::string_view, const FileCoverage*> by_path;
  for (const auto& coverage : facts.evidence.coverage.files) by_path.emplace(coverage.path, &coverage);

  std::vector<UncoveredFile> out;
  for (const auto& file : facts.change.files) {
    if (file.status == FileStatus::deleted) continue;
    auto coverage = by_path.find(file.path);
    if (coverage == by_path.end()) continue;
    auto joined = join(file, *coverage->second);
    if (joined.coverable + joined.moved > 0) out.push_back(std::move(joined));
  }
  return out;
}

bool is_source_code(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.ends_with(".d.ts")) return false;
  return std::ranges::binary_search(kSourceExtensions, lower(name.substr(dot + 1)));
}

std::string line_list(const std::vector<std::uint32_t>& lines) {
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    std::size_t end = at + 1;
    while (end < lines.size() && lines[end] == lines[end - 1] + 1) ++end;
    if (!out.empty()) out += ", ";
    out += std::to_string(lines[at]);
    if (end - at > 1) out += "-" + std::to_string(lines[end - 1]);
    at = end;
  }
  return out;
}

}  // namespace gate
