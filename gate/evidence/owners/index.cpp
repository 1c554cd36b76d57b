#include "gate/evidence/owners/index.h"

#include <algorithm>

namespace gate::evidence {

void OwnersIndex::add(std::size_t rule, OwnersPattern pattern) {
  const auto number = static_cast<std::uint32_t>(entries_.size());
  if (!pattern.anchor().empty()) {
    (pattern.rooted() ? by_folder_ : by_name_)[pattern.anchor()].push_back(number);
  } else if (!pattern.extension().empty()) {
    by_extension_[pattern.extension()].push_back(number);
  } else {
    others_.push_back(number);
  }
  entries_.push_back({rule, std::move(pattern)});
}

void OwnersIndex::visit_candidates(std::string_view path, const std::vector<std::string_view>& segments,
                                   const Visit& visit) const {
  auto look_up = [&](const Buckets& buckets, std::string_view key) {
    if (auto found = buckets.find(key); found != buckets.end()) visit(found->second);
  };
  std::vector<std::string_view> names, extensions;
  for (const auto segment : segments) {
    // Segments are views into `path`, so its beginning up to this segment's end is a folder of it (or itself).
    const auto end = static_cast<std::size_t>(segment.data() - path.data()) + segment.size();
    look_up(by_folder_, path.substr(0, end));
    names.push_back(segment);
    if (const auto dot = segment.rfind('.'); dot != std::string_view::npos)
      extensions.push_back(segment.substr(dot + 1));
  }
  auto each_once = [&](std::vector<std::string_view>& keys, const Buckets& buckets) {
    std::ranges::sort(keys);
    const auto repeated = std::ranges::unique(keys);
    keys.erase(repeated.begin(), repeated.end());
    for (const auto key : keys) look_up(buckets, key);
  };
  each_once(names, by_name_);
  each_once(extensions, by_extension_);
  visit(others_);
}

std::vector<std::size_t> OwnersIndex::matching(std::string_view path) const {
  const auto segments = path_segments(path);
  std::vector<std::size_t> out;
  visit_candidates(path, segments, [&](const std::vector<std::uint32_t>& candidates) {
    for (const auto number : candidates) {
      if (entries_[number].pattern.matches(segments)) out.push_back(entries_[number].rule);
    }
  });
  std::ranges::sort(out, std::greater<>{});
  const auto repeated = std::ranges::unique(out);
  out.erase(repeated.begin(), repeated.end());
  return out;
}

}  // namespace gate::evidence
