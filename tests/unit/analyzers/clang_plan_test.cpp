// Which units a change calls for: the database, the include graph, the plan.
#include "analyzers/clang/plan.h"

#include <gmock/gmock.h>

#include "analyzers/clang/includes.h"
#include "tests/unit/analyzers/clang_fixture.h"

namespace gate::clang {
namespace {

using clang_test::ClangTest;
using clang_test::Files;
using clang_test::MemorySource;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

TEST(IncludedNames, AreReadFromTheLinesAlone) {
  EXPECT_THAT(included_names("#include <a.h>\n  #  include \"b/c.h\" // why\n#import \"d.h\"\n#include_next <e.h>\r\n"
                             "#include MACRO\n#included <no.h>\nint x; #include <no.h>\n#include \"open\n#\n"),
              ElementsAre("a.h", "b/c.h", "d.h", "e.h"));
}

TEST(IncludeGraph, FollowsIncludesBackFromAHeader) {
  Files files{{"src/a.c", "#include \"api.h\"\n"},
              {"src/b.c", "#include <lib/deep.h>\n"},
              {"src/c.c", "#include \"other.h\"\n"},
              {"include/api.h", "#include <lib/deep.h>\n"},
              {"include/lib/deep.h", "#include \"../api.h\"\n"},
              {"src/other.h", "\n"}};
  MemorySource source(files, files);
  IncludeGraph graph(source, *source.list(Tree::head, ""), {"gone.h"});
  EXPECT_TRUE(graph.load({"src/a.c", "src/b.c", "src/c.c"}, Deadline::never()));
  EXPECT_THAT(graph.includers({"include/lib/deep.h"}),
              UnorderedElementsAre("include/lib/deep.h", "include/api.h", "src/a.c", "src/b.c"));
  EXPECT_THAT(graph.includers({"gone.h"}), UnorderedElementsAre("gone.h"));
}

TEST(IncludeGraph, TheFileBesideTheIncluderWins) {
  Files files{{"x/a.c", "#include \"util.h\"\n"}, {"x/util.h", "\n"}, {"y/util.h", "\n"}};
  MemorySource source(files, files);
  IncludeGraph graph(source, *source.list(Tree::head, ""), {});
  EXPECT_TRUE(graph.load({"x/a.c"}, Deadline::never()));
  EXPECT_THAT(graph.includers({"y/util.h"}), UnorderedElementsAre("y/util.h"));
  EXPECT_THAT(graph.includers({"x/util.h"}), UnorderedElementsAre("x/util.h", "x/a.c"));
}

class PlanTest : public ClangTest {
 protected:
  Plan plan(const Files& before, const Files& after, std::size_t max_units = 8) {
    source_ = std::make_unique<MemorySource>(before, after);
    change_.files = changed_files(before, after);
    auto database = read_database(root_.string(), "build/compile_commands.json");
    if (!database) {
      ADD_FAILURE() << database.error().text();
      return {};
    }
    database_ = *database;
    ChangeView view{.change = change_, .source = *source_, .root = root_.string(), .executable = {}};
    return make_plan(view, database_, *source_->list(Tree::head, ""), max_units, Deadline::never());
  }
  static std::vector<std::string> paths(const Plan& plan) {
    std::vector<std::string> paths;
    for (const auto& unit : plan.units) paths.push_back(unit.unit->path);
    return paths;
  }

  std::unique_ptr<MemorySource> source_;
  Change change_;
  Database database_;
};

TEST_F(PlanTest, ChangedSourcesComeBeforeIncluders) {
  write_database({"a.c", "m.c", "z.c"});
  Files before{{"h.h", "\n"}, {"a.c", "#include \"h.h\"\n"}, {"m.c", "\n"}, {"z.c", "\n"}};
  auto after = before;
  after["h.h"] = "int x;\n";
  after["z.c"] = "int z;\n";
  EXPECT_THAT(paths(plan(before, after)), ElementsAre("z.c", "a.c"));
  EXPECT_THAT(plan(before, after, 1).not_checked, ElementsAre("a.c: beyond max_units (1)"));
}

TEST_F(PlanTest, IncludersOfMostHeadersAndNeighboursComeFirst) {
  write_database({"app/a.c", "app/both.c", "lib/h.c"});
  Files before{{"lib/h.h", "\n"},
               {"lib/g.h", "\n"},
               {"app/a.c", "#include \"lib/h.h\"\n"},
               {"app/both.c", "#include \"lib/h.h\"\n#include \"lib/g.h\"\n"},
               {"lib/h.c", "#include \"h.h\"\n"}};
  auto after = before;
  after["lib/h.h"] = after["lib/g.h"] = "int x;\n";
  EXPECT_THAT(paths(plan(before, after)), ElementsAre("app/both.c", "lib/h.c", "app/a.c"));
}

TEST_F(PlanTest, WhatNoCommandReachesIsListed) {
  write_database({"a.c"});
  Files before{{"a.c", "\n"}}, after{{"a.c", "\n"}, {"new.c", "\n"}, {"alone.h", "\n"}};
  auto made = plan(before, after);
  EXPECT_THAT(paths(made), ElementsAre());
  EXPECT_THAT(made.not_checked,
              ElementsAre("alone.h: no command in build/compile_commands.json compiles or includes it",
                          "new.c: no command in build/compile_commands.json compiles or includes it"));
}

TEST_F(PlanTest, ADeletedHeaderConcernsItsIncluders) {
  write_database({"a.c"});
  EXPECT_THAT(paths(plan({{"a.c", "#include \"gone.h\"\n"}, {"gone.h", "\n"}}, {{"a.c", "#include \"gone.h\"\n"}})),
              ElementsAre("a.c"));
}

TEST_F(PlanTest, AnUnknownCompilerIsNamed) {
  write_database({"a.c"}, "", "nvcc");
  auto made = plan({}, {{"a.c", "\n"}});
  EXPECT_THAT(made.not_checked, ElementsAre(HasSubstr("a.c: its compile command is for nvcc")));
}

TEST_F(PlanTest, TheDatabaseIsReadInAllItsForms) {
  std::filesystem::create_directory_symlink(root_, root_.string() + "-link");
  Json entries = {
      {{"directory", "."}, {"file", "../relative.c"}, {"arguments", {"cc", "-DX", "../relative.c"}}},
      {{"directory", root_.string() + "-link/build"}, {"file", "../linked.c"}, {"command", "cc ../linked.c"}},
      {{"directory", "/"}, {"file", (root_ / "absolute.c").string()}, {"command", "cc x.c"}},
      {{"directory", "/"}, {"file", (root_ / "absolute.c").string()}, {"command", "nvcc x.c"}},
      {{"directory", "/"}, {"file", "/elsewhere.c"}, {"command", "cc x.c"}},
      {{"directory", 5}, {"file", nullptr}},
      "text"};
  write("build/compile_commands.json", entries.dump());
  auto database = read_database(root_.string(), "build/compile_commands.json");
  std::filesystem::remove(root_.string() + "-link");
  ASSERT_TRUE(database) << database.error().text();
  std::vector<std::string> units;
  for (const auto& unit : database->units) units.push_back(unit.path + " " + unit.command.unsupported);
  EXPECT_THAT(units, ElementsAre("absolute.c ", "linked.c ", "relative.c "));
  EXPECT_EQ(database->elsewhere, 1u);
}

TEST_F(PlanTest, AMalformedDatabaseIsAnErrorWithItsPlace) {
  write("build/compile_commands.json", "[{\n]");
  auto database = read_database(root_.string(), "build/compile_commands.json");
  ASSERT_FALSE(database);
  EXPECT_THAT(database.error().text(), HasSubstr("build/compile_commands.json:2:1"));
  write("build/compile_commands.json", "{}");
  EXPECT_THAT(read_database(root_.string(), "build/compile_commands.json").error().text(), HasSubstr("a JSON array"));
}

TEST_F(PlanTest, TheDatabaseIsFoundInTheUsualPlaces) {
  EXPECT_FALSE(find_database(root_.string(), ""));
  write("out/compile_commands.json", "[]");
  EXPECT_EQ(*find_database(root_.string(), ""), "out/compile_commands.json");
  write("build/compile_commands.json", "[]");
  EXPECT_EQ(*find_database(root_.string(), ""), "build/compile_commands.json");
  EXPECT_THAT(find_database(root_.string(), "my/db.json").error().text(), HasSubstr("there is no my/db.json"));
}

}  // namespace
}  // namespace gate::clang
