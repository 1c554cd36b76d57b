#include "gate/history/file_kind.h"

#include <gtest/gtest.h>

namespace gate::history {
namespace {

struct Case {
  std::string_view path;
  FileKind kind;
};

TEST(FileKind, IsToldFromThePath) {
  using enum FileKind;
  const Case cases[] = {
      {"src/main.c", code},
      {"a/b/History.java", code},
      {"install.sh", code},
      {"changes.py", code},
      {"web/index.html", code},
      {"x.CPP", code},
      {"src/contest/Contest.java", code},
      {"src/latest.go", code},
      {"lib/Protester.rb", code},
      {"src/Attestation.kt", code},
      {"core/src/test/java/org/a/FooTest.java", test},
      {"core/src/main/java/org/a/FooTest.java", test},
      {"FooTests.cs", test},
      {"TestFoo.java", test},
      {"a/FooIT.java", test},
      {"pkg/x_test.go", test},
      {"src/app.spec.ts", test},
      {"src/app.test.jsx", test},
      {"__tests__/app.js", test},
      {"spec/models/user_spec.rb", test},
      {"tests/data/big.json", test},
      {"test_util.py", test},
      {"t/t1234-diff.sh", test},
      {"tests/schema.sql", test},
      {"activemq-unit-tests/src/x.xml", test},
      {"CMakeLists.txt", build},
      {"src/Makefile", build},
      {"Makefile.am", build},
      {"build.gradle", build},
      {"build.gradle.kts", build},
      {".github/workflows/ci.yml", build},
      {"Jenkinsfile", build},
      {"pom.xml", manifest},
      {"package.json", manifest},
      {"web/package-lock.json", manifest},
      {"go.mod", manifest},
      {"Cargo.lock", manifest},
      {"requirements-dev.txt", manifest},
      {"requirements/base.txt", manifest},
      {"App.csproj", manifest},
      {"Gemfile", manifest},
      {"db/migrate/20200101_add_x.rb", migration},
      {"app/migrations/0001_initial.py", migration},
      {"db/V2__add_index.sql", migration},
      {"src/V1_2__Fill.java", migration},
      {"schema.sql", migration},
      {"config/app.yaml", configuration},
      {"a.properties", configuration},
      {"Dockerfile", configuration},
      {"Dockerfile.alpine", configuration},
      {"infra/main.tf", configuration},
      {".gitignore", configuration},
      {"tsconfig.json", configuration},
      {"README.md", documentation},
      {"LICENSE", documentation},
      {"docs/logo.png", documentation},
      {"Documentation/git-log.txt", documentation},
      {"man/git.1", documentation},
      {"logo.png", other},
      {"data.bin", other},
      {"", other},
      {"/", other},
      {"...", other},
  };
  for (const auto& [path, kind] : cases) EXPECT_EQ(to_string(file_kind(path)), to_string(kind)) << "'" << path << "'";
}

TEST(FileKind, SourceIsAMatterOfTheLanguage) {
  EXPECT_TRUE(is_source("tests/x_test.go"));
  EXPECT_TRUE(is_source("A.JAVA"));
  EXPECT_FALSE(is_source("tests/data.json"));
  EXPECT_FALSE(is_source("README.md"));
}

TEST(FileKind, ForeignIsWhatToolsWroteOrOthersDid) {
  for (const char* path : {"vendor/a/b.go", "web/node_modules/x/index.js", "yarn.lock", "a.min.js", "api/x.pb.go",
                           "go.sum", "package-lock.json", "third_party/zlib/inflate.c"})
    EXPECT_TRUE(is_foreign(path)) << path;
  for (const char* path : {"src/vendor.go", "a.js", "go.mod", "package.json", "lock.c"})
    EXPECT_FALSE(is_foreign(path)) << path;
}

}  // namespace
}  // namespace gate::history
