#include <gtest/gtest.h>

#include "gate/syntax/tree.h"

namespace gate::syntax {
namespace {

struct Case {
  const char* path;
  const char* text;
  std::optional<Language> language;
};

class LanguageOf : public testing::TestWithParam<Case> {};

TEST_P(LanguageOf, ByNameThenByText) {
  EXPECT_EQ(language_of(GetParam().path, GetParam().text), GetParam().language) << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(Names, LanguageOf,
                         testing::Values(Case{"a/b.c", "", Language::c}, Case{"x.CC", "", Language::cpp},
                                         Case{"x.C", "", Language::cpp}, Case{"x.py", "", Language::python},
                                         Case{"x.jsx", "", Language::javascript},
                                         Case{"x.d.ts", "", Language::typescript}, Case{"x.tsx", "", Language::tsx},
                                         Case{"x.go", "", Language::go}, Case{"x.rs", "", Language::rust},
                                         Case{"X.java", "", Language::java}, Case{"x.cs", "", Language::csharp},
                                         Case{"Gemfile", "", Language::ruby}, Case{"x.php", "", Language::php},
                                         Case{"build.gradle.kts", "", Language::kotlin},
                                         Case{"main.tf", "", Language::hcl}, Case{"x.json", "", Language::json},
                                         Case{"a.yml", "", Language::yaml}, Case{"Cargo.lock", "", Language::toml},
                                         Case{"README.md", "", std::nullopt}, Case{"", "", std::nullopt},
                                         Case{".c", "", std::nullopt}, Case{"folder.c/file", "", std::nullopt}));

INSTANTIATE_TEST_SUITE_P(Interpreters, LanguageOf,
                         testing::Values(Case{"run", "#!/bin/sh\n", Language::bash},
                                         Case{"run", "#! /usr/bin/env python3.11\n", Language::python},
                                         Case{"run", "#!/usr/bin/env -S deno run\n", Language::typescript},
                                         Case{"run", "#!/usr/bin/env FOO=1 node", Language::javascript},
                                         Case{"run", "#!", std::nullopt}, Case{"run", "plain text", std::nullopt},
                                         Case{"run.txt", "#!/bin/sh\n", std::nullopt}));

INSTANTIATE_TEST_SUITE_P(
    Headers, LanguageOf,
    testing::Values(
        Case{"x.h", "struct a { int class; };\n", Language::c}, Case{"x.h", "namespace a {\n}\n", Language::cpp},
        Case{"x.h", "template <class T> struct A;\n", Language::cpp},
        Case{"x.h", "std::string name();\n", Language::cpp},
        Case{"x.h", "// a std::string\n/* class A */ int a(char* template);\n", Language::c},
        Case{"x.h", "char* s = \"std::string\";\n", Language::c},
        Case{"x.h", "#ifdef __cplusplus\nextern \"C\" {\nnamespace a {}\n#endif\nint f(void);\n", Language::c},
        Case{"x.h", "#ifdef __cplusplus\n#if A\n#endif\nclass B {};\n#else\nclass C {};\n#endif\n", Language::cpp}));

TEST(HasGrammar, DataFormatsHaveNone) {
  EXPECT_TRUE(has_grammar(Language::c));
  EXPECT_TRUE(has_grammar(Language::yaml));
  EXPECT_FALSE(has_grammar(Language::toml));
  EXPECT_EQ(to_string(Language::csharp), "C#");
}

}  // namespace
}  // namespace gate::syntax
