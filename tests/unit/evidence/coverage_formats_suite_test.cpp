// Coverage of one run in several formats: every format must yield the same lines, covered and not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "gate/base/json.h"
#include "gate/evidence/coverage/coverage.h"
#include "tests/unit/evidence/coverage_fakes.h"

namespace gate::evidence {
namespace {

const std::filesystem::path kSuite = GATE_SOURCE_DIR "/../shared/suites/coverage-formats/gcovr";

using Lines = std::map<std::string, std::map<std::uint32_t, bool>>;

Lines expected_lines(const Json& row) {
  Lines out;
  for (const auto& [path, lines] : row.at("expected").items())
    for (const auto& [line, covered] : lines.items())
      out[path][static_cast<std::uint32_t>(std::stoul(line))] = covered.get<int>() > 0;
  return out;
}

Lines read_lines(const Lines& expected, const std::filesystem::path& folder, const std::string& format) {
  FakeRepository repository;
  for (const auto& [path, lines] : expected) repository.added(path, std::max(200u, lines.rbegin()->first));
  auto read = read_coverage({{{format}, "", ""}}, folder, repository.change, repository.source, Deadline::never());
  EXPECT_EQ(read.coverage.reports_read, 1u) << (read.sources.empty() ? "" : read.sources[0].problem);
  Lines out;
  for (const auto& file : read.coverage.files)
    for (const auto& [line, hits] : file.hits) out[file.path][line] = hits > 0;
  return out;
}

TEST(CoverageFormatsSuite, EveryFormatYieldsTheSameLines) {
  std::ifstream rows(kSuite / "expected.jsonl");
  if (!rows) GTEST_SKIP() << "the suite is not here: " << kSuite;
  int compared = 0;
  for (std::string text; std::getline(rows, text);) {
    auto row = Json::parse(text);
    auto expected = expected_lines(row);
    for (const auto& format : row.at("formats")) {
      if (format != "coverage.lcov" && format != "cobertura.xml") continue;
      auto name = row.at("case").get<std::string>();
      EXPECT_EQ(read_lines(expected, kSuite / name, format), expected) << name << "/" << format;
      ++compared;
    }
  }
  EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace gate::evidence
