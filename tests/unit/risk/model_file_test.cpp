// Model files: the same model has the same bytes, and what is damaged, hostile or of a later gate is an error.
#include "analyzers/risk/model_file.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "gate/base/hash.h"
#include "gate/base/text.h"
#include "tests/unit/risk/small_model.h"

namespace gate::risk {
namespace {

using history::Metric;

// The contents with a digest that fits, as an attacker would write it.
std::string signed_file(const std::string& contents) {
  return "gate-risk-model 1\n" + sha256_hex(contents) + "\n" + contents;
}

std::string contents_of(const Model& model) {
  const std::string file = write_model(model);
  return file.substr(file.find('\n', file.find('\n') + 1) + 1);
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

TEST(ModelFile, IsReadAsItWasWritten) {
  const Model model = small_model();
  const std::string file = write_model(model);
  const auto read = read_model(file, "risk.model");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(write_model(*read), file);
  EXPECT_EQ(read->version, sha256_hex(contents_of(model)).substr(0, 12));
  Model named = model;
  named.version = read->version;
  EXPECT_EQ(*read, named);
  EXPECT_EQ(log_odds(*read, small_row()), log_odds(model, small_row()));
}

TEST(ModelFile, SaysWhatIsWrong) {
  const std::string file = write_model(small_model());
  const auto error = [](const std::string& bytes) {
    const auto read = read_model(bytes, ".gate/risk.model");
    EXPECT_FALSE(read);
    return read ? "" : read.error().text();
  };
  EXPECT_THAT(error(""), testing::HasSubstr("not a model of this version"));
  EXPECT_THAT(error("gate-risk-model 2\n"), testing::HasSubstr("not a model of this version"));
  EXPECT_THAT(error(file.substr(0, file.size() - 1)), testing::HasSubstr("damaged"));
  EXPECT_THAT(error(file + "x"), testing::HasSubstr("damaged"));
  EXPECT_THAT(error(std::string(kLargestModel + 1, 'x')), testing::HasSubstr("larger"));
  EXPECT_THAT(error(file.substr(0, 30)), testing::HasSubstr(".gate/risk.model"));
}

TEST(ModelFile, NamesTheGateThatKnewAMetricThatThisOneDoesNot) {
  auto contents = replaced(contents_of(small_model()), "log lines_added", "log moon_phase");
  contents = replaced(contents, R"("gate":"0.1.0")", R"("gate":"9.9.0")");
  const auto read = read_model(signed_file(contents), "risk.model");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().text(), testing::AllOf(testing::HasSubstr("unknown metric 'moon_phase'"),
                                                  testing::HasSubstr("written by gate 9.9.0")));
}

TEST(ModelFile, RefusesHeadsThatSayMoreThanThereIs) {
  const std::string contents = contents_of(small_model());
  const std::pair<std::string_view, std::string_view> lies[] = {
      {R"("trees":2)", R"("trees":3)"},
      {R"("trees":2)", R"("trees":18446744073709551615)"},
      {R"("trees":2)", R"("trees":1)"},
      {R"("trees":2)", R"("trees":-1)"},
      {R"("tokens":3)", R"("tokens":4000000000)"},
      {R"("tokens":3)", R"("tokens":2)"},
      {R"("tokens":3)", R"("tokens":"3")"},
      {R"("tokens":3)", R"("tokens":3.0)"},
      {R"("tokens":3)", R"("tokens":4.4e88)"},
      {R"("rows":100)", R"("rows":1e99)"},
      {R"("blocks":[0])", R"("blocks":[0,1e20])"},
      {R"("step":)", R"("stride":)"},
      {R"("learner":"trees")", R"("learner":"linear")"},
      {R"("base_rate":0.25)", R"("base_rate":0)"},
      {R"("base_rate":0.25)", R"("base_rate":null)"},
      {R"("buggy":20)", R"("buggy":101)"},
      {R"("blocks":[0])", R"("blocks":[])"},
      {R"("blocks":[0])", R"("blocks":[0,5,5])"},
      {R"("weight":0.5)", R"("weight":1e300)"},
      {R"("quantiles":[)", R"("quantiles":[0.9,)"},
      {R"("parts":[)", R"("parts":7,"more":[)"},
      {R"("gate":"0.1.0")", R"("gate":[])"},
  };
  for (const auto& [what, by] : lies) {
    const auto read = read_model(signed_file(replaced(contents, what, by)), "risk.model");
    ASSERT_FALSE(read) << what << " -> " << by;
    EXPECT_FALSE(read.error().message.empty());
  }
}

// A tree that never ends: splits all the way.
TEST(ModelFile, RefusesTreesThatAreTooDeep) {
  Model model = small_model();
  auto& trees = std::get<Trees>(model.parts[1].learner);
  Tree chain;
  for (std::uint32_t i = 0; i <= kDeepestTree; ++i) {
    chain.nodes.push_back({.input = 0, .threshold = 0, .right = 0, .left_share = 0.5});
  }
  for (std::uint32_t i = 0; i <= kDeepestTree + 1; ++i) chain.nodes.push_back({});
  trees.trees.push_back(chain);
  const auto read = read_model(write_model(model), "risk.model");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().text(), testing::HasSubstr("too deep"));
}

TEST(ModelFile, RefusesMoreTreesThanCouldBeExplained) {
  Model model = small_model();
  std::get<Trees>(model.parts[1].learner).trees.assign(1'000'001, Tree{{{}}});
  const auto read = read_model(write_model(model), "risk.model");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().text(), testing::HasSubstr("too many nodes"));
}

TEST(ModelFile, SurvivesAnyDamageBehindADigestThatFits) {
  const std::string contents = contents_of(small_model());
  std::mt19937 random(11);
  std::size_t good = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string damaged = contents;
    for (std::size_t n = 1 + random() % 3; n-- > 0;) damaged[random() % damaged.size()] = static_cast<char>(random());
    if (random() % 4 == 0) damaged.resize(random() % damaged.size());
    const auto read = read_model(signed_file(damaged), "risk.model");
    if (!read) continue;
    ++good;
    const auto explained = explain(*read, small_row());
    EXPECT_TRUE(std::isfinite(explained.log_odds()));
    EXPECT_NEAR(explained.log_odds(), log_odds(*read, small_row()), 1e-6 * (1 + std::abs(explained.log_odds())));
  }
  EXPECT_GT(good, 100u);  // many bytes are numbers
}

TEST(Model, EveryProbabilityIsASumOfContributions) {
  const Model model = small_model();
  const auto all = explain(model, small_row());
  EXPECT_NEAR(all.log_odds(), log_odds(model, small_row()), 1e-12);
  EXPECT_NE(all.metrics[static_cast<std::size_t>(Metric::lines_added)], 0);
  EXPECT_NE(all.metrics[static_cast<std::size_t>(Metric::files)], 0);  // half of what lines per file give
  EXPECT_EQ(all.metrics[static_cast<std::size_t>(Metric::owners)], 0);
  ASSERT_EQ(all.tokens.size(), 2u);
  EXPECT_EQ(all.tokens[0].first, 4u);
}

TEST(Model, CombinesTwoBySharesOfLogOdds) {
  Model other = small_model();
  shift_base_rate(other, 0.5);
  const auto one = explain(small_model(), small_row()), two = explain(other, small_row());
  const auto both = combine(one, two, 0.25);
  EXPECT_NEAR(both.log_odds(), 0.75 * one.log_odds() + 0.25 * two.log_odds(), 1e-12);
  EXPECT_NEAR(both.log_odds(), combine(one.log_odds(), two.log_odds(), 0.25), 1e-12);
  EXPECT_EQ(both.tokens.size(), one.tokens.size());
  EXPECT_DOUBLE_EQ(own_share(0, 500), 0);
  EXPECT_DOUBLE_EQ(own_share(500, 500), 0.5);
  EXPECT_GT(own_share(50'000, 500), 0.98);
}

TEST(Model, AnotherBaseRateMovesTheLogOddsByTheDifference) {
  Model model = small_model();
  const double before = log_odds(model, small_row());
  shift_base_rate(model, 0.5);
  EXPECT_NEAR(log_odds(model, small_row()) - before, std::log(3), 1e-12);  // from 1:3 to 1:1
  shift_base_rate(model, 0.25);
  EXPECT_NEAR(log_odds(model, small_row()), before, 1e-12);
}

TEST(ModelInputs, NamesAreReadAgain) {
  auto all = metric_inputs();
  for (std::size_t form = 0; form < static_cast<std::size_t>(Form::count_); ++form) {
    if (takes_two(static_cast<Form>(form)))
      all.push_back({static_cast<Form>(form), Metric::lines_added, Metric::files});
  }
  for (const Input& input : all) {
    const auto again = input_from(name_of(input));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(*again, input);
  }
  for (const char* wrong : {"", "log", "log files files", "ratio files", "sqrt files", "log  files", "plain x"}) {
    EXPECT_FALSE(input_from(wrong)) << wrong;
  }
}

TEST(ModelInputs, SetMetricsAgainstEachOther) {
  history::Metrics metrics;
  metrics[Metric::lines_added] = 6;
  metrics[Metric::files] = 3;
  metrics[Metric::entropy_bits] = 1;
  metrics[Metric::indentation_change_levels] = -3;
  const auto value = [&](Form form, Metric a, Metric b = Metric::count_) { return value_of({form, a, b}, metrics); };
  EXPECT_FLOAT_EQ(value(Form::log, Metric::lines_added), std::log(7.0));
  EXPECT_FLOAT_EQ(value(Form::log, Metric::indentation_change_levels), -std::log(4.0));
  EXPECT_FLOAT_EQ(value(Form::log_sum, Metric::lines_added, Metric::files), std::log(10.0));
  EXPECT_FLOAT_EQ(value(Form::ratio, Metric::lines_added, Metric::files), 2);
  EXPECT_FLOAT_EQ(value(Form::log_ratio, Metric::lines_added, Metric::files), std::log(3.0));
  EXPECT_FLOAT_EQ(value(Form::log_change, Metric::lines_added, Metric::files), std::log(7.0) - std::log(4.0));
  EXPECT_FLOAT_EQ(value(Form::log_net, Metric::files, Metric::lines_added), -std::log(4.0));
  EXPECT_FLOAT_EQ(value(Form::share, Metric::lines_added, Metric::files), 6.0 / 9);
  EXPECT_FLOAT_EQ(value(Form::normed_bits, Metric::entropy_bits, Metric::files), 1 / std::log2(3.0));
  EXPECT_TRUE(std::isnan(value(Form::log_sum, Metric::lines_added, Metric::owners)));
  EXPECT_TRUE(std::isnan(value(Form::normed_bits, Metric::entropy_bits, Metric::owners)));
  metrics[Metric::files] = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(std::isnan(value(Form::log, Metric::files)));
}

}  // namespace
}  // namespace gate::risk
