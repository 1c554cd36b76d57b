// Drops each required token of a sample, one at a time: the analyzer must block, and point at the token's line.
#include <gtest/gtest.h>

#include <filesystem>

#include "gate/base/file.h"
#include "tests/unit/analyzers/sides.h"

namespace gate {
namespace {

using testing_sides::Sides;

struct Sample {
  const char* file;
  const char* tokens;     // that the language requires wherever they stand in the sample
  std::size_t near = 85;  // percent that are found within a line of the place without a version before
};

// Byte places of `tokens` in code: strings, comments and names are left alone.
std::vector<std::uint32_t> places_of(const std::string& path, const std::string& text, std::string_view tokens) {
  const auto tree = syntax::Tree::parse(text, *syntax::language_of(path, text)).value();
  std::vector<std::uint32_t> places;
  syntax::visit(tree.root(), [&](syntax::Node node) {
    if (node.child_count() > 0) return syntax::Visit::into;
    const std::string_view token = tree.text(node);
    if (!node.is_named() && token.size() == 1 && tokens.find(token[0]) != tokens.npos)
      places.push_back(node.start_byte());
    return syntax::Visit::skip;
  });
  return places;
}

class Mutation : public testing::TestWithParam<Sample> {
 protected:
  void SetUp() override {
    path_ = std::string(GATE_SOURCE_DIR "/tests/unit/analyzers/samples/") + GetParam().file;
    text_ = read_file(path_).value();
  }
  std::string path_, text_;
};

TEST_P(Mutation, DroppedTokenBlocksOnItsLine) {
  const auto places = places_of(path_, text_, GetParam().tokens);
  ASSERT_GT(places.size(), 5u);
  const LineIndex lines(text_);
  for (const std::uint32_t at : places) {
    std::string broken = text_;
    broken.erase(at, 1);
    const auto findings = Sides(path_, &text_, broken).run();
    const auto line = lines.place(at).line;
    ASSERT_FALSE(findings.empty()) << line << ": '" << text_[at] << "' in " << lines.line(line);
    EXPECT_EQ(findings[0].place.line, line) << testing_sides::lines_of(findings);
    EXPECT_EQ(findings[0].confidence, Confidence::high) << testing_sides::lines_of(findings);
    EXPECT_EQ(findings[0].severity, Severity::high);
  }
}

TEST_P(Mutation, SameTextAndNewFileAreClean) {
  EXPECT_EQ(testing_sides::lines_of(Sides(path_, &text_, text_).run()), "");
  EXPECT_EQ(testing_sides::lines_of(Sides(path_, nullptr, text_).run()), "");
}

// Without a version before: a new file must be caught too, though not always on the very line.
TEST_P(Mutation, DroppedTokenOfANewFileIsCaught) {
  const auto places = places_of(path_, text_, GetParam().tokens);
  std::size_t caught = 0, near = 0;
  const LineIndex lines(text_);
  for (const std::uint32_t at : places) {
    std::string broken = text_;
    broken.erase(at, 1);
    const auto findings = Sides(path_, nullptr, broken).run();
    const auto line = lines.place(at).line;
    caught += !findings.empty();
    near += !findings.empty() && findings[0].place.line + 1 >= line && findings[0].place.line <= line + 1;
  }
  EXPECT_EQ(caught, places.size());
  EXPECT_GE(near * 100, places.size() * GetParam().near) << near << " of " << places.size();
}

INSTANTIATE_TEST_SUITE_P(Languages, Mutation,
                         testing::Values(Sample{"list.c", ";{}()[]"}, Sample{"shape.cpp", ";{}()", 80},
                                         Sample{"stock.py", "()[]{}:"}, Sample{"sum.js", "{}()[]"},
                                         Sample{"queue.go", "{}()[]"}, Sample{"Account.java", ";{}()[]"},
                                         Sample{"cart.ts", "{}()[]"}, Sample{"words.rs", "{}()[]"},
                                         Sample{"mailer.rb", "{}()[]"}, Sample{"Router.php", ";{}()[]"},
                                         Sample{"Tree.kt", "{}()"}, Sample{"Clock.cs", ";{}()[]"},
                                         Sample{"backup.sh", "{}()", 50}, Sample{"network.tf", "{}()[]"}),
                         [](const auto& sample) {
                           std::string name = sample.param.file;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

}  // namespace
}  // namespace gate
