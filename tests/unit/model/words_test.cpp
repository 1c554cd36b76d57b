#include "gate/model/words.h"

#include <gtest/gtest.h>

#include "gate/model/options.h"

namespace gate {
namespace {

template <class Enum>
void expect_inverse(std::size_t count) {
  ASSERT_EQ(all_words<Enum>().size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    Enum value = static_cast<Enum>(i);
    EXPECT_EQ(from_word<Enum>(to_string(value)), value);
  }
  EXPECT_FALSE(from_word<Enum>("no such word"));
}

TEST(Words, AreInversesOfEachOther) {
  expect_inverse<Severity>(5);
  expect_inverse<Confidence>(3);
  expect_inverse<State>(4);
  expect_inverse<Level>(4);
  expect_inverse<RunState>(4);
  expect_inverse<Status>(6);
  expect_inverse<FileStatus>(5);
  expect_inverse<FileMode>(5);
  expect_inverse<ReviewState>(5);
}

TEST(Words, Spelling) {
  EXPECT_EQ(to_string(State::fresh), "new");
  EXPECT_EQ(to_string(Status::not_applicable), "not-applicable");
  EXPECT_EQ(to_string(Status::fail), "fail");
  EXPECT_EQ(to_string(FileStatus::type_changed), "type-changed");
  EXPECT_EQ(severity_from("critical"), Severity::critical);
  EXPECT_EQ(level_from("off"), Level::off);
  EXPECT_EQ(state_from("fixed"), State::fixed);
  EXPECT_EQ(confidence_from("high"), Confidence::high);
}

TEST(Options, DefaultsHoldEveryDeclaredKey) {
  Options options = Options::defaults({{.name = "block", .type = OptionType::severity, .fallback = "high", .doc = ""},
                                       {.name = "limit", .type = OptionType::integer, .fallback = nullptr, .doc = ""}});
  EXPECT_EQ(options.text("block"), "high");
  EXPECT_FALSE(options.has("limit"));
  EXPECT_TRUE(options.has("block"));
  EXPECT_FALSE(options.has("other"));
}

}  // namespace
}  // namespace gate
