// Texts of other parsers' test suites: how many that a parser must reject are blocked, how many valid ones are.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "gate/base/file.h"
#include "gate/base/json.h"
#include "tests/unit/analyzers/sides.h"

namespace gate {
namespace {

struct Language {
  const char* name;
  const char* file;
  int caught;   // percent of the texts with an error of grammar, at least
  int flagged;  // percent of the valid texts, at most
};

class SyntaxSuite : public testing::TestWithParam<Language> {};

bool blocks(const std::string& path, const std::string& text) {
  const testing_sides::Sides sides(path, nullptr, text);
  return std::ranges::any_of(sides.run(), [](const Finding& finding) {
    return finding.severity >= Severity::high && finding.confidence == Confidence::high;
  });
}

TEST_P(SyntaxSuite, CatchesErrorsAndLeavesValidTextsAlone) {
  const Language& language = GetParam();
  const std::string path = std::string(GATE_SOURCE_DIR "/../shared/suites/syntax/") + language.name + ".jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no suite at " << path;
  const std::string rows = read_file(path).value();
  int errors = 0, caught = 0, valid = 0, flagged = 0;
  for (const std::string_view line : split_lines(rows)) {
    const Json row = parse_json(line, path).value();
    if (row.value("stale", false)) continue;
    const std::string level = row["level"].is_string() ? row["level"].get<std::string>() : "";
    const std::string text = row["text"];
    if (row["expected"] == "ok" && level.empty()) {
      ++valid;
      flagged += blocks(language.file, text);
    } else if (level == "grammar" || level == "parser") {
      ++errors;
      caught += blocks(language.file, text);
    }
  }
  std::printf("%-12s caught %3d of %3d (%.1f %%), valid texts flagged %2d of %3d (%.1f %%)\n", language.name, caught,
              errors, 100.0 * caught / errors, flagged, valid, 100.0 * flagged / valid);
  EXPECT_GE(caught * 100, errors * language.caught);
  EXPECT_LE(flagged * 1000, valid * language.flagged * 10);
}

INSTANTIATE_TEST_SUITE_P(Languages, SyntaxSuite,
                         testing::Values(Language{"javascript", "x.js", 77, 1}, Language{"python", "x.py", 87, 2},
                                         Language{"go", "x.go", 95, 0}, Language{"rust", "x.rs", 92, 12},
                                         Language{"ruby", "x.rb", 54, 21}, Language{"php", "x.php", 98, 7}),
                         [](const auto& language) { return std::string(language.param.name); });

}  // namespace
}  // namespace gate
