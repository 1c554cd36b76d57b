#include "analyzers/syntax/data.h"

#include <gtest/gtest.h>

#include <ostream>

#include "gate/base/text.h"

namespace gate::syntax_check {
namespace {

FileView view_of(std::string_view path, std::string_view text) {
  FileView view;
  view.path = path;
  view.text = text;
  view.changed = {{1, static_cast<std::uint32_t>(split_lines(text).size())}};
  return view;
}

TEST(DataFiles, AreKnownByName) {
  for (const char* path :
       {"a.json", "x/tsconfig.build.json", ".eslintrc", "a/b.yml", "a.YAML", "Cargo.toml", "Cargo.lock", "poetry.lock",
        "a.ipynb", "x.geojson", ".clang-format", "composer.lock", "deno.jsonc"}) {
    EXPECT_TRUE(is_data_file(path)) << path;
  }
  for (const char* path : {"a.json5", "a.ndjson", "a.jsonl", "a.yml.j2", "yarn.lock", "json", "a.c", "x.tomlx", ""}) {
    EXPECT_FALSE(is_data_file(path)) << path;
  }
}

struct Broken {
  const char* path;
  const char* before;
  const char* after;
  const char* rule;
  unsigned line;
};

void PrintTo(const Broken& row, std::ostream* out) { *out << row.path << ": " << row.after; }

class DroppedToken : public testing::TestWithParam<Broken> {};

// One required token dropped: found with confidence, on the line where it is missing; the text before is fine.
TEST_P(DroppedToken, IsFound) {
  const Broken& row = GetParam();
  FileView before = view_of(row.path, row.before);
  EXPECT_TRUE(check_data_file(before).empty());
  FileView after = view_of(row.path, row.after);
  after.before = &before;
  after.changed = {{row.line, row.line}};
  auto findings = check_data_file(after);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule, row.rule);
  EXPECT_EQ(findings[0].place.line, row.line);
  EXPECT_EQ(findings[0].place.path, row.path);
  EXPECT_EQ(findings[0].confidence, Confidence::high);
  EXPECT_EQ(findings[0].severity, Severity::high);
  EXPECT_EQ(findings[0].category, "syntax");
  EXPECT_EQ(findings[0].message.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    All, DroppedToken,
    testing::Values(Broken{"package.json", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"a\": 1\n  \"b\": 2\n}\n",
                           "syntax/invalid-json", 2},
                    Broken{"a.json", "[\n  1,\n  2\n]\n", "[\n  1\n  2\n]\n", "syntax/invalid-json", 2},
                    Broken{"a.json", "{\n  \"a\": [1],\n  \"b\": 2\n}\n", "{\n  \"a\": [1,\n  \"b\": 2\n}\n",
                           "syntax/invalid-json", 3},
                    Broken{"a.json", "{\n  \"a\": \"x\"\n}\n", "{\n  \"a\": \"x\n}\n", "syntax/invalid-json", 2},
                    Broken{"tsconfig.json", "{\n  // c\n  \"a\": 1,\n  \"b\": 2,\n}\n",
                           "{\n  // c\n  \"a\": 1\n  \"b\": 2,\n}\n", "syntax/invalid-json", 3},
                    Broken{".github/workflows/ci.yml",
                           "on:\n  push:\n    branches: [main]\njobs:\n  a:\n    runs-on: ${{ matrix.os }}\n",
                           "on:\n  push:\n    branches: [main\njobs:\n  a:\n    runs-on: ${{ matrix.os }}\n",
                           "syntax/invalid-yaml", 3},
                    Broken{"a.yml", "a: {x: 1}\nb: 2\n", "a: {x: 1\nb: 2\n", "syntax/invalid-yaml", 1},
                    Broken{"a.yml", "a:\n  b: \"x\"\n  c: d\n", "a:\n  b: \"x\n  c: d\n", "syntax/invalid-yaml", 2},
                    Broken{"a.yml", "a:\n  - 'x'\n  - y\n", "a:\n  - 'x\n  - y\n", "syntax/invalid-yaml", 2},
                    Broken{"a.yml", "a: [b,\n  c: d]\n", "a: [b,\n  c: d\n", "syntax/invalid-yaml", 1},
                    Broken{"a.yml", "- run: go list -f {{.Dir}}\n- b: 'x'\n", "- run: go list -f {{.Dir}}\n- b: 'x\n",
                           "syntax/invalid-yaml", 2},
                    Broken{"Cargo.toml", "[a]\nb = [\"x\",\n  \"y\"]\nc = 1\n", "[a]\nb = [\"x\",\n  \"y\"\nc = 1\n",
                           "syntax/invalid-toml", 3},
                    Broken{"Cargo.toml", "[a]\nb = \"x\"\n", "[a]\nb = \"x\n", "syntax/invalid-toml", 2}));

struct Doubtful {
  const char* path;
  const char* text;
};

void PrintTo(const Doubtful& row, std::ostream* out) { *out << row.path << ": " << row.text; }

class DoubtfulText : public testing::TestWithParam<Doubtful> {};

// Added files that may not be meant for a strict parser are at most shown.
TEST_P(DoubtfulText, HasLowConfidence) {
  auto findings = check_data_file(view_of(GetParam().path, GetParam().text));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].confidence, Confidence::low);
  EXPECT_EQ(findings[0].severity, Severity::low);
}

INSTANTIATE_TEST_SUITE_P(
    All, DoubtfulText,
    testing::Values(Doubtful{"a.json", ""}, Doubtful{"a.json", " \n"}, Doubtful{"a.json", "// a comment\n{\"a\": 1}\n"},
                    Doubtful{"tests/data/bad.json", "{\"a\": 1,,}\n"}, Doubtful{"a.json", "{\"port\": {{ port }} }\n"},
                    Doubtful{"chart/templates/a.yaml", "{{- if .Values.x }}\na: b\n{{- end }}\n"},
                    Doubtful{"chart/templates/a.yaml", "a: [b\n"}, Doubtful{"a.yml", "{% if x %}\na: 1\n{% endif %}\n"},
                    Doubtful{"a.toml", "a = {{ x }}\n"}, Doubtful{"x/{{cookiecutter.a}}/b.json", "{\"a\": x}\n"}));

TEST(DataFiles, LegalTexts) {
  const std::pair<const char*, const char*> texts[] = {
      {"a.json", "\xEF\xBB\xBF{\"a\": 1}\r\n"},
      {"tsconfig.json", "{ /* c */ \"a\": [1,], }"},
      {".vscode/settings.json", "// c\n{}"},
      {"a.yml", ""},
      {"template.yml", "A: !Sub '${x}'\nB: !If [c, !Ref a, !GetAtt b.c]\n"},
      {"play.yml", "- name: \"{{ x }}\"\n  when: a == '{{ b }}'\n- name: x {{ y }}\n"},
      {"a.yml", "a: [\n  b\n]\n"},
      {"a.toml", "# nothing\n"},
      {"big.json", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 1\n"},
  };
  for (auto [path, text] : texts) EXPECT_TRUE(check_data_file(view_of(path, text)).empty()) << path << "\n" << text;
}

TEST(DataFiles, AFileThatWasNoBetterBeforeOnlyInforms) {
  FileView before = view_of("a.json", "{'a': 1}\n");
  FileView after = view_of("a.json", "{'a': 1, 'b': 2}\n");
  after.before = &before;
  auto findings = check_data_file(after);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].confidence, Confidence::low);
}

TEST(DataFiles, AFixtureThatWasReadableBeforeCounts) {
  FileView before = view_of("tests/a.json", "{\"a\": 1}\n");
  FileView after = view_of("tests/a.json", "{\"a\": 1\n");
  after.before = &before;
  EXPECT_EQ(check_data_file(after).at(0).confidence, Confidence::high);
}

TEST(DataFiles, CommentsDoNotHideWhatElseIsWrong) {
  auto findings = check_data_file(view_of("a.json", "// c\n{\"a\": 1 \"b\": 2}\n"));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].place.line, 2u);
  EXPECT_EQ(findings[0].confidence, Confidence::medium);
}

TEST(DataFiles, AChangeThatMakesATemplateOnlyInforms) {
  FileView before = view_of("a.yml", "a: 1\n");
  FileView after = view_of("a.yml", "{% raw %}\na: 1\n");
  after.before = &before;
  EXPECT_EQ(check_data_file(after).at(0).confidence, Confidence::low);
}

}  // namespace
}  // namespace gate::syntax_check
