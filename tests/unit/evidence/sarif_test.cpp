#include "gate/evidence/sarif/sarif.h"

#include <gmock/gmock.h>

#include "coverage_fakes.h"
#include "gate/evidence/sarif/repository_paths.h"

namespace gate::evidence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string log(const std::string& uri, int line = 1, const std::string& tool = "ESLint") {
  return R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": ")" + tool +
         R"(", "version": "9.1.0"}}, "results": [{"ruleId": "r", "message": {"text": "m"}, "locations": [
    {"physicalLocation": {"artifactLocation": {"uri": ")" +
         uri + R"("}, "region": {"startLine": )" + std::to_string(line) + "}}}]}]}]}";
}

struct SarifEvidence : testing::Test {
  SarifEvidence() {
    repository.added("src/a.js", 3);
    repository.source.head = {"src/a.js", "lib/only.js",  "web/app/x.js", "api/app/x.js",
                              "root.js",  "deep/twin.js", "twin.js"};
  }
  SarifRead read(const std::vector<std::string>& patterns) {
    return read_sarif(patterns, folder.path(), repository.change, repository.source, Deadline::never());
  }
  // The path that one result's URI is brought to; "" when it is outside.
  std::string mapped(const std::string& uri, const std::string& report = "r.sarif") {
    folder.write(report, log(uri));
    const auto all = read({report});
    return all.findings.empty() ? "" : all.findings.front().place.path;
  }
  FakeRepository repository;
  Folder folder;
};

TEST_F(SarifEvidence, MergesReportsAndNamesTheTools) {
  folder.write("out/a.sarif", log("src/a.js"));
  folder.write("out/b.sarif", log("src/a.js", 2, "CodeQL"));
  const auto all = read({"out/*.sarif", "out/a.sarif"});
  EXPECT_THAT(all.findings, SizeIs(2));
  EXPECT_THAT(all.rules, SizeIs(2));
  ASSERT_THAT(all.tools, SizeIs(2));
  EXPECT_EQ(all.tools[0].name, "ESLint");
  EXPECT_EQ(all.tools[0].version, "9.1.0");
  ASSERT_THAT(all.sources, SizeIs(2));
  EXPECT_EQ(all.sources[0].name, "out/a.sarif");
  EXPECT_EQ(all.sources[0].kind, "sarif");
  EXPECT_EQ(all.sources[0].problem, "");
  EXPECT_GT(all.sources[0].time, 0);
  EXPECT_THAT(all.notes, ElementsAre("out/a.sarif: 1 result of ESLint 9.1.0", "out/b.sarif: 1 result of CodeQL 9.1.0"));
}

TEST_F(SarifEvidence, PathsAreBroughtToTheRepository) {
  EXPECT_EQ(mapped("src/a.js"), "src/a.js");
  EXPECT_EQ(mapped("./src//a.js"), "src/a.js");
  EXPECT_EQ(mapped(folder.path() + "/src/a.js"), "src/a.js");
  EXPECT_EQ(mapped("file://" + folder.path() + "/root.js"), "root.js");
  EXPECT_EQ(mapped("C:\\\\build\\\\lib\\\\only.js"), "lib/only.js");
  EXPECT_EQ(mapped("file:///ci/job/lib/only.js"), "lib/only.js");
  EXPECT_EQ(mapped("only.js"), "lib/only.js");
  EXPECT_EQ(mapped("app/x.js"), "");                             // two files end so
  EXPECT_EQ(mapped("app/x.js", "web/r.sarif"), "web/app/x.js");  // beside the report
  EXPECT_EQ(mapped("/usr/lib/twin.js"), "");                     // a bare name that two files have
  EXPECT_EQ(mapped("/usr/lib/root.js"), "root.js");
  EXPECT_EQ(mapped("../src/a.js"), "");
  EXPECT_EQ(mapped("/usr/include/stdio.h"), "");
  EXPECT_EQ(mapped("https://x.example/src/a.js"), "");
}

TEST_F(SarifEvidence, GuessesAndWhatIsOutsideAreSaid) {
  mapped("file:///ci/job/lib/only.js");
  EXPECT_THAT(read({"r.sarif"}).notes,
              ElementsAre(HasSubstr("1 path(s) found by their end alone, such as /ci/job/lib/only.js as lib/only.js")));
  mapped("/usr/include/stdio.h");
  EXPECT_THAT(read({"r.sarif"}).notes, ElementsAre(HasSubstr("1 left out, in files that are not of the repository")));
}

TEST_F(SarifEvidence, ProblemsAreSourcesAndNeverNoFindings) {
  folder.write("empty.sarif", "");
  folder.write("runs.sarif", R"({"version": "2.1.0", "runs": []})");
  folder.write("broken.sarif", "{");
  folder.write("of-change.sarif", log("src/a.js"));
  repository.added("of-change.sarif", 1);
  std::filesystem::create_directory(folder.path() + "/folder.sarif");
  const auto all = read(
      {"empty.sarif", "runs.sarif", "broken.sarif", "of-change.sarif", "gone.sarif", "no/*.sarif", "folder.sarif"});
  std::map<std::string, std::string> problems;
  for (const auto& source : all.sources) problems[source.name] = source.problem;
  EXPECT_THAT(problems["empty.sarif"], HasSubstr("is empty"));
  EXPECT_THAT(problems["runs.sarif"], HasSubstr("has no runs"));
  EXPECT_THAT(problems["broken.sarif"], HasSubstr("broken.sarif:1:1: not JSON"));
  EXPECT_THAT(problems["of-change.sarif"], HasSubstr("part of the change"));
  EXPECT_THAT(problems["gone.sarif"], HasSubstr("does not exist; run the tool before gate"));
  EXPECT_THAT(problems["no/*.sarif"], HasSubstr("no file matches"));
  EXPECT_THAT(problems["folder.sarif"], HasSubstr("not a regular file"));
  EXPECT_THAT(all.findings, IsEmpty());
}

TEST_F(SarifEvidence, ReportsOlderThanHeadGiveNoFindings) {
  const auto path = folder.write("r.sarif", log("src/a.js"));
  repository.change.head.oid = "h";
  repository.change.commits.push_back({.oid = "h", .time = 1'700'000'000});
  EXPECT_THAT(read({"r.sarif"}).findings, SizeIs(1));
  std::filesystem::last_write_time(path,
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 365 * 20));
  const auto all = read({"r.sarif"});
  EXPECT_THAT(all.findings, IsEmpty());
  EXPECT_THAT(all.sources.at(0).problem, HasSubstr("before head was committed"));
}

TEST_F(SarifEvidence, TimeThatIsUpIsAProblem) {
  folder.write("r.sarif", log("src/a.js"));
  const auto all = read_sarif({"r.sarif"}, folder.path(), repository.change, repository.source,
                              Deadline::in(std::chrono::milliseconds(0)));
  EXPECT_THAT(all.sources.at(0).problem, HasSubstr("the time is up"));
}

}  // namespace
}  // namespace gate::evidence
