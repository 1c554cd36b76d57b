#include "gate/model/band.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

TEST(Band, IsAPercentileOrAProbability) {
  EXPECT_EQ(band_from("p90"), (Band{true, 90}));
  EXPECT_EQ(band_from("p99.5"), (Band{true, 99.5}));
  EXPECT_EQ(band_from("p0"), (Band{true, 0}));
  EXPECT_EQ(band_from("p100"), (Band{true, 100}));
  EXPECT_EQ(band_from(0.6), (Band{false, 0.6}));
  EXPECT_EQ(band_from(1), (Band{false, 1}));
  EXPECT_EQ(band_from("0.6"), (Band{false, 0.6}));
  EXPECT_EQ(band_from("60%"), (Band{false, 0.6}));
}

TEST(Band, IsNothingElse) {
  for (const Json& value : {Json("p101"), Json("p-1"), Json("p"), Json("P90"), Json("90"), Json(90), Json(-0.1),
                            Json("101%"), Json("%"), Json(""), Json("1e-3"), Json("inf"), Json("nan"), Json("p0x10"),
                            Json("0.6 "), Json("1.2.3"), Json(true), Json(nullptr), Json::array({0.5})}) {
    EXPECT_EQ(band_from(value), std::nullopt) << value;
  }
}

TEST(Band, IsShownAsItIsWritten) {
  for (const char* text : {"p90", "p99.5", "60%", "2.5%"}) EXPECT_EQ(to_string(*band_from(text)), text);
  EXPECT_EQ(to_string(*band_from(0.07)), "7%");
}

}  // namespace
}  // namespace gate
