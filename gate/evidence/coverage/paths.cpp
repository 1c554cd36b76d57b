#include "gate/evidence/coverage/paths.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kPathLength = 4'096;
constexpr std::size_t kVotingSources = 4;

// `path` without the folder `above` at its start; nullopt when it is not below it.
std::optional<std::string> below(std::string_view path, std::string_view above) {
  if (above.empty() || !path.starts_with(above)) return std::nullopt;
  auto rest = path.substr(above.size());
  if (!above.ends_with('/') && !rest.starts_with('/')) return std::nullopt;
  while (rest.starts_with('/')) rest.remove_prefix(1);
  if (rest.empty()) return std::nullopt;
  return std::string(rest);
}

std::string join(std::string_view folder, std::string_view path) {
  if (folder.empty() || is_absolute(path)) return normal_path(path);
  return normal_path(std::string(folder) + "/" + std::string(path));
}

std::string parent(std::string_view folder) {
  auto slash = folder.rfind('/');
  return std::string(slash == std::string_view::npos ? "" : folder.substr(0, slash));
}

std::size_t components(std::string_view path) { return static_cast<std::size_t>(std::ranges::count(path, '/')) + 1; }

// What could be one changed file under some guess.
struct Guess {
  const ReportRecord* record = nullptr;
  std::string target;
  std::string above;  // what was cut off the report's path, with its final '/'; "" when something had to be added
};

class Mapper {
 public:
  Mapper(const Report& report, const PathRules& rules, const std::map<std::string, const ChangedFile*>& changed,
         HeadTree& tree)
      : report_(report),
        rules_(rules),
        changed_(changed),
        tree_(tree),
        strip_(normal_path(rules.strip)),
        prefix_(normal_path(rules.prefix)) {
    if (!rules.root.empty()) add_root(rules.root);
  }

  PathMapping run() {
    std::vector<const ReportRecord*> open;
    for (const auto& record : report_.records)
      if (!exact(record)) open.push_back(&record);
    std::set<std::string_view> lacking;
    for (const auto& [path, file] : changed_)
      if (!mapping_.files.contains(path)) lacking.insert(base_name(path));
    std::map<std::string, std::vector<Guess>> guesses;
    for (const auto* record : open)
      if (lacking.contains(base_name(record->name()))) guess(*record, guesses);
    for (auto& [path, candidates] : guesses)
      if (!mapping_.files.contains(path)) choose(path, candidates);
    return std::move(mapping_);
  }

 private:
  void add_root(const std::string& root) {
    namespace fs = std::filesystem;
    std::error_code code;
    roots_.push_back(normal_path(fs::absolute(root, code).generic_string()));
    roots_.push_back(normal_path(fs::weakly_canonical(root, code).generic_string()));
  }

  // The report's name for a file below each <source>, or as it is where there are none.
  std::vector<std::string> forms(std::string_view name) const {
    std::vector<std::string> out;
    auto normal = normal_path(name);
    if (!is_absolute(normal))
      for (const auto& source : report_.sources) out.push_back(join(normal_path(source), normal));
    if (out.empty()) out.push_back(normal);
    return out;
  }

  // After strip and prefix; nullopt where neither applies.
  std::optional<std::string> configured(const std::string& form) const {
    auto stripped = below(form, strip_);
    if (!stripped && prefix_.empty()) return std::nullopt;
    auto path = stripped.value_or(form);
    if (prefix_.empty() || is_absolute(path)) return path;
    return join(prefix_, path);
  }

  // The repository's file that a form names without guessing; "" when there is none.
  std::string named(const std::string& form) const {
    if (is_absolute(form)) {
      for (const auto& root : roots_)
        if (auto path = below(form, root); path && tree_.exists(*path)) return *path;
      return {};
    }
    for (std::string folder = rules_.folder;; folder = parent(folder)) {
      auto path = join(folder, form);
      if (!path.starts_with("../") && tree_.exists(path)) return path;
      if (folder.empty()) return {};
    }
  }

  void settle(const ReportRecord& record, const std::set<std::string>& targets) {
    targets.size() == 1 ? assign(*targets.begin(), record) : doubt(targets, record);
  }

  void assign(const std::string& path, const ReportRecord& record) {
    if (changed_.contains(path))
      mapping_.files[path].push_back(static_cast<std::size_t>(&record - report_.records.data()));
  }

  void doubt(const std::set<std::string>& targets, const ReportRecord& record) {
    for (const auto& path : targets)
      if (changed_.contains(path))
        mapping_.ambiguous[path] = "\"" + record.name() + "\" of the report could be " +
                                   std::to_string(targets.size()) + " files of the repository";
  }

  bool exact(const ReportRecord& record) {
    std::set<std::string> targets;
    auto names = forms(record.name());
    auto all = names;
    if (!report_.sources.empty()) all.push_back(normal_path(record.name()));
    for (const auto& form : all)
      if (auto path = configured(form); path && tree_.exists(*path)) targets.insert(*path);
    if (targets.empty())
      for (const auto& form : names)
        if (auto path = named(form); !path.empty()) targets.insert(path);
    if (targets.empty()) return false;
    settle(record, targets);
    return true;
  }

  void guess(const ReportRecord& record, std::map<std::string, std::vector<Guess>>& guesses) {
    std::size_t longest = 0;
    std::map<std::string, std::string> found;  // target -> what was cut off
    for (auto form : forms(record.name())) {
      form = configured(form).value_or(form);
      auto target = tree_.longest_suffix(form);
      if (target.empty() || components(target) < longest) continue;
      if (components(target) > longest) found.clear();
      longest = components(target);
      found.emplace(target, form.substr(0, form.size() - target.size()));
    }
    if (found.empty())
      for (const auto& target : shorter(record)) found.emplace(target, "");
    if (found.size() > 1) {
      std::set<std::string> targets;
      for (const auto& [target, above] : found) targets.insert(target);
      doubt(targets, record);
    } else if (!found.empty() && changed_.contains(found.begin()->first)) {
      auto& [target, above] = *found.begin();
      guesses[target].push_back({&record, target, above});
    }
  }

  // Files of the repository whose end is the report's path.
  std::set<std::string> shorter(const ReportRecord& record) {
    std::set<std::string> out;
    auto all = forms(record.name());
    all.push_back(normal_path(record.name()));
    for (const auto& form : all) {
      if (is_absolute(form) || !out.empty()) continue;
      for (auto& path : tree_.ending_in(form)) out.insert(std::move(path));
    }
    return out;
  }

  // How many files of the report lie below each folder that guesses cut off: the project's own folder has many, that of
  // a dependency has few, or lies below the project's.
  const std::map<std::string, std::size_t>& votes() {
    if (counted_) return votes_;
    counted_ = true;
    for (const auto& name : report_.names) {
      auto all = forms(name);
      for (std::size_t at = 0; at < all.size() && at < kVotingSources; ++at)
        if (auto target = tree_.longest_suffix(all[at]); !target.empty())
          ++votes_[all[at].substr(0, all[at].size() - target.size())];
    }
    return votes_;
  }

  std::size_t votes_of(const std::string& above) {
    auto found = votes().find(above);
    return found == votes().end() ? 0 : found->second;
  }

  // Whether at least as many files lie directly below a folder around this one.
  bool is_nested(const std::string& above) {
    auto own = votes_of(above);
    return std::ranges::any_of(votes(), [&](const auto& vote) {
      const auto& [folder, files] = vote;
      if (folder.size() >= above.size() || files < own || !above.starts_with(folder)) return false;
      return !folder.empty() || !is_absolute(above);
    });
  }

  void choose(const std::string& path, std::vector<Guess>& candidates) {
    std::erase_if(candidates, [&](const Guess& guess) { return !guess.above.empty() && is_nested(guess.above); });
    std::size_t most = 0;
    for (const auto& guess : candidates) most = std::max(most, votes_of(guess.above));
    std::erase_if(candidates, [&](const Guess& guess) { return votes_of(guess.above) < most; });
    if (candidates.size() == 1) return assign(path, *candidates.front().record);
    if (candidates.size() > 1)
      mapping_.ambiguous[path] = std::to_string(candidates.size()) + " files of the report could be it: \"" +
                                 candidates[0].record->name() + "\", \"" + candidates[1].record->name() + "\"";
  }

  const Report& report_;
  const PathRules& rules_;
  const std::map<std::string, const ChangedFile*>& changed_;
  HeadTree& tree_;
  std::string strip_, prefix_;
  std::vector<std::string> roots_;
  std::map<std::string, std::size_t> votes_;
  bool counted_ = false;
  PathMapping mapping_;
};

}  // namespace

std::string normal_path(std::string_view path) {
  path = trim(path.substr(0, kPathLength));
  if (path.starts_with("file://")) path.remove_prefix(7);
  std::string slashes(path);
  std::ranges::replace(slashes, '\\', '/');
  bool rooted = slashes.starts_with('/');
  std::vector<std::string_view> kept;
  for (std::size_t start = 0; start <= slashes.size();) {
    auto end = std::min(slashes.find('/', start), slashes.size());
    auto part = std::string_view(slashes).substr(start, end - start);
    start = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..")
      kept.push_back(part);
    else if (!kept.empty() && kept.back() != "..")
      kept.pop_back();
    else if (!rooted)
      kept.push_back(part);
  }
  std::string out;
  for (auto part : kept) {
    if (rooted || !out.empty()) out += '/';
    out += part;
  }
  return out;
}

bool is_absolute(std::string_view normal) {
  bool drive = normal.size() > 2 && normal[1] == ':' && normal[2] == '/';
  return normal.starts_with('/') || drive;
}

PathMapping map_paths(const Report& report, const PathRules& rules,
                      const std::map<std::string, const ChangedFile*>& changed, HeadTree& tree) {
  return Mapper(report, rules, changed, tree).run();
}

}  // namespace gate::evidence
