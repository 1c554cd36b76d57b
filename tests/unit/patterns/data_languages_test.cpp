// YAML, JSON, HCL and Bash: languages of data and commands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(YamlPatterns, EntriesStandInAnyOrder) {
  const std::string code =
      "services:\n"
      "  a:\n"
      "    privileged: true\n"
      "    image: x\n"
      "  b: {image: y, privileged: yes}\n"
      "  c:\n"
      "    image: z\n";
  EXPECT_THAT(found_lines("yaml", "c.yaml", "$S:\n  ...\n  image: ...\n  ...\n  privileged: true\n", code),
              ElementsAre(2, 5));
}

TEST(YamlPatterns, AnOwnLineIsWhatItsNeighboursAre) {
  const std::string code = "lang:\n  - sql\n  - go\n  - c\nother: [sql]\n";
  EXPECT_THAT(found_lines("yaml", "c.yaml", "lang:\n  ...\n  - go\n  ...\n", code), ElementsAre(1));
  EXPECT_THAT(found_lines("yaml", "c.yaml", "lang:\n  - go\n  ...\n", code), IsEmpty());
  EXPECT_THAT(found_lines("yaml", "c.yaml", "- go", code), ElementsAre(3));
}

TEST(YamlPatterns, BlockScalarsAndQuotesAreTexts) {
  const std::string code = "a: |\n  one\n  two\nb: \"one\\ntwo\"\nc: one\n";
  EXPECT_THAT(found_lines("yaml", "c.yaml", "$K: \"=~/e\\\\nt/\"", code), ElementsAre(1, 4));
  EXPECT_THAT(found_lines("yaml", "c.yaml", "$K: 'one'", code), ElementsAre(5));
}

TEST(YamlPatterns, TagsAreKept) {
  const std::string code = "a: !Ref x\nb: x\n";
  EXPECT_THAT(found_lines("yaml", "c.yaml", "$K: !Ref $V", code), ElementsAre(1));
}

TEST(JsonPatterns, KeysWithoutQuotesAndTrailingCommas) {
  const std::string code = "{\"a\": {\"b\": false, \"c\": 1},\n \"d\": [1, 2]}\n";
  EXPECT_THAT(found_lines("json", "c.json", "a: {..., \"b\": false, ...,},", code), ElementsAre(1));
  EXPECT_THAT(found_lines("json", "c.json", "\"d\": [..., 2]", code), ElementsAre(2));
}

TEST(HclPatterns, BlocksAreRecordsAtAnyDepth) {
  const std::string code =
      "resource \"aws_db\" \"a\" {\n"
      "  name = \"n\"\n"
      "  settings {\n"
      "    network { public = true }\n"
      "  }\n"
      "}\n"
      "resource \"aws_db\" \"b\" {\n"
      "  name = \"n\"\n"
      "}\n";
  EXPECT_THAT(
      found_lines("hcl", "m.tf", "resource \"aws_db\" $N {\n  ...\n  network {\n    public = true\n  }\n}", code),
      ElementsAre(1));
  EXPECT_THAT(found_lines("hcl", "m.tf", "name = \"n\"", code), ElementsAre(2, 8));
  EXPECT_THAT(found_lines("hcl", "m.tf", "resource \"aws_db\" \"...\" {...}", code), ElementsAre(1, 7));
}

TEST(HclPatterns, ExpressionsAndHeredocs) {
  const std::string code =
      "locals {\n"
      "  a = file(\"${var.x}/y\")\n"
      "  b = var.list[0].id\n"
      "  c = <<EOF\n"
      "text\n"
      "EOF\n"
      "}\n";
  EXPECT_THAT(found_lines("hcl", "m.tf", "file(...)", code), ElementsAre(2));
  EXPECT_THAT(found_lines("hcl", "m.tf", "var.list[$N].id", code), ElementsAre(3));
  EXPECT_THAT(found_lines("hcl", "m.tf", "c = \"=~/text/\"", code), ElementsAre(4));
}

TEST(BashPatterns, CommandsWordsAndExpansions) {
  const std::string code =
      "curl -s \"$URL\" | sudo bash -x\n"
      "eval $CMD\n"
      "eval \"$CMD\"\n"
      "IFS=x\n"
      "bash <(curl x)\n";
  EXPECT_THAT(found_lines("bash", "s.sh", "curl ... | ... bash ...", code), ElementsAre(1));
  EXPECT_THAT(found_lines("bash", "s.sh", "eval ${$X}", code), ElementsAre(2));
  EXPECT_THAT(found_lines("bash", "s.sh", "IFS=...", code), ElementsAre(4));
  EXPECT_THAT(found_lines("bash", "s.sh", "bash <(curl ...)", code), ElementsAre(5));
}

}  // namespace
}  // namespace gate::patterns
