#include "gate/history/past.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <unordered_map>

#include "gate/history/past_state.h"

namespace gate::history {
namespace {

constexpr std::size_t kPartnerWindow = 100;      // commits of a file
constexpr std::size_t kPartnerCommitFiles = 30;  // larger commits say nothing about belonging together
constexpr std::uint32_t kPartnerTimes = 5;
constexpr std::size_t kFilesAsked = 200;  // of one change, for partners

}  // namespace

std::string subsystem_of(const std::string& path) {
  const auto slash = path.find('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::vector<std::string> subsystems_of(const CommitRecord& commit) {
  std::set<std::string> found;
  for (const Touch& touch : commit.touches) found.insert(subsystem_of(touch.path));
  return {found.begin(), found.end()};
}

std::uint32_t Names::id(const std::string& name) {
  return ids_.try_emplace(name, static_cast<std::uint32_t>(ids_.size())).first->second;
}

std::uint32_t Names::find(const std::string& name) const {
  const auto found = ids_.find(name);
  return found == ids_.end() ? kNoName : found->second;
}

std::uint32_t Past::State::author_of(std::uint64_t hash) {
  return author_ids.try_emplace(hash, static_cast<std::uint32_t>(author_ids.size())).first->second;
}

FilePast& Past::State::file(std::uint32_t path) {
  if (files.size() <= path) files.resize(path + 1);
  return files[path];
}

const FilePast* Past::State::known_file(const std::string& path) const {
  const auto id = paths.find(path);
  return id == kNoName || id >= files.size() ? nullptr : &files[id];
}

Past::Past() : state_(std::make_unique<State>()) {}
Past::Past(Past&&) noexcept = default;
Past& Past::operator=(Past&&) noexcept = default;
Past::~Past() = default;

void Past::set_cut() { state_->cut = true; }

void Past::set_gone(const std::string& path) { state_->file(state_->paths.id(path)).gone = true; }

void Past::add(const CommitRecord& commit) {
  if (commit.merge) return;
  add_files(commit);
  add_authored(commit.author, {commit.time, subsystems_of(commit)});
}

void Past::add_files(const CommitRecord& commit) {
  if (commit.merge) return;
  State& state = *state_;
  const auto number = static_cast<std::uint32_t>(state.changes.size());
  PastChange change{commit.time, state.author_of(commit.author), commit.fix, !commit.reverts.empty(), {}};
  const bool small = commit.touches.size() <= kPartnerCommitFiles;
  // Renames first: one file may take another's old place.
  std::vector<std::pair<std::uint32_t, std::vector<FileTouch>>> moved;
  for (const Touch& touch : commit.touches) {
    if (touch.status != FileStatus::renamed) continue;
    FilePast& old = state.file(state.paths.id(touch.old_path));
    moved.emplace_back(state.paths.id(touch.path), std::move(old.touches));
    old = {};
    old.gone = true;
  }
  for (auto& [path, touches] : moved) {
    FilePast& file = state.file(path);
    std::vector<FileTouch> both;
    std::ranges::merge(file.touches, touches, std::back_inserter(both), {}, &FileTouch::change, &FileTouch::change);
    file.touches = std::move(both);
  }
  for (const Touch& touch : commit.touches) {
    const auto path = state.paths.id(touch.path);
    FilePast& file = state.file(path);
    file.touches.push_back({number, touch.added + touch.removed});
    file.gone = touch.status == FileStatus::deleted;
    if (small) change.paths.push_back(path);
  }
  state.changes.push_back(std::move(change));
}

void Past::add_authored(std::uint64_t author, const AuthoredCommit& commit) {
  State& state = *state_;
  AuthorPast& past = state.authors[author];
  const auto number = static_cast<std::uint32_t>(past.times.size());
  past.times.insert(std::ranges::upper_bound(past.times, commit.time), commit.time);
  for (const auto& subsystem : commit.subsystems) past.subsystems[subsystem].push_back(number);
}

std::vector<std::string> Past::co_changed(const CommitRecord& change) const {
  std::set<std::uint32_t> found;
  for (const Touch& touch : change.touches) {
    const FilePast* file = state_->known_file(touch.old_path.empty() ? touch.path : touch.old_path);
    if (file == nullptr) continue;
    for (const FileTouch& past : state_->recent(*file))
      found.insert(state_->changes[past.change].paths.begin(), state_->changes[past.change].paths.end());
  }
  std::vector<std::string> out;
  for (const auto& [name, id] : state_->paths.all())
    if (found.contains(id)) out.push_back(name);
  std::ranges::sort(out);
  return out;
}

std::span<const FileTouch> Past::State::recent(const FilePast& file) const {
  const auto size = file.touches.size();
  return std::span(file.touches).subspan(size - std::min(size, kPartnerWindow));
}

void Past::State::count_partners(std::uint32_t path, const FilePast& file,
                                 const std::function<void(std::uint32_t, std::uint32_t, std::uint32_t)>& sink) const {
  std::map<std::uint32_t, std::uint32_t> together;
  std::uint32_t of = 0;
  for (const FileTouch& touch : recent(file)) {
    const auto& others = changes[touch.change].paths;
    if (others.empty()) continue;
    ++of;
    for (const auto other : others)
      if (other != path) ++together[other];
  }
  for (const auto& [other, times] : together)
    if (times >= kPartnerTimes && 2 * times >= of && !files[other].gone) sink(other, times, of);
}

std::vector<Past::Partner> Past::partners(const std::string& path) const {
  const FilePast* file = state_->known_file(path);
  if (file == nullptr) return {};
  std::map<std::uint32_t, Partner> found;
  state_->count_partners(state_->paths.find(path), *file,
                         [&](auto other, auto times, auto of) { found[other] = {{}, times, of}; });
  std::vector<Partner> out;
  for (const auto& [name, id] : state_->paths.all()) {
    const auto hit = found.find(id);
    if (hit == found.end()) continue;
    hit->second.path = name;
    out.push_back(hit->second);
  }
  std::ranges::sort(out, [](const Partner& a, const Partner& b) {
    return a.together != b.together ? a.together > b.together : a.path < b.path;
  });
  return out;
}

Past::FileSummary Past::summary(const std::string& path, std::uint64_t author, std::int64_t now) const {
  FileSummary out;
  const FilePast* file = state_->known_file(path);
  if (file == nullptr || file->touches.empty()) return out;
  std::map<std::uint32_t, std::uint32_t> by_author;
  std::int64_t last = INT64_MIN, last_fix = INT64_MIN;
  for (const FileTouch& touch : file->touches) {
    const PastChange& change = state_->changes[touch.change];
    ++by_author[change.author];
    last = std::max(last, change.time);
    out.reverts += change.revert;
    if (!change.fix) continue;
    ++out.fixes_ever;
    out.fixes_180d += days_between(change.time, now) <= 180;
    last_fix = std::max(last_fix, change.time);
  }
  out.changes = static_cast<std::uint32_t>(file->touches.size());
  out.developers = static_cast<std::uint32_t>(by_author.size());
  out.days_since_change = days_between(last, now);
  if (out.fixes_ever > 0) out.days_since_fix = days_between(last_fix, now);
  for (const auto& [hash, id] : state_->author_ids) {
    const auto count = by_author.find(id);
    if (count == by_author.end()) continue;
    if (hash == author) out.author_changes = count->second;
    const double share = static_cast<double>(count->second) / out.changes;
    if (share > out.main_author_share || (share == out.main_author_share && hash < out.main_author)) {
      out.main_author_share = share;
      out.main_author = hash;
    }
  }
  return out;
}

double days_between(std::int64_t earlier, std::int64_t later) {
  return std::max(0.0, (static_cast<double>(later) - static_cast<double>(earlier)) / 86'400.0);
}

void Past::State::measure_partners(const CommitRecord& change, Metrics& out) const {
  std::set<std::uint32_t> touched, usual;
  for (const Touch& touch : change.touches) {
    touched.insert(paths.find(touch.path));
    touched.insert(paths.find(touch.old_path));
  }
  std::size_t asked = 0;
  for (const Touch& touch : change.touches) {
    const auto& path = touch.old_path.empty() ? touch.path : touch.old_path;
    const FilePast* file = known_file(path);
    if (file == nullptr || ++asked > kFilesAsked) continue;
    count_partners(paths.find(path), *file, [&](auto other, auto, auto) { usual.insert(other); });
  }
  const auto missing = std::ranges::count_if(usual, [&](auto path) { return !touched.contains(path); });
  out[Metric::missing_partners] = static_cast<double>(missing);
  if (!usual.empty())
    out[Metric::partner_share] = 1.0 - static_cast<double>(missing) / static_cast<double>(usual.size());
}

}  // namespace gate::history
