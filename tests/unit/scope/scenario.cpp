#include "scenario.h"

#include <algorithm>

#include "gate/base/hash.h"
#include "gate/base/text.h"

namespace gate::scope {
namespace {

BlobRef blob_of(const std::string& text) { return {sha256_hex(text), FileMode::regular, text.size()}; }

}  // namespace

std::vector<Hunk> diff(const std::string& before, const std::string& after) {
  const auto a = split_lines(before);
  const auto b = split_lines(after);
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<Hunk> hunks;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i, ++j;
      continue;
    }
    const std::size_t from_a = i, from_b = j;
    while ((i < a.size() || j < b.size()) && !(i < a.size() && j < b.size() && a[i] == b[j])) {
      const bool remove = j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1]);
      remove ? ++i : ++j;
    }
    const auto number = [](std::size_t n) { return static_cast<std::uint32_t>(n); };
    hunks.push_back({number(i > from_a ? from_a + 1 : from_a), number(i - from_a),
                     number(j > from_b ? from_b + 1 : from_b), number(j - from_b)});
  }
  return hunks;
}

Scenario::Scenario(Files before, Files after, std::map<std::string, std::string> renames)
    : before_(std::move(before)), after_(std::move(after)) {
  Files gone = before_;
  for (const auto& [path, text] : after_) {
    const std::string old_path = renames.contains(path) ? renames[path] : path;
    gone.erase(old_path);
    ChangedFile file{.path = path, .old_path = old_path, .after = blob_of(text)};
    file.status = !before_.contains(old_path) ? FileStatus::added
                  : old_path != path          ? FileStatus::renamed
                                              : FileStatus::modified;
    if (file.status != FileStatus::added) file.before = blob_of(before_[old_path]);
    if (file.before == file.after && file.status == FileStatus::modified) continue;
    file.hunks = diff(file.status == FileStatus::added ? "" : before_[old_path], text);
    change_.files.push_back(std::move(file));
  }
  for (const auto& [path, text] : gone) {
    ChangedFile file{.path = path, .old_path = path, .status = FileStatus::deleted, .before = blob_of(text)};
    file.hunks = diff(text, "");
    change_.files.push_back(std::move(file));
  }
  std::sort(change_.files.begin(), change_.files.end(),
            [](const ChangedFile& a, const ChangedFile& b) { return a.path < b.path; });
}

Expected<std::shared_ptr<const std::string>> Scenario::blob(const BlobRef& ref, std::uint64_t limit) const {
  for (const Files* side : {&before_, &after_}) {
    for (const auto& [path, text] : *side) {
      if (sha256_hex(text) != ref.oid) continue;
      if (text.size() > limit) return fail(ErrorKind::limit, "too large", path);
      return std::make_shared<const std::string>(text);
    }
  }
  return fail(ErrorKind::git, "the object is missing", ref.oid);
}

Expected<std::optional<std::string>> Scenario::file(Tree tree, std::string_view path, std::uint64_t) const {
  const Files& side = tree == Tree::base ? before_ : after_;
  const auto found = side.find(std::string(path));
  return found == side.end() ? std::nullopt : std::optional(found->second);
}

Expected<std::vector<TreeFile>> Scenario::list(Tree, std::string_view) const { return std::vector<TreeFile>(); }

std::vector<Finding> bad_words(const Files& files) {
  std::vector<Finding> out;
  for (const auto& [path, text] : files) {
    const LineIndex lines(text);
    for (std::size_t at = text.find("BAD"); at != std::string::npos; at = text.find("BAD", at + 1)) {
      const auto place = lines.place(at);
      Finding finding;
      finding.rule = "t/bad";
      finding.category = "correctness";
      finding.severity = Severity::high;
      finding.place = {path, place.line, place.column, place.line, place.column + 3};
      finding.message = "a bad word";
      out.push_back(std::move(finding));
    }
  }
  return out;
}

Scoped Scenario::settle(const Settings& settings) const {
  return settle({bad_words(before_), bad_words(after_)}, settings);
}

Scoped Scenario::settle(Sides sides, const Settings& settings) const {
  return gate::scope::settle(change_, *this, std::move(sides), settings);
}

std::vector<std::string> states(const Scoped& scoped) {
  std::vector<std::string> out;
  for (const Finding& f : scoped.findings) {
    out.push_back(std::string(to_string(f.state)) + " " + f.place.path + ":" + std::to_string(f.place.line));
  }
  return out;
}

}  // namespace gate::scope
