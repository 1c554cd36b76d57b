// JSON, YAML and TOML against public suites: nearly every error is caught, no valid text is flagged.
#include "gate/base/json_check.h"
#include "gate/base/toml.h"
#include "gate/base/yaml.h"
#include "suite.h"

namespace gate {
namespace {

template <class Problems>
std::string first_message(const Problems& problems) {
  return problems.empty() ? "" : problems.front().message;
}

void expect_good(const test::SyntaxScore& score) {
  EXPECT_GE(score.caught, 0.99 * score.errors) << score.wrong;
  EXPECT_EQ(score.flagged, 0) << score.wrong;
  EXPECT_GT(score.errors, 0);
  EXPECT_GT(score.valid, 0);
}

TEST(SyntaxSuites, Json) {
  auto rows = test::syntax_suite("json");
  if (rows.empty()) GTEST_SKIP() << "the suite is not here";
  expect_good(
      test::score(rows, [](const std::string& text) { return first_message(check_json(text, JsonDialect::strict)); }));
}

TEST(SyntaxSuites, Yaml) {
  auto rows = test::syntax_suite("yaml");
  if (rows.empty()) GTEST_SKIP() << "the suite is not here";
  expect_good(test::score(rows, [](const std::string& text) { return first_message(check_yaml(text)); }));
}

TEST(SyntaxSuites, Toml) {
  auto rows = test::syntax_suite("toml");
  if (rows.empty()) GTEST_SKIP() << "the suite is not here";
  std::erase_if(rows, [](const test::SyntaxRow& row) { return !row.all.value("toml_1_0", true); });
  expect_good(test::score(rows, [](const std::string& text) { return first_message(check_toml(text)); }));
}

}  // namespace
}  // namespace gate
