#include "gate/history/code_lines.h"

#include <gtest/gtest.h>

namespace gate::history {
namespace {

TEST(CodeLines, ControlIsToldByTheFirstWord) {
  for (const auto* line : {"if (x)", "} else {", "} catch (E e) {", "return;", "for x in y:", "while(1)", "raise E", "elif x:"})
    EXPECT_TRUE(begins_as_control(line)) << line;
  for (const auto* line : {"iffy();", "returned = 1", "}", "x = if_else(y)", "ifX()", "format();", "", "}; x"})
    EXPECT_FALSE(begins_as_control(line)) << line;
}

TEST(CodeLines, CountsNoBlankLinesCommentsAndImports) {
  CodeLineCounter counter;
  counter.add("\n  \n// why\n/* what\n * it is\n */\nimport os\n#include <a>\n  int x = 1;\n\tif (x) return;\n*p = 2;\nlast");
  counter.remove("# note\nreturn 1\r\n\r\n");
  const auto counts = counter.result();
  EXPECT_EQ(counts.added, 4u);
  EXPECT_EQ(counts.control_added, 1u);
  EXPECT_EQ(counts.removed, 1u);
}

}  // namespace
}  // namespace gate::history
