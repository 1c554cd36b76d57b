// The clang analyzer with its real worker.
#include <gmock/gmock.h>

#include "tests/unit/analyzers/clang_fixture.h"

namespace gate::clang_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(ClangTest, AnErrorStandsAtItsPlace) {
  write_database({"src/a.c"});
  auto result = check({{"src/a.c", "int f(void) { return 1; }\n"}}, {{"src/a.c", "int f(void) { return 1 }\n"}});
  EXPECT_EQ(result.state, RunState::ran) << result.reason;
  ASSERT_EQ(result.after.size(), 1u) << told(result.after);
  EXPECT_EQ(told(result.after), "clang/error src/a.c:1: expected ';' after return statement [Parse Issue]\n");
  EXPECT_EQ(result.after[0].severity, Severity::high);
  EXPECT_EQ(result.after[0].place.column, 23u);
  ASSERT_EQ(result.after[0].fix.size(), 1u);
  EXPECT_EQ(result.after[0].fix[0].text, ";");
  EXPECT_THAT(result.before, IsEmpty());
  EXPECT_THAT(result.decided, IsEmpty());
  EXPECT_EQ(result.files, 1u);
}

TEST_F(ClangTest, BothSidesAreToldWhenThereIsSomethingToCompare) {
  write_database({"a.c"});
  auto result = check({{"a.c", "int f(void) {\n  int old;\n  return 1;\n}\n"}},
                      {{"a.c", "int f(void) {\n  int old;\n  int fresh;\n  return 1;\n}\n"}});
  EXPECT_EQ(told(result.before), "clang/unused-variable a.c:2: unused variable 'old'\n");
  EXPECT_EQ(
      told(result.after),
      "clang/unused-variable a.c:2: unused variable 'old'\nclang/unused-variable a.c:3: unused variable 'fresh'\n");
  EXPECT_EQ(result.after[1].severity, Severity::low);
  EXPECT_THAT(result.decided, testing::ElementsAre("a.c"));
}

struct WarningCase {
  const char* name;
  const char* text;
  const char* told;
};

class ClangWarning : public ClangTest, public testing::WithParamInterface<WarningCase> {};

TEST_P(ClangWarning, IsFound) {
  write_database({"a.c"});
  auto result = check({{"a.c", "\n"}}, {{"a.c", GetParam().text}});
  EXPECT_EQ(told(result.after), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ClangWarning,
    testing::Values(
        WarningCase{"missing_return", "int sign(int x) {\n  if (x) return 1;\n}\n",
                    "clang/return-type a.c:3: non-void function does not return a value in all control paths\n"},
        WarningCase{"uninitialized", "int f(int v) {\n  int n;\n  if (v) n = 2;\n  return n;\n}\n",
                    "clang/uninitialized a.c:3: variable 'n' is used uninitialized whenever 'if' condition is false "
                    "[-Wsometimes-uninitialized]\n"},
        WarningCase{
            "mismatch", "char *f(int n) {\n  return n;\n}\n",
            "clang/type-mismatch a.c:2: incompatible integer to pointer conversion returning 'int' from a function "
            "with result type 'char *' [-Wint-conversion]\n"},
        WarningCase{"unused_function", "static void g(void) {}\n",
                    "clang/unused-function a.c:1: unused function 'g'\n"},
        WarningCase{"format", "#include <stdio.h>\nvoid f(int n) { printf(\"%s\", n); }\n",
                    "clang/format a.c:2: format specifies type 'char *' but the argument has type 'int'\n"},
        WarningCase{"undeclared", "void f(void) { absent(); }\n",
                    "clang/implicit-declaration a.c:1: call to undeclared function 'absent'; ISO C99 and later do not "
                    "support implicit function declarations [-Wimplicit-function-declaration]\n"},
        WarningCase{
            "condition", "int f(int a) {\n  if (a = 1) return 2;\n  return 0;\n}\n",
            "clang/suspicious-condition a.c:2: using the result of an assignment as a condition without parentheses "
            "[-Wparentheses]\n"}),
    [](const auto& info) { return info.param.name; });

TEST_F(ClangTest, TheProjectsOwnSwitchesWin) {
  write_database({"a.c"}, "-Wno-unused-variable -Werror -w");
  auto result = check({{"a.c", "\n"}}, {{"a.c", "static void g(void) { int unused; }\n"}});
  EXPECT_EQ(told(result.after), "clang/unused-function a.c:1: unused function 'g'\n");
}

TEST_F(ClangTest, AChangedHeaderIsCompiledByWhatIncludesIt) {
  write_database({"src/user.cc", "src/other.cc"}, "-I../include -std=c++20", "g++");
  Files before{{"include/api.h", "#pragma once\nint add(int a, int b);\n"},
               {"src/user.cc", "#include \"api.h\"\nint three() { return add(1, 2); }\n"},
               {"src/other.cc", "int four() { return 4; }\n"}};
  auto after = before;
  after["include/api.h"] = "#pragma once\nint add(int a, int b, int c);\ninline int bad() { }\n";
  auto result = check(before, after);
  EXPECT_EQ(told(result.after),
            "clang/return-type include/api.h:3: non-void function does not return a value\n"
            "clang/error src/user.cc:2: no matching function for call to 'add' [Semantic Issue]\n");
  EXPECT_EQ(result.files, 1u);
}

TEST_F(ClangTest, AHeadersFindingCountsOnceOverAllUnits) {
  write_database({"a.c", "b.c"});
  Files before{{"h.h", "\n"}, {"a.c", "#include \"h.h\"\n"}, {"b.c", "#include \"h.h\"\n"}};
  auto after = before;
  after["h.h"] = "int x = ;\n";
  auto result = check(before, after);
  EXPECT_EQ(told(result.after), "clang/error h.h:1: expected expression [Parse Issue]\n");
  EXPECT_EQ(result.files, 2u);
}

TEST_F(ClangTest, UnitsBeyondTheLimitAreListed) {
  write_database({"a.c", "b.c", "c.c"});
  options_["max_units"] = 2;
  auto result = check({{"a.c", "\n"}, {"b.c", "\n"}, {"c.c", "\n"}},
                      {{"a.c", "int a;\n"}, {"b.c", "int b;\n"}, {"c.c", "int c;\n"}});
  EXPECT_EQ(result.state, RunState::ran);
  EXPECT_EQ(result.files, 2u);
  EXPECT_THAT(result.not_checked, testing::ElementsAre("c.c: beyond max_units (2)"));
}

TEST_F(ClangTest, AHeaderThatIsMissingOnBothSidesIsNoFinding) {
  write_database({"a.c"});
  auto result = check({{"a.c", "#include \"generated.h\"\nint a;\n"}}, {{"a.c", "#include \"generated.h\"\nint b\n"}});
  EXPECT_EQ(result.state, RunState::not_checked);
  EXPECT_THAT(result.reason, HasSubstr("a.c: 'generated.h' was not found; configure and build"));
  EXPECT_THAT(result.after, IsEmpty());
}

TEST_F(ClangTest, AHeaderThatTheChangeRemovedIsAFinding) {
  write_database({"a.c"});
  std::string text = "#include \"gone.h\"\nint a;\n";
  auto result = check({{"a.c", text}, {"gone.h", "\n"}}, {{"a.c", text}});
  ASSERT_EQ(told(result.after),
            "clang/missing-header a.c:1: 'gone.h' file not found [Lexical or Preprocessor Issue]\n");
  EXPECT_EQ(result.after[0].severity, Severity::high);
}

TEST_F(ClangTest, AFileDeletedByTheChangeIsNotSeenThoughTheDiskHasIt) {
  write_database({"a.c"});
  write("gone.h", "#define GONE 1\n");
  auto result =
      check({{"a.c", "#include \"gone.h\"\n"}, {"gone.h", "#define GONE 1\n"}}, {{"a.c", "#include \"gone.h\"\n"}});
  EXPECT_THAT(told(result.after), HasSubstr("clang/missing-header a.c:1"));
}

TEST_F(ClangTest, HeadsContentsCountWhereTheCheckoutDiffers) {
  write_database({"src/a.c"});
  Files before{{"src/a.c", "\n"}, {"include/n.h", "#include \"deep.h\"\n"}, {"include/deep.h", "#define N 3\n"}};
  auto after = before;
  after["src/a.c"] = "#include \"n.h\"\nint a[N];\n";
  disk_ = Files{{"src/a.c", "this is another commit\n"}, {"include/n.h", "#error another commit\n"}};
  auto result = check(before, after);
  EXPECT_EQ(result.state, RunState::ran) << result.reason;
  EXPECT_THAT(told(result.after), IsEmpty());
  EXPECT_THAT(result.decided, testing::ElementsAre("src/a.c"));
}

TEST_F(ClangTest, LinesLeftOutByConditionsAreNotDecided) {
  write_database({"a.c"});
  auto result = check({{"a.c", "\n"}}, {{"a.c", "#ifdef OTHER\nint broken(\n#endif\n"}});
  EXPECT_THAT(told(result.after), IsEmpty());
  EXPECT_THAT(result.decided, IsEmpty());
}

TEST_F(ClangTest, NothingOutsideIsRead) {
  write_database({"a.c"});
  write(".secret/key.h", "hunter2 is the password\n");
  write(".git/config", "token = hunter2\n");
  std::filesystem::create_symlink(root_ / ".secret/key.h", root_ / "alias.h");
  std::filesystem::create_symlink("/etc/passwd", root_ / "passwd.h");
  for (const char* name :
       {".secret/key.h", ".git/config", "alias.h", "passwd.h", "/etc/passwd", "../../../../../../etc/passwd"}) {
    auto result = check({{"a.c", "\n"}}, {{"a.c", "#include \"" + std::string(name) + "\"\n"}});
    auto all = told(result.after) + result.reason;
    EXPECT_THAT(all, HasSubstr("file not found")) << name;
    EXPECT_THAT(all, Not(HasSubstr("hunter2"))) << name;
    EXPECT_THAT(all, Not(HasSubstr("root:"))) << name;
  }
}

TEST_F(ClangTest, OptionsThatLoadCodeHaveNoEffect) {
  write_database(
      {"a.c"},
      "-fplugin=/nowhere/evil.so -Xclang -load -Xclang /nowhere/evil.so -fpass-plugin=/nowhere/evil.so @flags.rsp");
  auto result = check({{"a.c", "\n"}}, {{"a.c", "int a;\n"}});
  EXPECT_EQ(result.state, RunState::ran) << result.reason;
  EXPECT_THAT(told(result.after), IsEmpty());
  EXPECT_EQ(result.files, 1u);
}

TEST_F(ClangTest, AWorkerThatDiesIsAnErrorAndTheOthersStand) {
  write_database({"a.c", "b.c"});
  // Expands to 2^60 tokens: memory runs out before time does.
  std::string bomb = "#define A0 x\n";
  for (int i = 1; i <= 60; ++i) {
    auto last = "A" + std::to_string(i - 1);
    bomb += "#define A" + std::to_string(i) + " " + last + " " + last + "\n";
  }
  memory_ = 700u << 20;
  auto result = check({{"a.c", "\n"}, {"b.c", "\n"}}, {{"a.c", bomb + "A60\n"}, {"b.c", "int b\n"}});
  EXPECT_EQ(result.state, RunState::error);
  EXPECT_THAT(result.reason, HasSubstr("a.c: the clang worker"));
  EXPECT_THAT(told(result.after), HasSubstr("clang/error b.c:1"));
}

TEST_F(ClangTest, AWorkerThatHangsIsEndedAtTheDeadline) {
  write_database({"a.c"});
  write("hang", "#!/bin/sh\nsleep 600\n");
  std::filesystem::permissions(root_ / "hang", std::filesystem::perms::owner_all);
  executable_ = (root_ / "hang").string();
  deadline_ = Deadline::in(std::chrono::milliseconds(300));
  auto result = check({{"a.c", "\n"}}, {{"a.c", "int a;\n"}});
  EXPECT_EQ(result.state, RunState::error);
  EXPECT_THAT(result.reason, HasSubstr("a.c: the clang worker"));
}

TEST_F(ClangTest, WithoutTheModuleItIsNotChecked) {
  write_database({"a.c"});
  write("alone", "#!/bin/sh\necho 'the module of the clang worker is not there' >&2\nexit 3\n");
  std::filesystem::permissions(root_ / "alone", std::filesystem::perms::owner_all);
  executable_ = (root_ / "alone").string();
  auto result = check({{"a.c", "\n"}}, {{"a.c", "int a;\n"}});
  EXPECT_EQ(result.state, RunState::not_checked);
  EXPECT_EQ(result.reason, "a.c: the module of the clang worker is not there");
}

TEST_F(ClangTest, ARenamedSourceIsComparedWithItself) {
  write_database({"new.c"});
  std::string text = "static void g(void) {}\n";
  Files before{{"old.c", text}}, after{{"new.c", text}};
  auto result = check(before, after);
  // As two files, the new one has nothing before it.
  EXPECT_EQ(told(result.after), "clang/unused-function new.c:1: unused function 'g'\n");
  EXPECT_THAT(result.before, IsEmpty());
}

TEST_F(ClangTest, OtherChangesDoNotConcernIt) {
  auto result = check({{"a.py", "\n"}}, {{"a.py", "x = 1\n"}});
  EXPECT_EQ(result.state, RunState::not_applicable);
}

TEST_F(ClangTest, WithoutADatabaseItSaysHowToMakeOne) {
  auto result = check({{"a.c", "\n"}}, {{"a.c", "int a;\n"}});
  EXPECT_EQ(result.state, RunState::not_checked);
  EXPECT_THAT(result.reason, HasSubstr("CMAKE_EXPORT_COMPILE_COMMANDS=ON"));
}

TEST_F(ClangTest, TheHookLeavesItOut) {
  hook_ = true;
  auto result = check({{"a.c", "\n"}}, {{"a.c", "int a;\n"}});
  EXPECT_EQ(result.state, RunState::not_checked);
  EXPECT_THAT(result.reason, HasSubstr("hook"));
}

}  // namespace
}  // namespace gate::clang_test
