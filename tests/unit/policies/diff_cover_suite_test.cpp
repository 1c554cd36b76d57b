// The integration cases of diff-cover: a diff and reports in, uncovered lines, totals and the decision out.
#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gate/base/json.h"
#include "gate/evidence/coverage/coverage.h"
#include "gate/model/coverage_lines.h"
#include "policies/all.h"
#include "tests/unit/evidence/coverage_fakes.h"

namespace gate {
namespace {

const std::filesystem::path kSuite = GATE_SOURCE_DIR "/../shared/suites/diff-cover";

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Turns a unified diff with context into a change: one hunk for each run of added and removed lines.
class DiffReader {
 public:
  Change read(std::string_view diff) {
    for (auto line : split_lines(diff)) take(line);
    flush();
    return std::move(change_);
  }

 private:
  void take(std::string_view line) {
    if (line.starts_with("diff --git ")) {
      flush();
      file_ = &change_.files.emplace_back();
      auto path = line.substr(line.rfind(" b/") + 3);
      file_->path = file_->old_path = std::string(path);
      file_->after = {"after:" + file_->path, FileMode::regular, 1};
      in_hunk_ = false;
    } else if (line.starts_with("deleted file")) {
      file_->status = FileStatus::deleted;
    } else if (line.starts_with("@@ -")) {
      flush();
      old_ = number(line.substr(4));
      new_ = number(line.substr(line.find('+') + 1));
      in_hunk_ = true;
    } else if (in_hunk_ && line.starts_with('+')) {
      begin();
      ++hunk_->new_lines, ++new_;
    } else if (in_hunk_ && line.starts_with('-')) {
      begin();
      ++hunk_->old_lines, ++old_;
    } else if (in_hunk_ && !line.starts_with('\\')) {
      flush();
      ++old_, ++new_;
    }
  }

  void begin() {
    if (!hunk_) hunk_ = Hunk{old_, 0, new_, 0};
  }

  void flush() {
    if (hunk_) {
      if (hunk_->old_lines == 0) --hunk_->old_start;
      if (hunk_->new_lines == 0) --hunk_->new_start;
      if (hunk_->old_start == UINT32_MAX) hunk_->old_start = 0;
      file_->hunks.push_back(*hunk_);
    }
    hunk_.reset();
  }

  Change change_;
  ChangedFile* file_ = nullptr;
  std::optional<Hunk> hunk_;
  std::uint32_t old_ = 0, new_ = 0;
  bool in_hunk_ = false;
};

Facts facts_of(const Json& row) {
  Facts facts;
  facts.change = DiffReader().read(read_text(kSuite / "fixtures" / row.at("diff").get<std::string>()));
  evidence::FakeSource source;
  for (const auto& file : facts.change.files) source.head.push_back(file.path);
  evidence::CoverageInput input;
  for (const auto& name : row.at("coverage")) input.files.push_back("fixtures/" + name.get<std::string>());
  auto read = evidence::read_coverage({input}, kSuite, facts.change, source, Deadline::never());
  facts.evidence.coverage = std::move(read.coverage);
  facts.evidence.sources = std::move(read.sources);
  return facts;
}

int exit_code(const Facts& facts, double fail_under) {
  auto policy = coverage_policy();
  auto values = Options::defaults(policy.options).values();
  values["patch"] = fail_under;
  Status worst = Status::not_applicable;
  for (const auto& ruling : policy.judge(facts, Options(values))) worst = std::max(worst, ruling.status);
  return worst == Status::fail ? 1 : worst >= Status::no_data ? 3 : 0;
}

double fail_under(const Json& row) {
  for (const auto& option : row.at("options"))
    if (auto text = option.get<std::string>(); text.starts_with("--fail-under=")) return std::stod(text.substr(13));
  return 0;
}

void expect_lines(const Json& row, const Facts& facts) {
  const auto& expected = row.at("expected");
  Json files = Json::object();
  std::uint64_t total = 0, missing = 0;
  for (const auto& file : uncovered_lines(facts)) {
    auto percent = 100.0 * static_cast<double>(file.coverable - file.lines.size()) / file.coverable;
    files[file.path] = {{"percent", std::floor(percent * 10) / 10}, {"missing", file.lines}};
    total += file.coverable;
    missing += file.lines.size();
  }
  EXPECT_EQ(files, expected.at("files")) << row.at("name");
  if (expected.at("total").is_null()) return;
  EXPECT_EQ(total, expected.at("total").get<std::uint64_t>()) << row.at("name");
  EXPECT_EQ(missing, expected.at("missing").get<std::uint64_t>()) << row.at("name");
  EXPECT_EQ(100 * (total - missing) / total, expected.at("percent").get<std::uint64_t>()) << row.at("name");
}

TEST(DiffCoverSuite, LinesTotalsAndDecisionAreTheSame) {
  std::ifstream rows(kSuite / "cases.jsonl");
  if (!rows) GTEST_SKIP() << "the suite is not here: " << kSuite;
  int compared = 0;
  for (std::string text; std::getline(rows, text); ++compared) {
    auto row = Json::parse(text);
    auto facts = facts_of(row);
    for (const auto& source : facts.evidence.sources) EXPECT_EQ(source.problem, "") << row.at("name");
    if (!row.at("expected").is_null()) expect_lines(row, facts);
    if (!row.at("exit_code").is_null()) {
      EXPECT_EQ(exit_code(facts, fail_under(row)), row.at("exit_code").get<int>()) << row.at("name");
    }
    // diff-cover refuses to mix LCOV and XML; gate merges them, and here the two agree.
    if (row.at("raises") == true) {
      EXPECT_EQ(uncovered_lines(facts).at(0).lines, (std::vector<std::uint32_t>{2, 4, 6, 8, 10}));
    }
  }
  EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace gate
