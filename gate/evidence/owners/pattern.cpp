#include "gate/evidence/owners/pattern.h"

#include <algorithm>

#include "gate/evidence/owners/glob_segment.h"

namespace gate::evidence {

std::vector<std::string_view> path_segments(std::string_view path) {
  std::vector<std::string_view> out;
  std::size_t start = 0;
  while (start <= path.size()) {
    const auto end = std::min(path.find('/', start), path.size());
    if (end > start) out.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

OwnersPattern::OwnersPattern(std::string_view text, OwnersDialect dialect, bool literal_brackets)
    : literal_brackets_(literal_brackets) {
  const bool folder = text.ends_with('/');
  const bool leading = text.starts_with('/');
  const bool everything = text == "*";
  const auto names = path_segments(text);
  const bool any_depth = dialect == OwnersDialect::gitlab ? !leading : !leading && names.size() < 2;
  if (any_depth && !names.empty()) segments_.push_back({Kind::any_depth, {}});
  for (const auto name : names) add_segment(name);
  if (dialect == OwnersDialect::github) {
    set_github_tail(folder);
  } else {
    set_gitlab_tail(folder);
  }
  if (everything) tail_ = Tail::or_below;
  describe();
}

void OwnersPattern::add_segment(std::string_view text) {
  if (text == "**") {
    if (segments_.empty() || segments_.back().kind != Kind::any_depth) segments_.push_back({Kind::any_depth, {}});
    return;
  }
  const auto pattern = literal_brackets_ ? std::string(text) : escape_unclosed_sets(text);
  if (has_wildcard(pattern, literal_brackets_)) {
    segments_.push_back({Kind::glob, pattern});
  } else {
    segments_.push_back({Kind::literal, unescape(pattern)});
  }
}

void OwnersPattern::set_github_tail(bool folder) {
  if (segments_.empty()) return;
  const bool deep = segments_.back().kind == Kind::any_depth;
  // `dir/**` asks for something below dir; `dir/**/` for a folder below dir and something in it.
  if (deep) segments_.push_back({Kind::glob, "*"});
  const bool direct_children = !deep && segments_.back().text == "*" && segments_.back().kind == Kind::glob &&
                               (segments_.size() == 1 || segments_[segments_.size() - 2].kind != Kind::any_depth);
  tail_ = folder ? Tail::below : direct_children ? Tail::exact : Tail::or_below;
}

void OwnersPattern::set_gitlab_tail(bool folder) {
  if (segments_.empty()) return;
  const bool deep = segments_.back().kind == Kind::any_depth;
  if (deep) segments_.push_back({Kind::glob, "*"});
  tail_ = folder ? Tail::below : deep ? Tail::or_below : Tail::exact;
}

// Derives the facts that the index uses.
void OwnersPattern::describe() {
  if (segments_.empty()) return;
  rooted_ = segments_.front().kind != Kind::any_depth;
  for (std::size_t i = rooted_ ? 0 : 1; i < segments_.size() && segments_[i].kind == Kind::literal; ++i) {
    if (!anchor_.empty()) anchor_ += '/';
    anchor_ += segments_[i].text;
    if (!rooted_) break;
  }
  const auto& last = segments_.back();
  if (last.kind != Kind::glob || !last.text.starts_with("*.")) return;
  const std::string_view suffix = std::string_view(last.text).substr(1);
  const bool plain = !has_wildcard(suffix, literal_brackets_) && !suffix.contains('\\');
  if (plain) extension_ = suffix.substr(suffix.rfind('.') + 1);
}

bool OwnersPattern::segment_matches(const Segment& segment, std::string_view name) const {
  if (segment.kind == Kind::literal) return segment.text == name;
  return glob_segment_matches(segment.text, name, literal_brackets_);
}

bool OwnersPattern::matches(const std::vector<std::string_view>& path) const {
  if (segments_.empty()) return false;
  // As with stars in one segment, going back to the most recent `**` is enough.
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::size_t s = 0, n = 0, deep = kNone, deep_name = 0;
  while (true) {
    if (s == segments_.size()) {
      const bool more = n < path.size();
      if (tail_ == Tail::or_below || more == (tail_ == Tail::below)) return true;
    } else if (segments_[s].kind == Kind::any_depth) {
      deep = ++s;
      deep_name = n;
      continue;
    } else if (n < path.size() && segment_matches(segments_[s], path[n])) {
      ++s, ++n;
      continue;
    }
    if (deep == kNone || deep_name >= path.size()) return false;
    s = deep;
    n = ++deep_name;
  }
}

}  // namespace gate::evidence
