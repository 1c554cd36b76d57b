#include "gate/evidence/tests/weakened.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "gate/base/text.h"
#include "gate/evidence/tests/source_tests.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kMostListed = 1'000;
constexpr std::uint64_t kBlobLimit = 2u << 20;  // no test that a person wrote is in a larger file
constexpr double kSameBody = 0.6;               // share of lines that a renamed test keeps
constexpr std::size_t kMostCompared = 20'000;   // pairs of removed and added tests

// A test with its lines, white space at their ends aside.
struct Known {
  SourceTest test;
  std::string path;
  bool taken = false;  // an added one that stands for a removed one
  std::vector<std::string> body;
};

struct SideTests {
  std::vector<Known> all;  // the file first, then in the order of the text
};

SideTests read_side(TestLanguage language, const std::string& path, std::string_view text) {
  auto clean = without_comments(language, text);
  auto lines = split_lines(clean);
  SideTests side;
  for (auto& test : find_source_tests(language, clean)) {
    Known known{std::move(test), path, false, {}};
    if (!known.test.name.empty() && !known.test.group)
      for (auto at = known.test.line; at < known.test.last && at < lines.size(); ++at)
        if (auto line = trim(lines[at]); line.size() > 1) known.body.emplace_back(line);
    std::ranges::sort(known.body);
    side.all.push_back(std::move(known));
  }
  return side;
}

double likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  std::vector<std::string> shared;
  std::ranges::set_intersection(a, b, std::back_inserter(shared));
  return static_cast<double>(shared.size()) / static_cast<double>(std::max(a.size(), b.size()));
}

class Comparison {
 public:
  Comparison(const Source& source, Deadline deadline) : source_(source), deadline_(deadline) {}

  void add(const ChangedFile& file) {
    auto before_path = file.old_path.empty() ? file.path : file.old_path;
    auto language = test_language(file.path);
    auto before_language = test_language(before_path);
    auto before = read(file.before, before_path, before_language);
    auto after = read(file.after, file.path, language);
    if (before_path != file.path)
      for (const auto& known : before.all)
        if (!known.test.name.empty()) out_.gone.push_back(known.test.name);
    pair_up(before, after);
  }

  Weakening finish() {
    std::size_t compared = 0;
    for (auto& removed : removed_) {
      out_.gone.push_back(removed.test.name);
      auto* heir = find_heir(removed, compared);
      if (heir == nullptr)
        report(removed.path, removed.test.line, "deleted " + removed.test.name);
      else
        compare_markers(removed, *heir);
    }
    std::ranges::sort(out_.weakened, [](const Tests::Weakened& a, const Tests::Weakened& b) {
      return std::tie(a.path, a.line, a.what) < std::tie(b.path, b.line, b.what);
    });
    if (out_.weakened.size() > kMostListed) {
      out_.notes.push_back(fmt::format("{} more tests are removed or skipped", out_.weakened.size() - kMostListed));
      out_.weakened.resize(kMostListed);
    }
    std::ranges::sort(out_.gone);
    out_.gone.erase(std::unique(out_.gone.begin(), out_.gone.end()), out_.gone.end());
    if (out_.gone.size() > kMostListed) out_.gone.resize(kMostListed);
    return std::move(out_);
  }

 private:
  SideTests read(const BlobRef& blob, const std::string& path, TestLanguage language) {
    const bool file = blob.mode == FileMode::regular || blob.mode == FileMode::executable;
    if (!file || language == TestLanguage::none) return {};
    if (deadline_.expired()) return note(path, "the time is up");
    auto text = source_.blob(blob, kBlobLimit);
    if (!text) return note(path, text.error().message);
    return read_side(language, path, **text);
  }

  SideTests note(const std::string& path, const std::string& why) {
    out_.notes.push_back(fmt::format("{}: not searched for removed tests: {}", to_utf8(path), why));
    return {};
  }

  void report(const std::string& path, std::uint32_t line, std::string what) {
    out_.weakened.push_back({path, line, std::move(what)});
  }

  // Tests of one file by name, the first of a name with the first, and so on.
  void pair_up(SideTests& before, SideTests& after) {
    std::map<std::string, std::vector<Known*>> known;
    for (auto& one : before.all) known[one.test.name].push_back(&one);
    std::map<std::string, std::size_t> met;
    std::vector<Known*> fresh;
    for (auto& one : after.all) {
      auto partners = known.find(one.test.name);
      auto at = partners == known.end() ? 0 : met[one.test.name]++;
      if (partners == known.end() || at >= partners->second.size()) {
        fresh.push_back(&one);
        continue;
      }
      partners->second[at]->taken = true;
      compare_markers(*partners->second[at], one);
    }
    for (auto& one : before.all)
      if (!one.taken && !one.test.group && !one.test.name.empty()) removed_.push_back(one);
    for (auto* one : fresh) take_fresh(*one, before, after);
  }

  // A new test is nobody's loss, but for one that keeps the others from running, and a new group that skips old tests.
  void take_fresh(const Known& one, const SideTests& before, const SideTests& after) {
    if (!one.test.only.empty() && !before.all.empty())
      report(one.path, one.test.line, fmt::format("runs only {}: {}", one.test.name, one.test.only));
    if (one.test.group && !one.test.skip.empty() && holds_old_test(one, before, after))
      report(one.path, one.test.skip_line, fmt::format("skips {}: {}", one.test.name, one.test.skip));
    if (one.test.group || one.test.name.empty()) return;
    by_name_[one.test.name].push_back(added_.size());
    added_.push_back(one);
  }

  static bool holds_old_test(const Known& group, const SideTests& before, const SideTests& after) {
    for (const auto& one : after.all) {
      if (one.test.line <= group.test.line || one.test.group) continue;
      if (std::ranges::any_of(before.all, [&](const Known& old) { return old.test.name == one.test.name; }))
        return true;
    }
    return false;
  }

  void compare_markers(const Known& before, const Known& after) {
    const auto name = after.test.name.empty() ? after.path : after.test.name;
    if (before.test.skip.empty() && !after.test.skip.empty())
      report(after.path, after.test.skip_line, fmt::format("skips {}: {}", name, printable(after.test.skip)));
    if (before.test.only.empty() && !after.test.only.empty())
      report(after.path, after.test.line, fmt::format("runs only {}: {}", name, printable(after.test.only)));
  }

  // The added test that a removed one became: by name, else by its lines.
  Known* find_heir(const Known& removed, std::size_t& compared) {
    for (auto at : by_name_[removed.test.name])
      if (!std::exchange(added_[at].taken, true)) return &added_[at];
    Known* best = nullptr;
    double most = kSameBody;
    for (auto& one : added_) {
      if (one.taken || ++compared > kMostCompared) continue;
      auto share = likeness(removed.body, one.body);
      if (share < most || (best != nullptr && share == most)) continue;
      best = &one;
      most = share;
    }
    if (best != nullptr) best->taken = true;
    return best;
  }

  const Source& source_;
  Deadline deadline_;
  std::vector<Known> removed_, added_;
  std::map<std::string, std::vector<std::size_t>> by_name_;  // places in added_
  Weakening out_;
};

}  // namespace

Weakening find_weakened(const Change& change, const Source& source, Deadline deadline) {
  Comparison comparison(source, deadline);
  for (const auto& file : change.files) comparison.add(file);
  return comparison.finish();
}

}  // namespace gate::evidence
