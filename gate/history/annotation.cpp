#include "gate/history/annotation.h"

#include <algorithm>

#include "gate/history/line_match.h"

namespace gate::history {
namespace {

constexpr std::uint64_t kEntryBytes = 200;  // list node, table entry, control block

}  // namespace

std::uint64_t Annotations::cost(const Entry& entry) const {
  return kEntryBytes + entry.path->size() + entry.lines->size() * sizeof(LineOrigin);
}

void Annotations::use(Entries::iterator entry, bool current) {
  current_.splice(current_.begin(), entry->current ? current_ : replaced_, entry);
  if (!current) replaced_.splice(replaced_.begin(), current_, entry);
  entry->current = current;
  entry->used = ++tick_;
}

std::shared_ptr<const Annotation> Annotations::find(std::string_view path, VersionId version) {
  const auto known = paths_.find(path);
  if (known == paths_.end()) return nullptr;
  for (Entries::iterator entry : known->second) {
    if (entry->id != version) continue;
    use(entry, entry->current);
    return entry->lines;
  }
  return nullptr;
}

std::vector<Annotations::Version> Annotations::versions(std::string_view path, std::size_t most) const {
  std::vector<Version> found;
  const auto known = paths_.find(path);
  if (known == paths_.end()) return found;
  std::vector<Entries::iterator> entries = known->second;
  std::sort(entries.begin(), entries.end(), [](auto a, auto b) { return a->used > b->used; });
  if (entries.size() > most) entries.resize(most);
  for (Entries::iterator entry : entries) found.push_back({entry->id, entry->lines});
  return found;
}

void Annotations::add(const std::string& path, VersionId version, std::shared_ptr<const Annotation> lines) {
  const auto known = paths_.try_emplace(path).first;
  for (Entries::iterator entry : known->second) {
    if (entry->id == version) return use(entry, true);
  }
  current_.push_front({&known->first, version, std::move(lines), true, ++tick_});
  known->second.push_back(current_.begin());
  bytes_ += cost(current_.front());
  make_room();
}

void Annotations::replaced(std::string_view path, VersionId version) {
  const auto known = paths_.find(path);
  if (known == paths_.end()) return;
  for (Entries::iterator entry : known->second) {
    if (entry->id == version) return use(entry, false);
  }
}

void Annotations::make_room() {
  while (bytes_ > memory_ && !replaced_.empty()) drop(replaced_);
  while (bytes_ > memory_ && !current_.empty()) drop(current_);
}

void Annotations::drop(Entries& entries) {
  const auto last = std::prev(entries.end());
  bytes_ -= cost(*last);
  const auto known = paths_.find(*last->path);
  std::erase(known->second, last);
  entries.erase(last);
  if (known->second.empty()) paths_.erase(known);
}

std::size_t take_origins(std::span<const std::uint32_t> keys, const Annotation& from, std::span<LineOrigin> lines) {
  std::vector<std::uint64_t> wanted, there;
  for (std::uint32_t key : keys) wanted.push_back(key);
  for (const LineOrigin& line : from) there.push_back(line.key);
  const std::vector<std::uint32_t> match = match_in_order(there, wanted);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < match.size(); ++i) {
    if (match[i] == kNoLine || lines[i].commit != LineOrigin::kUnknown) continue;
    lines[i] = from[match[i]];
    ++taken;
  }
  return taken;
}

}  // namespace gate::history
