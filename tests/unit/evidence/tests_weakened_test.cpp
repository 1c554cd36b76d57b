#include <gmock/gmock.h>

#include <map>

#include "gate/evidence/tests/tests.h"
#include "gate/evidence/tests/weakened.h"

namespace gate::evidence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Both sides of files that are given as text; a blob's id is the text itself.
class Texts : public Source {
 public:
  Expected<std::shared_ptr<const std::string>> blob(const BlobRef& ref, std::uint64_t) const override {
    return std::make_shared<const std::string>(ref.oid);
  }
  Expected<std::optional<std::string>> file(Tree, std::string_view, std::uint64_t) const override {
    return std::nullopt;
  }
  Expected<std::vector<TreeFile>> list(Tree, std::string_view) const override { return std::vector<TreeFile>{}; }
};

struct Sides {
  std::string path;
  std::string before, after;
  std::string old_path = {};
};

Weakening find(const std::vector<Sides>& files) {
  Change change;
  for (const auto& sides : files) {
    ChangedFile file;
    file.path = sides.path;
    file.old_path = sides.old_path;
    auto mode = [](const std::string& text) { return text.empty() ? FileMode::absent : FileMode::regular; };
    file.before = {sides.before, mode(sides.before), sides.before.size()};
    file.after = {sides.after, mode(sides.after), sides.after.size()};
    change.files.push_back(std::move(file));
  }
  return find_weakened(change, Texts(), Deadline::never());
}

std::vector<std::string> weakened(const std::vector<Sides>& files) {
  std::vector<std::string> out;
  for (const auto& one : find(files).weakened) out.push_back(std::to_string(one.line) + " " + one.what);
  return out;
}

TEST(Weakened, Python) {
  const std::string test = "def test_a():\n    assert one()\n    assert two()\n";
  EXPECT_THAT(weakened({{"tests/test_x.py", test, "x = 1\n"}}), ElementsAre("1 deleted test_a"));
  EXPECT_THAT(weakened({{"tests/test_x.py", test, "# " + test}}), ElementsAre("1 deleted test_a"));
  EXPECT_THAT(weakened({{"tests/test_x.py", test, "'''\n" + test + "'''\n"}}), ElementsAre("1 deleted test_a"));
  EXPECT_THAT(weakened({{"tests/test_x.py", test, "@pytest.mark.skip(reason='x')\n" + test}}),
              ElementsAre("1 skips test_a: @pytest.mark.skip(reason='x')"));
  EXPECT_THAT(weakened({{"tests/test_x.py", test, "@pytest.mark.xfail\n@other\n" + test}}),
              ElementsAre("1 skips test_a: @pytest.mark.xfail"));
  EXPECT_THAT(weakened({{"tests/test_x.py", test, "pytestmark = pytest.mark.skip\n" + test}}),
              ElementsAre("1 skips tests/test_x.py: pytestmark = pytest.mark.skip"));
  EXPECT_THAT(weakened({{"tests/test_x.py", test, test + "    pytest.skip('x')\n"}}),
              ElementsAre("4 skips test_a: pytest.skip("));
  EXPECT_THAT(weakened({{"tests/test_x.py", test, "@fixture\n" + test}}), IsEmpty());
  EXPECT_THAT(weakened({{"src/x.py", test, "x = 1\n"}}), IsEmpty());
}

TEST(Weakened, WhatWasSkippedBeforeIsNotNew) {
  const std::string test = "@pytest.mark.skip\ndef test_a():\n    pass\n";
  EXPECT_THAT(weakened({{"test_x.py", test, "import x\n" + test}}), IsEmpty());
  EXPECT_THAT(weakened({{"test_x.py", "x = 1\n", "x = 1\n" + test}}), IsEmpty());
}

TEST(Weakened, JavaScript) {
  const std::string test = "describe('sums', () => {\n  it('adds', () => {\n    expect(1).toBe(1);\n  });\n});\n";
  auto with = [&](const std::string& from, const std::string& to) {
    auto text = test;
    return weakened({{"a.test.ts", test, text.replace(text.find(from), from.size(), to)}});
  };
  EXPECT_THAT(with("it(", "it.skip("), ElementsAre("2 skips adds: it.skip"));
  EXPECT_THAT(with("it(", "xit("), ElementsAre("2 skips adds: xit"));
  EXPECT_THAT(with("it(", "it.todo("), ElementsAre("2 skips adds: it.todo"));
  EXPECT_THAT(with("it(", "it.only("), ElementsAre("2 runs only adds: it.only"));
  EXPECT_THAT(with("it(", "fit("), ElementsAre("2 runs only adds: fit"));
  EXPECT_THAT(with("describe(", "describe.skip("), ElementsAre("1 skips sums: describe.skip"));
  EXPECT_THAT(with("describe('sums'", "describe.skip('later'"), ElementsAre("1 skips later: describe.skip"));
  EXPECT_THAT(with("it(", "// it("), ElementsAre("2 deleted adds"));
  EXPECT_THAT(with("it(", "it.concurrent("), IsEmpty());
}

TEST(Weakened, Java) {
  const std::string test = "class A {\n  @Test\n  void adds() {\n    check();\n  }\n}\n";
  EXPECT_THAT(weakened({{"A.java", test, "class A {\n  @Disabled(\"x\")\n  @Test\n  void adds() {\n  }\n}\n"}}),
              ElementsAre("2 skips adds: @Disabled(\"x\")"));
  EXPECT_THAT(weakened({{"A.java", test, "@Ignore\n" + test}}), ElementsAre("1 skips A: @Ignore"));
  EXPECT_THAT(weakened({{"A.java", test, "class A {\n  void adds() {\n  }\n}\n"}}), ElementsAre("3 deleted adds"));
  EXPECT_THAT(weakened({{"A.kt", "@Test\nfun `adds two`() {\n}\n", "val x = 1\n"}}), ElementsAre("2 deleted adds two"));
}

TEST(Weakened, GoCppRustRubyPhpCsharp) {
  EXPECT_THAT(
      weakened({{"a_test.go", "func TestA(t *testing.T) {\n}\n", "func TestA(t *testing.T) {\n\tt.Skip()\n}\n"}}),
      ElementsAre("2 skips TestA: t.Skip"));
  EXPECT_THAT(weakened({{"a_test.go", "func TestA(t *testing.T) {\n}\n", "package a\n"}}),
              ElementsAre("1 deleted TestA"));
  EXPECT_THAT(weakened({{"a.cpp", "TEST(S, A) {\n}\nTEST_F(S, B) {\n}\n", "TEST(S, DISABLED_A) {\n}\n"}}),
              ElementsAre("1 skips S.A: DISABLED_", "3 deleted S.B"));
  EXPECT_THAT(weakened({{"a.cpp", "TEST(S, A) {\n}\n", "TEST(S, A) {\n  GTEST_SKIP() << 1;\n}\n"}}),
              ElementsAre("2 skips S.A: GTEST_SKIP"));
  EXPECT_THAT(weakened({{"a.rs", "#[test]\nfn adds() {}\n", "#[test]\n#[ignore]\nfn adds() {}\n"}}),
              ElementsAre("2 skips adds: #[ignore]"));
  EXPECT_THAT(weakened({{"a_spec.rb", "it 'adds' do\nend\n", "xit 'adds' do\nend\n"}}),
              ElementsAre("1 skips adds: xit"));
  EXPECT_THAT(weakened({{"a_spec.rb", "it 'adds' do\nend\n", "it 'adds' do\n  skip 'x'\nend\n"}}),
              ElementsAre("2 skips adds: skip"));
  EXPECT_THAT(weakened({{"ATest.php", "<?php\nfunction testA() {\n}\n",
                         "<?php\nfunction testA() {\n  $this->markTestSkipped();\n}\n"}}),
              ElementsAre("3 skips testA: markTestSkipped"));
  EXPECT_THAT(
      weakened({{"A.cs", "[Fact]\npublic void Adds() {\n}\n", "[Fact(Skip = \"x\")]\npublic void Adds() {\n}\n"}}),
      ElementsAre("1 skips Adds: [Fact(Skip = \"x\")]"));
}

TEST(Weakened, MovedAndRenamedTestsAreNotDeleted) {
  const std::string a = "def test_a():\n    assert one() == 1\n    assert two() == 2\n";
  const std::string b = "def test_b():\n    assert three() == 3\n    assert four() == 4\n";
  EXPECT_THAT(weakened({{"test_x.py", a + b, b}, {"test_y.py", "", a}}), IsEmpty());
  std::string renamed = a;
  renamed.replace(renamed.find("test_a"), 6, "test_sums");
  EXPECT_THAT(weakened({{"test_x.py", a + b, renamed + b}}), IsEmpty());
  EXPECT_THAT(weakened({{"test_y.py", a, a, "test_x.py"}}), IsEmpty());
  // Another test in its place is no new name of it.
  EXPECT_THAT(weakened({{"test_x.py", a, b}}), ElementsAre("1 deleted test_a"));
  // A skip does not get lost on the way.
  EXPECT_THAT(weakened({{"test_x.py", a + b, b}, {"test_y.py", "", "@skip\n" + a}}),
              ElementsAre("1 skips test_a: @skip"));
  EXPECT_THAT(find({{"test_x.py", a + b, renamed + b}}).gone, ElementsAre("test_a"));
}

TEST(Comparing, NewAbsentAndSkipped) {
  Tests then, now;
  then.results = {{"a", TestStatus::passed},
                  {"b", TestStatus::failed},
                  {"c", TestStatus::passed},
                  {"d", TestStatus::passed},
                  {"e", TestStatus::skipped},
                  {"p::T", TestStatus::passed},
                  {"x.Y::test_gone[1]", TestStatus::passed}};
  now.results = {{"a", TestStatus::failed},  {"b", TestStatus::failed},        {"c", TestStatus::skipped},
                 {"e", TestStatus::skipped}, {"p::T/sub", TestStatus::passed}, {"z", TestStatus::failed}};
  compare_tests(now, then);
  EXPECT_THAT(now.new_failures, ElementsAre("a", "z"));
  EXPECT_THAT(now.newly_skipped, ElementsAre("c"));
  EXPECT_THAT(now.absent, ElementsAre("d", "x.Y::test_gone[1]"));
  explain_absent(now, {"test_gone", "test"});
  EXPECT_THAT(now.absent, ElementsAre("d"));
}

}  // namespace
}  // namespace gate::evidence
