#include "gate/model/history_words.h"

#include <gtest/gtest.h>

#include <limits>

namespace gate {
namespace {

TEST(HistoryWords, NumbersAreRoundedDown) {
  EXPECT_EQ(probability_text(0.29), "0.29");  // 28.999999999999996 hundredths
  EXPECT_EQ(probability_text(0.5999), "0.59");
  EXPECT_EQ(probability_text(0.0419), "0.041");
  EXPECT_EQ(probability_text(0), "0.000");
  EXPECT_EQ(probability_text(1), "1.00");
  EXPECT_EQ(percentile_text(89.97), "89.9th percentile");
  EXPECT_EQ(percentile_text(92.04), "92nd percentile");
}

TEST(HistoryWords, OrdinalsAreEnglish) {
  const std::pair<double, const char*> ordinals[] = {{0, "0th"},   {1, "1st"},   {2, "2nd"},    {3, "3rd"},
                                                     {4, "4th"},   {11, "11th"}, {12, "12th"},  {13, "13th"},
                                                     {21, "21st"}, {93, "93rd"}, {100, "100th"}};
  for (const auto& [value, text] : ordinals) EXPECT_EQ(percentile_text(value), std::string(text) + " percentile");
}

TEST(HistoryWords, NumbersOutOfRangeAreBroughtIntoIt) {
  const double huge = std::numeric_limits<double>::max(), nothing = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(percentile_text(huge), "100th percentile");
  EXPECT_EQ(percentile_text(-huge), "0th percentile");
  EXPECT_EQ(percentile_text(nothing), "0th percentile");
  EXPECT_EQ(probability_text(huge), "1.00");
  EXPECT_EQ(probability_text(nothing), "0.000");
  EXPECT_EQ(amount_text(-huge), "-1.8e+308");
}

TEST(HistoryWords, AmountsHaveTheirSign) {
  EXPECT_EQ(amount_text(0.124), "+0.12");
  EXPECT_EQ(amount_text(-0.03), "-0.03");
  EXPECT_EQ(amount_text(0.004), "+0.004");
  EXPECT_EQ(counted_text(1, "change"), "1 change");
  EXPECT_EQ(counted_text(999, "change"), "999 changes");
  EXPECT_EQ(counted_text(1'204, "change"), "1,204 changes");
  EXPECT_EQ(counted_text(1'234'567, "change"), "1,234,567 changes");
}

TEST(HistoryWords, ARiskWithoutAPercentileSaysOnlyThat) {
  RiskScore risk{.available = true, .probability = 0.34};
  EXPECT_EQ(risk_text(risk), "probability 0.34");
  risk.percentile = 92.0;
  risk.compared_with = 1204;
  EXPECT_EQ(risk_text(risk), "probability 0.34, 92nd percentile of 1,204 changes");
}

TEST(HistoryWords, IncidentsAreToldByPath) {
  const std::int64_t march = 1'772'409'600;  // 2026-03-02
  const std::vector<PastIncident> incidents{
      {"i3", march, Severity::high, "checkout was down", {"pay/validate.ts", "pay/b.ts"}},
      {"i2", march - 86'400 * 90, Severity::low, "", {"pay/validate.ts"}},
      {"i1", std::numeric_limits<std::int64_t>::min(), Severity::low, "", {"pay/validate.ts", "pay/old.ts"}},
      {"i0", std::numeric_limits<std::int64_t>::max(), Severity::low, "", {"pay/late.ts"}}};
  EXPECT_EQ(incident_texts(incidents),
            (std::vector<std::string>{
                "`pay/validate.ts` was part of 3 incidents, last on 2026-03-02: checkout was down",
                "`pay/b.ts` was part of 1 incident, on 2026-03-02: checkout was down",
                "`pay/late.ts` was part of 1 incident",
                "`pay/old.ts` was part of 1 incident",
            }));
}

}  // namespace
}  // namespace gate
