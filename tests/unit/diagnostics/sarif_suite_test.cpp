// Every SARIF document of a public suite is read, or refused with words that name the document.
#include <gtest/gtest.h>

#include <filesystem>

#include "gate/base/file.h"
#include "gate/diagnostics/diagnostics.h"

namespace gate::diagnostics {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> documents() {
  std::vector<fs::path> out;
  std::error_code code;
  for (const auto& entry : fs::recursive_directory_iterator(GATE_SOURCE_DIR "/../shared/suites/sarif", code))
    if (entry.path().extension() == ".sarif") out.push_back(entry.path());
  return out;
}

TEST(SarifSuite, IsReadOrRefusedInWords) {
  const auto all = documents();
  if (all.empty()) GTEST_SKIP() << "no SARIF documents in ../shared/suites/sarif";
  Reading reading;
  reading.path_of = [](std::string_view path) { return std::optional<std::string>(path); };
  std::size_t good = 0;
  for (const auto& path : all) {
    const auto text = read_file(path);
    ASSERT_TRUE(text) << path;
    reading.name = path.filename().string();
    const auto read = read_sarif(*text, reading);
    if (!read) {
      EXPECT_EQ(read.error().text().rfind(reading.name, 0), 0u) << path << ": " << read.error().text();
      continue;
    }
    ++good;
    EXPECT_LE(read->findings.size() + read->outside, read->results) << path;
    for (const auto& finding : read->findings) EXPECT_FALSE(finding.message.empty()) << path;
  }
  EXPECT_GT(good, 0u);
}

}  // namespace
}  // namespace gate::diagnostics
