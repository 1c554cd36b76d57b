// Every folder of tests/reports holds a verdict and what reports make of it. GATE_UPDATE=1 writes the expectations anew
// (all of them where a folder has none): read the difference before keeping it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "gate/base/text.h"
#include "gate/report/report.h"
#include "tests/unit/report/verdict_reader.h"

namespace gate::report {
namespace {

namespace fs = std::filesystem;

struct Expectation {
  const char* file;
  const char* format;
  Style style;
};

const Expectation kExpectations[] = {
    {"expected.txt", "text", {}},
    {"expected.verbose.txt", "text", {.verbose = true}},
    {"expected.colour.txt", "text", {.colour = true}},
    {"expected.json", "json", {}},
    {"expected.sarif", "sarif", {}},
    {"expected.junit.xml", "junit", {}},
    {"expected.gitlab.json", "gitlab", {}},
    {"expected.markdown", "markdown", {}},
    {"expected.github-annotations", "github-annotations", {}},
    {"expected.github-summary", "github-summary", {}},
    {"expected.github-outputs", "github-outputs", {}},
};

std::string write(const Expectation& expectation, const Verdict& verdict) {
  for (const Format& format : all_formats()) {
    if (format.name != expectation.format) continue;
    std::string text = format.write(verdict, expectation.style);
    text = std::regex_replace(text, std::regex("\"" GATE_VERSION "\""), "\"VERSION\"");
    return std::regex_replace(text, std::regex("gate_[0-9a-f]{32}"), "gate_DELIMITER");
  }
  ADD_FAILURE() << "no format " << expectation.format;
  return {};
}

// The first line that differs, on both sides; "" when there is none.
std::string first_difference(const std::string& expected, const std::string& actual) {
  if (expected == actual) return {};
  const auto left = split(expected, '\n'), right = split(actual, '\n');
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string a = i < left.size() ? left[i] : "(end)", b = i < right.size() ? right[i] : "(end)";
    if (a != b) return "line " + std::to_string(i + 1) + "\n  expected: " + a + "\n  actual:   " + b;
  }
  return {};
}

std::vector<fs::path> cases() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(GATE_SOURCE_DIR "/tests/reports")) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

class Reports : public testing::TestWithParam<fs::path> {};

TEST_P(Reports, AreAsExpected) {
  const auto json = parse_json(read_text(GetParam() / "verdict.json"), "verdict.json");
  ASSERT_TRUE(json) << json.error().text();
  const auto verdict = verdict_from_json(*json);
  ASSERT_TRUE(verdict) << verdict.error().text();

  const auto there = [](const Expectation& each) { return fs::exists(GetParam() / each.file); };
  const bool none = std::none_of(std::begin(kExpectations), std::end(kExpectations), there);
  const bool update = std::getenv("GATE_UPDATE") != nullptr;
  EXPECT_FALSE(none && !update) << "no expected.* file";
  for (const Expectation& each : kExpectations) {
    if (!there(each) && !(none && update)) continue;
    const std::string text = write(each, *verdict);
    if (update) {
      std::ofstream(GetParam() / each.file, std::ios::binary) << text;
    } else {
      EXPECT_EQ(first_difference(read_text(GetParam() / each.file), text), "") << each.file;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Reports, testing::ValuesIn(cases()), [](const auto& each) {
  return std::regex_replace(each.param.filename().string(), std::regex("[^A-Za-z0-9]"), "_");
});

}  // namespace
}  // namespace gate::report
