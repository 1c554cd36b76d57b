#include "gate/base/yaml_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gate {
namespace {

using testing::HasSubstr;

YamlValue read(std::string_view text) {
  auto tree = parse_yaml_tree(text, "t.yaml");
  EXPECT_TRUE(tree.has_value()) << (tree ? "" : tree.error().text());
  return tree ? std::move(*tree) : YamlValue{};
}

TEST(YamlTree, KeepsOrderDuplicatesAndPlaces) {
  YamlValue tree = read("b: 1\na:\n  - x\n  - 'true'\nb: |\n  two\n");
  ASSERT_EQ(tree.members.size(), 3u);
  EXPECT_EQ(tree.members[0].key, "b");
  EXPECT_EQ(tree.members[1].key, "a");
  EXPECT_EQ(tree.members[2].value.text, "two\n");
  EXPECT_EQ(tree.members[2].place.line, 5u);
  EXPECT_EQ(tree.members[1].value.items.at(1).place.column, 5u);
  EXPECT_EQ(tree.find("b"), &tree.members[0]);
  EXPECT_EQ(tree.find("c"), nullptr);
  EXPECT_EQ(tree.json(), (Json{{"a", {"x", "true"}}, {"b", 1}}));
}

TEST(YamlTree, PlainScalarsHaveMeanings) {
  YamlValue tree = read("[true, 'true', ~, '', 1.50, yes]");
  ASSERT_EQ(tree.items.size(), 6u);
  EXPECT_EQ(tree.items[0].boolean(), true);
  EXPECT_EQ(tree.items[1].boolean(), std::nullopt);
  EXPECT_TRUE(tree.items[2].is_null());
  EXPECT_FALSE(tree.items[3].is_null());
  EXPECT_EQ(tree.items[4].text, "1.50");
  EXPECT_EQ(tree.items[5].boolean(), std::nullopt);
  EXPECT_TRUE(read("").is_null());
}

TEST(YamlTree, MergeKeys) {
  YamlValue tree = read("- &a {x: 1, y: 2}\n- &b {y: 3, z: 4}\n- {y: 0, <<: *a}\n- <<: [*a, *b]\n- {<<: text}\n");
  EXPECT_EQ(tree.items.at(2).json(), (Json{{"x", 1}, {"y", 0}}));
  EXPECT_EQ(tree.items.at(3).json(), (Json{{"x", 1}, {"y", 2}, {"z", 4}}));
  EXPECT_EQ(tree.items.at(4).json(), (Json{{"<<", "text"}}));
}

TEST(YamlTree, Refuses) {
  for (const char* text : {"a: [", "*b", "&a [*a]", "[a]: b", "a: b: c"}) {
    auto tree = parse_yaml_tree(text, "t.yaml");
    ASSERT_FALSE(tree.has_value()) << text;
    EXPECT_THAT(tree.error().where, HasSubstr("t.yaml:1:")) << text;
  }
  auto deep = parse_yaml_tree(std::string(600, '[') + std::string(600, ']'), "t.yaml");
  ASSERT_FALSE(deep.has_value());
  EXPECT_THAT(deep.error().message, HasSubstr("500 levels"));
}

}  // namespace
}  // namespace gate
