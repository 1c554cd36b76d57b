#include "gate/base/glob.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "gate/base/text.h"

namespace gate {
namespace {

struct Row {
  const char* pattern;
  const char* path;
  bool matches;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.pattern << " on " << row.path; }

class GlobRow : public testing::TestWithParam<Row> {};

TEST_P(GlobRow, AsDocumented) { EXPECT_EQ(glob_match(GetParam().pattern, GetParam().path), GetParam().matches); }

INSTANTIATE_TEST_SUITE_P(
    All, GlobRow,
    testing::Values(
        // A pattern without '/' is for a base name.
        Row{"*.js", "a.js", true}, Row{"*.js", "x/y/a.js", true}, Row{"*.js", "a.jsx", false}, Row{"a", "a/b", false},
        Row{"*", "a/b", true}, Row{"a?c", "x/abc", true}, Row{"a?c", "a/c", false},
        // With one it is for the whole path.
        Row{"/a.js", "a.js", true}, Row{"/a.js", "x/a.js", false}, Row{"src/*.c", "src/a.c", true},
        Row{"src/*.c", "src/x/a.c", false}, Row{"src/*.c", "x/src/a.c", false}, Row{"src/*/a.c", "src/x/a.c", true},
        // '**' crosses.
        Row{"**/*.min.js", "a.min.js", true}, Row{"**/*.min.js", "x/y/a.min.js", true},
        Row{"vendor/**", "vendor/a/b", true}, Row{"vendor/**", "vendor", false}, Row{"vendor/**", "x/vendor/a", false},
        Row{"a/**/b", "a/b", true}, Row{"a/**/b", "a/x/y/b", true}, Row{"a/**/b", "a/xb", false},
        Row{"**", "a/b", true}, Row{"a/b**c", "a/b/x/c", true}, Row{"**/**/a", "a", true},
        // A trailing '/' is for what lies below.
        Row{"build/", "build/x/y", true}, Row{"build/", "a/build/x", true}, Row{"build/", "build", false},
        Row{"/build/", "a/build/x", false}, Row{"a/build/", "a/build/x", true},
        // Sets and braces.
        Row{"[a-c].c", "b.c", true}, Row{"[a-c].c", "d.c", false}, Row{"[!a-c].c", "d.c", true},
        Row{"[^a-c].c", "b.c", false}, Row{"[]x].c", "].c", true}, Row{"[a-].c", "-.c", true},
        Row{"a/[!x]b", "a//b", false}, Row{"[ab", "[ab", true}, Row{"[\\]]", "]", true}, Row{"*.{c,h}", "x/a.h", true},
        Row{"*.{c,h}", "a.cpp", false}, Row{"{a,b/c}/d", "b/c/d", true}, Row{"{a,b{c,d}}.x", "bd.x", true},
        Row{"{a,b{c,d}}.x", "b.x", false}, Row{"{a", "{a", true}, Row{"a}", "a}", true}, Row{"a,b", "a,b", true},
        Row{"{,x}a", "a", true}, Row{"{,x}a", "xa", true}, Row{"{**/,}a/b", "x/a/b", true}, Row{"{a[}]", "a}", true},
        Row{"a{}b", "ab", true},
        // '\' takes the next character literally.
        Row{"\\*.c", "*.c", true}, Row{"\\*.c", "a.c", false}, Row{"a\\", "a\\", true}, Row{"\\{a,b\\}", "{a,b}", true},
        Row{"", "", true}, Row{"", "a", false}));

TEST(Glob, CostStaysLinearInTheProduct) {
  std::string pattern = "x/";
  for (int i = 0; i < 200; ++i) pattern += "*a**";
  std::string path = "x/" + std::string(4000, 'a') + "b";
  EXPECT_FALSE(Glob(pattern + "c").matches(path));
  EXPECT_TRUE(Glob(pattern + "b").matches(path));
}

TEST(Glob, DeepBracesCostNoStack) {
  std::string pattern = std::string(100'000, '{') + "a" + std::string(100'000, '}');
  EXPECT_TRUE(glob_match(pattern, "a"));
  EXPECT_FALSE(glob_match(std::string(100'000, '{'), "a"));
}

}  // namespace
}  // namespace gate
