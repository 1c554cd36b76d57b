#include "gate/scope/baseline.h"

#include <gmock/gmock.h>

#include "gate/base/text.h"
#include "scenario.h"

namespace gate::scope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

BaselineEntry entry(char digit, std::string path, std::string rule = "t/bad") {
  return {std::string(32, digit), std::move(rule), std::move(path), "a bad word"};
}

TEST(Baseline, ReadsWhatItWrites) {
  const std::vector<BaselineEntry> entries = {entry('b', "a.c"), entry('a', "b \"quoted\".c"), entry('c', "b.c")};
  auto read = parse_baseline(write_baseline(entries), "baseline.json");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(*read, entries);
}

TEST(Baseline, IsSortedWithOneFindingALineAndNoLineNumbers) {
  const std::string text = write_baseline({entry('a', "z"), entry('b', "a"), entry('b', "a")});
  EXPECT_EQ(text, write_baseline({entry('b', "a"), entry('a', "z")}));
  EXPECT_THAT(split(text, '\n'), SizeIs(8));
  EXPECT_THAT(text, HasSubstr("\n{\"path\":\"a\",\"rule\":\"t/bad\",\"fingerprint\":\"bbbb"));
  EXPECT_EQ(text.find("line\":"), std::string::npos);
}

TEST(Baseline, AnEmptyOneIsLegal) {
  auto read = parse_baseline(write_baseline({}), "baseline.json");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_THAT(*read, IsEmpty());
}

TEST(Baseline, ErrorsNameTheFileAndARemedy) {
  for (const char* text :
       {"", "[]", "{}", "{\"version\":1}", "{\"version\":\"1\",\"findings\":[]}", "{\"version\":0,\"findings\":[]}",
        "{\"version\":99999999999999999999,\"findings\":[]}", "{\"version\":2,\"findings\":[]}",
        "{\"version\":1,\"findings\":[1]}", "{\"version\":1,\"findings\":[{}]}",
        "{\"version\":1,\"findings\":[{\"fingerprint\":\"ABCDEF0123456789ABCDEF0123456789\"}]}",
        "{\"version\":1,\"findings\":[{\"fingerprint\":1}]}", "{\"version\":1,\"findings\":[{\"line\":\"1\"}]}",
        "{\"version\":1,\"findings\":[],\"more\":1}", "<<<<<<< HEAD\n{\"version\":1,\"findings\":[]}"}) {
    auto read = parse_baseline(text, ".gate/baseline.json");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().kind, ErrorKind::config) << text;
    EXPECT_THAT(read.error().where, testing::StartsWith(".gate/baseline.json")) << text;
    EXPECT_NE(read.error().remedy, "") << text;
  }
}

TEST(Baseline, CreateAcceptsWhatIsThere) {
  const Scenario scenario({{"f", "gone BAD thing\nx\n"}},
                          {{"f", "x\ncall(BAD, with, this)\nBAD // gate:ignore[t/bad] fixture\n"}});
  const auto entries = baseline_of(scenario.settle().findings);
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].path, "f");
  const Scoped again = scenario.settle({.baseline = fingerprints_of(entries)});
  EXPECT_EQ(baseline_of(again.findings), entries) << "what the baseline hides stays in it";
}

TEST(Baseline, UpdateDropsWhatIsGone) {
  const auto entries = baseline_of(Scenario({}, {{"f", "call(BAD, with, this)\nother BAD thing\n"}}).settle().findings);
  const Scoped later = Scenario({}, {{"f", "other BAD thing\nthird BAD thing\n"}}).settle();
  const auto left = still_there(entries, later.findings);
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_EQ(left[0].fingerprint, later.findings[0].fingerprint);
}

}  // namespace
}  // namespace gate::scope
