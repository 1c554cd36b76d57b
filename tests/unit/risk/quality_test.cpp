// Measures of quality, by hand.
#include "analyzers/risk/quality.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analyzers/risk/reliability_plot.h"
#include "gate/base/xml.h"

namespace gate::risk {
namespace {

struct Counter : XmlHandler {
  int dots = 0;
  void start(std::string_view name, const XmlAttributes&) override { dots += name == "circle" ? 1 : 0; }
  void end(std::string_view) override {}
};

const std::vector<Judged> kFive = {
    {0.9, true, 10}, {0.8, false, 100}, {0.7, true, 10}, {0.4, false, 50}, {0.2, true, 30}};

TEST(Quality, AreaUnderCurveCountsPairs) {
  // (.9,.8) (.9,.4) (.7,.4) are right, (.7,.8) (.2,.8) (.2,.4) wrong.
  EXPECT_DOUBLE_EQ(area_under_curve(kFive), 3.0 / 6);
  // Ties count half: pairs (.5,.5) tied, (.5,.1) right, (.3,.5) wrong, (.3,.1) right.
  EXPECT_DOUBLE_EQ(area_under_curve(std::vector<Judged>{{0.5, true}, {0.5, false}, {0.3, true}, {0.1, false}}),
                   2.5 / 4);
  EXPECT_DOUBLE_EQ(area_under_curve(std::vector<Judged>{{0.5, true}, {0.4, true}}), 0.5);
  EXPECT_DOUBLE_EQ(area_under_curve({}), 0.5);
}

TEST(Quality, AveragePrecisionIsTheMeanAtEachBuggyOne) {
  EXPECT_DOUBLE_EQ(average_precision(kFive), (1.0 / 1 + 2.0 / 3 + 3.0 / 5) / 3);
  // A tie shares the precision at its end, in whatever order it comes.
  EXPECT_DOUBLE_EQ(average_precision(std::vector<Judged>{{0.5, false}, {0.5, true}}), 0.5);
  EXPECT_DOUBLE_EQ(average_precision(std::vector<Judged>{{0.5, true}, {0.5, false}}), 0.5);
}

TEST(Quality, BrierScoreIsTheMeanSquaredError) {
  EXPECT_NEAR(brier_score(kFive), (0.01 + 0.64 + 0.09 + 0.16 + 0.64) / 5, 1e-12);
  EXPECT_NEAR(brier_of_rate(0.6, kFive), 0.6 * 0.4, 1e-12);
  EXPECT_NEAR(brier_of_rate(0.5, kFive), 0.25, 1e-12);
}

TEST(Quality, LogLossNeverIsInfinite) {
  EXPECT_NEAR(log_loss(std::vector<Judged>{{0.5, true}, {0.25, false}}), -(std::log(0.5) + std::log(0.75)) / 2, 1e-12);
  EXPECT_NEAR(log_loss(std::vector<Judged>{{0.0, true}}), -std::log(1e-9), 1e-9);
}

TEST(Quality, RecallAtEffortReviewsTheDensestFirst) {
  // 200 lines: 40 are read. Densities: .09, .008, .07, .008, .0067: the two of 10 lines are read, then 100 do not fit.
  EXPECT_DOUBLE_EQ(recall_at_effort(kFive, 0.2), 2.0 / 3);
  EXPECT_DOUBLE_EQ(recall_at_effort(kFive, 0.05), 1.0 / 3);
  EXPECT_DOUBLE_EQ(recall_at_effort(kFive, 1.0), 1);
  EXPECT_DOUBLE_EQ(recall_at_effort({}, 0.2), 0);
}

TEST(Quality, ReliabilityCountsSaidAndSeen) {
  const auto bins = reliability(std::vector<Judged>{{0.0, false}, {0.15, false}, {0.19, true}, {1.0, true}}, 10);
  ASSERT_EQ(bins.size(), 10u);
  EXPECT_EQ(bins[0].count, 1u);
  EXPECT_EQ(bins[1].count, 2u);
  EXPECT_EQ(bins[1].buggy, 1u);
  EXPECT_DOUBLE_EQ(bins[1].mean_probability, 0.17);
  EXPECT_EQ(bins[9].count, 1u);  // 1 is in the last
  EXPECT_NEAR(calibration_error(bins), (0 + 2 * (0.5 - 0.17) + 0) / 4, 1e-12);
}

TEST(ReliabilityPlot, IsOneWellFormedFileWithWordsForThoseWhoDoNotSeeIt) {
  const auto bins = reliability(kFive, 5);
  const auto svg = reliability_plot(bins, "a <b> & \x01 \"c\"");
  Counter counter;
  XmlParser parser(counter);
  EXPECT_EQ(parser.feed(svg), std::nullopt);
  EXPECT_EQ(parser.finish(), std::nullopt);
  EXPECT_EQ(counter.dots, 4);
  EXPECT_NE(svg.find("<title id=\"title\">a &lt;b&gt; &amp; "), std::string::npos) << svg;
  EXPECT_NE(svg.find("80 to 100 %: said 85.0 %, seen 50.0 % of 2 changes"), std::string::npos) << svg;
  EXPECT_NE(svg.find("prefers-color-scheme: dark"), std::string::npos);
  EXPECT_EQ(svg.find('\x01'), std::string::npos);
  EXPECT_EQ(svg, reliability_plot(bins, "a <b> & \x01 \"c\""));
}

TEST(ReliabilityPlot, OfNothingIsStillADiagram) {
  const auto svg = reliability_plot(reliability({}), "none");
  EXPECT_NE(svg.find("No changes"), std::string::npos);
  EXPECT_EQ(svg.find("class=\"seen\""), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

}  // namespace
}  // namespace gate::risk
