#include "gate/evidence/coverage/hints.h"

#include <algorithm>
#include <tuple>

#include "gate/base/text.h"
#include "gate/evidence/coverage/paths.h"
#include "gate/evidence/coverage/report.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kNearest = 3;
constexpr std::size_t kNamesKept = 20'000;

// Bytes of the longest end that both paths share in whole components, without the '/' before it.
std::size_t common_end(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[a.size() - 1 - same] == b[b.size() - 1 - same]) ++same;
  auto whole = [same](std::string_view path) { return same == path.size() || path[path.size() - 1 - same] == '/'; };
  if (whole(a) && whole(b)) return same;
  auto slash = a.substr(a.size() - same).find('/');
  return slash == std::string_view::npos ? 0 : same - slash - 1;
}

std::size_t common_start(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

struct Score {
  std::size_t end;    // of the path, in whole components
  std::size_t start;  // of the base name
  std::size_t index;
  bool operator<(const Score& other) const {  // better ones first
    return std::tie(other.end, other.start, index) < std::tie(end, start, other.index);
  }
};

}  // namespace

void Hints::add(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (names_.size() >= kNamesKept) return;
    names_.push_back({name, normal_path(name)});
  }
}

Coverage::Unmatched Hints::nearest(const std::string& path) const {
  Coverage::Unmatched out;
  out.path = path;
  auto base = base_name(path);
  auto extension = base.substr(std::min(base.rfind('.'), base.size()));
  std::vector<Score> scores;
  for (std::size_t at = 0; at < names_.size(); ++at) {
    const auto& normal = names_[at].normal;
    if (!normal.ends_with(extension)) continue;
    Score score{common_end(path, normal), common_start(base, base_name(normal)), at};
    bool alike = score.start > extension.size() && score.start * 2 >= base.size();
    if (score.end > 0 || alike) scores.push_back(score);
  }
  auto kept = std::min(kNearest, scores.size());
  std::partial_sort(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(kept), scores.end());
  for (std::size_t at = 0; at < kept; ++at) out.nearest.push_back(names_[scores[at].index].written);
  if (kept == 0 || scores[0].end == 0) return out;
  const auto& nearest = names_[scores[0].index].normal;
  out.suggested_strip = nearest.substr(0, nearest.size() - scores[0].end);
  out.suggested_prefix = path.substr(0, path.size() - scores[0].end);
  return out;
}

}  // namespace gate::evidence
