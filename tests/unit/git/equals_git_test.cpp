// Random histories: what gate lists equals what `git diff -M -U0` shows.
#include <fmt/format.h>

#include <charconv>
#include <random>

#include "gate/base/text.h"
#include "test_repository.h"

namespace gate::git::testing {
namespace {

// One line a file: status, names, hunks. The same spelling for both sides of the comparison.
using Listing = std::vector<std::string>;

std::string spelled(const std::vector<Hunk>& hunks) {
  std::string text;
  for (const Hunk& hunk : hunks) {
    text += fmt::format(" -{},{} +{},{}", hunk.old_start, hunk.old_lines, hunk.new_start, hunk.new_lines);
  }
  return text;
}

Listing listing(const Change& change) {
  Listing out;
  for (const ChangedFile& file : change.files) {
    const char letter = "ADMRT"[static_cast<int>(file.status)];
    const std::string score = file.status == FileStatus::renamed ? fmt::format("{:03}", file.similarity) : "";
    out.push_back(fmt::format("{}{} {} {}:{}{}", letter, score, file.old_path, file.path, spelled(file.hunks),
                              file.binary ? " binary" : ""));
  }
  return out;
}

std::uint32_t number(std::string_view& text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

// "@@ -1,2 +3 @@": a missing count is 1.
Hunk parse_hunk(std::string_view line) {
  Hunk hunk{0, 1, 0, 1};
  line.remove_prefix(4);
  hunk.old_start = number(line);
  if (line.starts_with(',')) line.remove_prefix(1), hunk.old_lines = number(line);
  line.remove_prefix(2);
  hunk.new_start = number(line);
  if (line.starts_with(',')) line.remove_prefix(1), hunk.new_lines = number(line);
  return hunk;
}

Listing listing_of_git(const TestRepository& repository, const std::string& from, const std::string& to) {
  const std::vector<std::string> raw =
      split(repository.git({"diff", "-M", "--no-ext-diff", "--no-textconv", "--raw", "-z", from, to}), '\0');
  const std::string patch = repository.git({"diff", "-M", "--no-ext-diff", "--no-textconv", "-U0", from, to});
  std::vector<std::pair<std::vector<Hunk>, bool>> bodies;
  for (std::string_view line : split_lines(patch)) {
    if (line.starts_with("diff --git ")) bodies.emplace_back();
    if (line.starts_with("@@ -")) bodies.back().first.push_back(parse_hunk(line));
    if (line.starts_with("Binary files ")) bodies.back().second = true;
  }
  Listing out;
  for (std::size_t at = 0, body = 0; at + 1 < raw.size(); ++body) {
    const std::string status = raw[at].substr(raw[at].rfind(' ') + 1);
    const std::string old_path = raw[at + 1], path = status[0] == 'R' ? raw[at + 2] : old_path;
    at += status[0] == 'R' ? 3 : 2;
    const auto& [hunks, binary] = bodies.at(body);
    out.push_back(fmt::format("{} {} {}:{}{}", status, old_path, path, spelled(hunks), binary ? " binary" : ""));
  }
  return out;
}

class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : random_(seed) {}

  void step(const TestRepository& repository) {
    for (unsigned edits = 1 + pick(6); edits > 0; --edits) edit();
    std::vector<std::string> gone = written_;
    for (const std::string& name : gone) repository.remove(name);
    written_.clear();
    for (const auto& [name, text] : files_) {
      repository.write(name, text);
      written_.push_back(name);
    }
    repository.commit();
  }

 private:
  unsigned pick(unsigned count) { return static_cast<unsigned>(random_() % count); }

  std::string line() {
    static const char* const kWords[] = {"",           "{",      "}", "return 0;", "int x = 1;", "  call(a, b);",
                                         "\tif (x) {", "// text"};
    return std::string(pick(3) ? kWords[pick(8)] : fmt::format("unique {}", pick(1000))) + (pick(20) ? "\n" : "\r\n");
  }

  std::string text() {
    std::string made;
    for (unsigned count = pick(200); count > 0; --count) made += line();
    if (pick(10) == 0) made += "no newline at the end";
    if (pick(15) == 0) made += std::string("\0binary", 7);
    return made;
  }

  std::string name() {
    static const char* const kFolders[] = {"", "src/", "src/deep/", "lib.x/", "lib/"};
    static const char* const kNames[] = {"main.c", "util.c", "index.js", "README", "a-b", "a.b"};
    return std::string(kFolders[pick(5)]) + kNames[pick(6)] + (pick(3) ? "" : fmt::format("{}", pick(5)));
  }

  // Cuts lines out, puts others in, repeats some: repeated lines are where diffs can slide.
  std::string edited(const std::string& before) {
    std::string after;
    for (std::string_view rest = before; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
      const std::string_view one = rest.substr(0, end);
      rest.remove_prefix(end);
      const unsigned what = pick(30);
      if (what == 0) continue;
      if (what == 1) after += line();
      if (what == 2) after += one;
      after += one;
    }
    return after;
  }

  void edit() {
    if (files_.size() < 5 || pick(5) == 0) {
      files_[name()] = text();
      return;
    }
    auto chosen = std::next(files_.begin(), pick(static_cast<unsigned>(files_.size())));
    switch (pick(6)) {
      case 0: files_.erase(chosen); return;
      case 1:
      case 2: {  // moved, perhaps edited
        std::string moved = pick(2) ? edited(chosen->second) : chosen->second;
        files_.erase(chosen);
        files_[name()] = std::move(moved);
        return;
      }
      default: chosen->second = edited(chosen->second);
    }
  }

  std::mt19937 random_;
  std::map<std::string, std::string> files_;
  std::vector<std::string> written_;
};

class EqualsGit : public ::testing::TestWithParam<unsigned> {};

TEST_P(EqualsGit, OnARandomHistory) {
  TestRepository repository;
  RandomHistory history(GetParam());
  constexpr int kSteps = 12;
  for (int i = 0; i < kSteps; ++i) history.step(repository);
  for (int back = 1; back < kSteps; ++back) {
    for (const auto& [from, to] : {std::pair{back, back - 1}, {back, 0}, {0, back}}) {
      const std::string left = fmt::format("HEAD~{}", from), right = fmt::format("HEAD~{}", to);
      EXPECT_EQ(listing(diff(repository, left + ".." + right)), listing_of_git(repository, left, right))
          << left << ".." << right;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, EqualsGit, ::testing::Range(1u, 7u));

}  // namespace
}  // namespace gate::git::testing
