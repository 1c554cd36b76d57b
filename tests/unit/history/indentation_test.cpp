#include "gate/history/indentation.h"

#include <gtest/gtest.h>

#include <string>

namespace gate::history {
namespace {

TEST(Indentation, StepIsWhatLinesMostOftenGoDeeperBy) {
  EXPECT_EQ(indentation_step("a\n  b\n    c\nd\n  e\n"), 2u);
  EXPECT_EQ(indentation_step("a\n    b\n        c\nd\n    e\n"), 4u);
  EXPECT_EQ(indentation_step("a\n        b\nc\n        d\n"), 8u);
  EXPECT_EQ(indentation_step("/**\n * x\n */\na {\n    b\n"), 4u) << "one space of a comment is no step";
  EXPECT_EQ(indentation_step(""), 4u);
  EXPECT_EQ(indentation_step("\ta\n\t\tb\n"), 4u) << "nothing told";
}

TEST(Indentation, LevelsAreTabsAndWholeSteps) {
  EXPECT_EQ(indentation_levels("a", 4), 0u);
  EXPECT_EQ(indentation_levels("\t\ta", 4), 2u);
  EXPECT_EQ(indentation_levels("        a", 4), 2u);
  EXPECT_EQ(indentation_levels("       a", 4), 1u);
  EXPECT_EQ(indentation_levels("  \ta", 4), 1u) << "spaces before a tab only fill up to it";
  EXPECT_EQ(indentation_levels("\t    a", 4), 2u);
  EXPECT_EQ(indentation_levels(std::string(100'000, ' ') + "a", 2), 255u);
}

TEST(Indentation, MeterTakesMeansOfLinesThatAreNotBlank) {
  IndentationMeter meter;
  meter.add("a\n  b\n\n   \n    c", 2);
  meter.add("\t\t\td\r\n", 2);
  meter.remove("    x\n", 2);
  const Indentation result = meter.result();
  EXPECT_EQ(result.added_lines, 4u);
  EXPECT_DOUBLE_EQ(result.added_mean, (0 + 1 + 2 + 3) / 4.0);
  EXPECT_DOUBLE_EQ(result.added_deepest, 3);
  EXPECT_EQ(result.removed_lines, 1u);
  EXPECT_DOUBLE_EQ(result.removed_mean, 2);
}

TEST(Indentation, NothingChangedIsZero) { EXPECT_EQ(IndentationMeter().result(), Indentation()); }

}  // namespace
}  // namespace gate::history
