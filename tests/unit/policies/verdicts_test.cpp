// tests/verdicts/POLICY/CASE.json: {what, facts, options, expected}. Facts and options take their defaults; `expected`
// holds one object for each ruling, in order, with the fields that the case is about. GATE_UPDATE=1 writes those fields
// anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gate/base/file.h"
#include "gate/model/json.h"
#include "gate/policy.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = GATE_SOURCE_DIR "/tests/verdicts";

std::vector<fs::path> all_cases() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(kCases))
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

std::string test_name(const ::testing::TestParamInfo<fs::path>& info) {
  auto name = info.param.parent_path().filename().string() + "_" + info.param.stem().string();
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

const Policy* find_policy(const std::string& name) {
  auto found = std::ranges::find(all_policies(), name, &Policy::name);
  return found == all_policies().end() ? nullptr : &*found;
}

// The options given, over the policy's defaults; a key that the policy does not know is a mistake in the case.
Options options_of(const Policy& policy, const Json& given) {
  auto values = Options::defaults(policy.options).values();
  for (const auto& [key, value] : given.items()) {
    EXPECT_TRUE(values.contains(key)) << "unknown option " << key;
    values[key] = value;
  }
  return Options(std::move(values));
}

OrderedJson updated(const OrderedJson& expected, const std::vector<Ruling>& rulings) {
  auto out = OrderedJson::array();
  for (std::size_t at = 0; at < rulings.size(); ++at) {
    auto whole = ruling_to_json(rulings[at]);
    auto entry = OrderedJson::object();
    if (at < expected.size()) {
      for (const auto& [key, value] : expected[at].items()) entry[key] = whole.value(key, Json());
    } else {
      for (const char* key : {"condition", "status", "value", "reason", "details"})
        entry[key] = whole.value(key, Json());
      if (entry["details"].is_null() || entry["details"].empty()) entry.erase("details");
    }
    out.push_back(std::move(entry));
  }
  return out;
}

class Verdicts : public ::testing::TestWithParam<fs::path> {};

TEST_P(Verdicts, AreAsExpected) {
  auto text = read_file(GetParam());
  ASSERT_TRUE(text) << text.error().text();
  auto one = OrderedJson::parse(*text);
  const auto* policy = find_policy(GetParam().parent_path().filename().string());
  ASSERT_NE(policy, nullptr);
  auto facts = facts_from_json(Json(one.at("facts")));
  ASSERT_TRUE(facts) << facts.error().text();
  auto rulings = policy->judge(*facts, options_of(*policy, Json(one.at("options"))));

  if (std::getenv("GATE_UPDATE") != nullptr) {
    one["expected"] = updated(one.at("expected"), rulings);
    ASSERT_TRUE(write_file(GetParam(), dump_json(one, 2) + "\n"));
    return;
  }
  const auto& expected = one.at("expected");
  EXPECT_EQ(rulings.size(), expected.size());
  for (std::size_t at = 0; at < std::min(rulings.size(), expected.size()); ++at) {
    EXPECT_EQ(rulings[at].policy, policy->name);
    auto whole = ruling_to_json(rulings[at]);
    for (const auto& [key, value] : expected[at].items())
      EXPECT_EQ(whole.value(key, Json()), Json(value)) << "ruling " << at << ", " << key;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Verdicts, ::testing::ValuesIn(all_cases()), test_name);

// Every policy explains itself, and every one has cases.
TEST(Policies, AreDocumentedAndExercised) {
  for (const auto& policy : all_policies()) {
    EXPECT_FALSE(policy.version.empty() || policy.summary.empty() || policy.doc.empty()) << policy.name;
    for (const auto& option : policy.options) EXPECT_FALSE(option.doc.empty()) << policy.name << "." << option.name;
    EXPECT_TRUE(fs::is_directory(kCases / policy.name)) << policy.name;
  }
}

}  // namespace
}  // namespace gate
