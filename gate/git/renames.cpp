#include "gate/git/renames.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "gate/git/line_diff.h"
#include "gate/git/similarity.h"

namespace gate::git {
namespace {

constexpr std::size_t kCandidates = 4;            // remembered for each target
constexpr int kIdenticalSources = 101;            // looked at for each target
constexpr std::size_t kPieceMemory = 256u << 20;  // bytes of all piece tables together

struct File {
  std::size_t change;  // index into the changes
  std::string_view path;
  TreeSide side;
  bool used = false;
  std::optional<std::uint64_t> size;  // known once asked; nullopt inside when it cannot be read
  bool asked = false;
  std::unique_ptr<Pieces> pieces;
};

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_regular(const File& file) {
  return file.side.mode == FileMode::regular || file.side.mode == FileMode::executable;
}

class Pairing {
 public:
  Pairing(const Objects& objects, const std::vector<TreeChange>& changes, const RenameOptions& options)
      : objects_(objects), options_(options), minimum_(kFullScore * options.similarity / 100) {
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const TreeChange& change = changes[i];
      if (change.after.mode == FileMode::absent) sources_.push_back(file(i, change.path, change.before));
      if (change.before.mode == FileMode::absent) targets_.push_back(file(i, change.path, change.after));
    }
  }

  RenameResult run() {
    if (sources_.empty() || targets_.empty()) return std::move(result_);
    pair_identical();
    if (minimum_ < kFullScore) {
      pair_by_base_name();
      pair_by_likeness();
    }
    return std::move(result_);
  }

 private:
  static File file(std::size_t change, std::string_view path, const TreeSide& side) {
    File made;
    made.change = change;
    made.path = path;
    made.side = side;
    return made;
  }

  void record(File& from, File& to, std::uint64_t score) {
    from.used = to.used = true;
    forget_pieces(from);
    forget_pieces(to);
    result_.renames.push_back({from.change, to.change, static_cast<std::uint8_t>(score * 100 / kFullScore)});
  }

  // A target takes the first unused source with its contents, or rather the first that also has its base name.
  void pair_identical() {
    std::unordered_map<git_oid, std::vector<std::size_t>, IdHash, IdEqual> by_id;
    for (std::size_t i = 0; i < sources_.size(); ++i) by_id[sources_[i].side.id].push_back(i);
    for (File& target : targets_) {
      const auto found = by_id.find(target.side.id);
      if (found == by_id.end()) continue;
      File* best = nullptr;
      int left = kIdenticalSources;
      for (const std::size_t index : found->second) {
        File& source = sources_[index];
        if (source.used || (source.side.mode != target.side.mode && !(is_regular(source) && is_regular(target)))) {
          continue;
        }
        const bool same_name = base_name(source.path) == base_name(target.path);
        if (best == nullptr || same_name) best = &source;
        if (same_name || --left == 0) break;
      }
      if (best != nullptr) record(*best, target, kFullScore);
    }
  }

  // Index by base name among the files still free; nullopt where several share it.
  static std::unordered_map<std::string_view, std::optional<std::size_t>> unique_names(const std::vector<File>& files) {
    std::unordered_map<std::string_view, std::optional<std::size_t>> names;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (files[i].used) continue;
      const auto [place, fresh] = names.try_emplace(base_name(files[i].path), i);
      if (!fresh) place->second.reset();
    }
    return names;
  }

  // Half way from the threshold to identity is asked here, as git does.
  void pair_by_base_name() {
    const std::uint64_t minimum = minimum_ + (kFullScore - minimum_) / 2;
    const auto sources = unique_names(sources_), targets = unique_names(targets_);
    for (File& source : sources_) {
      if (source.used) continue;
      const std::string_view name = base_name(source.path);
      const auto target = targets.find(name);
      if (!sources.at(name) || target == targets.end() || !target->second) continue;
      File& candidate = targets_[*target->second];
      const std::uint64_t score = likeness(source, candidate, minimum);
      if (score >= minimum) record(source, candidate, score);
    }
  }

  struct Candidate {
    std::uint64_t score = 0;
    bool same_name = false;
    File* source = nullptr;
    File* target = nullptr;
    std::size_t place = 0;  // among all candidates

    bool better_than(const Candidate& other) const {
      if (target == nullptr || other.target == nullptr) return target != nullptr && other.target == nullptr;
      return score != other.score ? score > other.score : same_name && !other.same_name;
    }
  };

  static std::size_t count_free(const std::vector<File>& files) {
    return static_cast<std::size_t>(std::ranges::count(files, false, &File::used));
  }

  // Every free source is compared with every free target; the best pairs win, first come first where they tie.
  void pair_by_likeness() {
    const std::size_t sources = count_free(sources_), targets = count_free(targets_);
    if (sources == 0 || targets == 0) return;
    if (options_.limit != 0 && sources * targets > options_.limit * options_.limit) {
      result_.notes.push_back(
          fmt::format("{} deleted and {} added files are too many to compare each with each: of these only identical "
                      "ones and those with the same name count as renamed",
                      sources, targets));
      return;
    }
    std::vector<Candidate> candidates;
    candidates.reserve(targets * kCandidates);
    for (File& target : targets_) {
      if (target.used) continue;
      for (Candidate& best : best_sources(target)) {
        best.place = candidates.size();
        candidates.push_back(best);
      }
      forget_pieces(target);
    }
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
      return a.better_than(b) || (!b.better_than(a) && a.place < b.place);
    });
    for (const Candidate& pair : candidates) {
      if (pair.target == nullptr || pair.score < minimum_) break;
      if (!pair.source->used && !pair.target->used) record(*pair.source, *pair.target, pair.score);
    }
  }

  // Slots are replaced worst first, which decides among equals.
  std::array<Candidate, kCandidates> best_sources(File& target) {
    std::array<Candidate, kCandidates> best;
    for (File& source : sources_) {
      if (source.used || options_.deadline.expired()) continue;
      const Candidate candidate{likeness(source, target, minimum_), base_name(source.path) == base_name(target.path),
                                &source, &target, 0};
      std::size_t worst = 0;
      for (std::size_t i = 1; i < best.size(); ++i) {
        if (best[worst].better_than(best[i])) worst = i;
      }
      if (candidate.better_than(best[worst])) best[worst] = candidate;
    }
    return best;
  }

  std::optional<std::uint64_t> size(File& file) {
    if (!file.asked) {
      file.asked = true;
      if (auto header = objects_.header(file.side.id)) file.size = header->size;
    }
    return file.size;
  }

  const Pieces* pieces(File& file) {
    if (file.pieces == nullptr) {
      if (piece_memory_ > kPieceMemory) return nullptr;
      auto contents = options_.read_blob ? options_.read_blob(file.side.id, options_.size_limit)
                                         : objects_.read_blob(file.side.id, options_.size_limit);
      if (!contents) return nullptr;
      file.pieces = std::make_unique<Pieces>(**contents, !is_binary(**contents));
      piece_memory_ += file.pieces->memory();
    }
    return file.pieces.get();
  }

  void forget_pieces(File& file) {
    if (file.pieces != nullptr) piece_memory_ -= file.pieces->memory();
    file.pieces.reset();
  }

  std::uint64_t likeness(File& source, File& target, std::uint64_t minimum) {
    if (!is_regular(source) || !is_regular(target)) return 0;
    const auto old_size = size(source), new_size = size(target);
    if (!old_size || !new_size || *new_size == 0 || !sizes_may_match(*old_size, *new_size, minimum)) return 0;
    if (std::max(*old_size, *new_size) > options_.size_limit) return 0;
    const Pieces* from = pieces(source);
    const Pieces* to = pieces(target);
    if (from == nullptr || to == nullptr) return 0;
    return from->shared_with(*to) * kFullScore / std::max(*old_size, *new_size);
  }

  const Objects& objects_;
  const RenameOptions& options_;
  const std::uint64_t minimum_;
  std::vector<File> sources_, targets_;
  std::size_t piece_memory_ = 0;
  RenameResult result_;
};

}  // namespace

RenameResult find_renames(const Objects& objects, const std::vector<TreeChange>& changes,
                          const RenameOptions& options) {
  return Pairing(objects, changes, options).run();
}

}  // namespace gate::git
