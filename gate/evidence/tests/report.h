// What the readers of the formats produce: the runs of tests that one report tells of, and what they come to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/evidence.h"

namespace gate::evidence {

// One run of one test, in the order of the report.
struct TestRun {
  std::string name;   // suite and test: "pkg.Class::method"
  std::string scope;  // what tells two tests of one name apart: their file or suite; may be empty
  std::string file;   // as the report says it; empty where it does not
  std::uint32_t line = 0;
  TestStatus status = TestStatus::passed;
  std::string message;
  bool flaky = false;  // the report itself says that it failed first
};

// What the runs of one test come to.
struct TestOutcome {
  TestStatus status = TestStatus::passed;
  bool flaky = false;
  std::string message;
  std::string file;
  std::uint32_t line = 0;
};
using TestOutcomes = std::map<std::string, TestOutcome>;

// Collects the runs of one report.
class TestReport {
 public:
  std::string format;  // "junit", "ctest", "go-test", "tap"
  std::vector<std::string> notes;

  // Names over 400 bytes are cut, with a digest that keeps them apart; messages to their first lines.
  void add(TestRun run);
  std::vector<TestRun>& runs() { return runs_; }
  // More than 500,000 runs: no honest report has so many, and what came after is left out.
  bool overfull() const { return overfull_; }

  // Tests of one name in several files or suites are told apart by these. Of several runs of one test the last one
  // counts where it can be a retry: failures, then one run that passed (`flaky`). Any other series has a failure in it
  // that no retry explains, and fails.
  TestOutcomes settle() const;

 private:
  std::vector<TestRun> runs_;
  bool overfull_ = false;
};

// Adds what a later report says. It is a retry when every test that it shares with the earlier ones had failed there
// and it leaves some of theirs out: then its word counts. Else both ran the same tests (a matrix of versions, say), and
// a failure in any of them is one.
void merge_outcomes(TestOutcomes& all, TestOutcomes later);

// The first lines of a message, at most 300 bytes, without control sequences that begin with ESC.
std::string first_lines(std::string_view text);

// A reader of one format, fed with the file's bytes in order. A problem is a sentence for the reader; after one,
// nothing more is fed, and offset() is the byte that it is about.
class TestReader {
 public:
  using Problem = std::optional<std::string>;
  virtual ~TestReader() = default;
  virtual Problem feed(std::string_view bytes) = 0;
  virtual Problem finish() = 0;
  virtual std::uint64_t offset() const = 0;
};

// JUnit XML as Ant, surefire, pytest, jest-junit, GoogleTest, PHPUnit, node and `ctest --output-junit` write it (there
// is no standard; https://github.com/testmoapp/junitxml lists what is common), and CTest's own Test.xml.
std::unique_ptr<TestReader> xml_test_reader(TestReport& report);
// `go test -json` (`go doc test2json`), also with text of the tools in between.
std::unique_ptr<TestReader> go_test_reader(TestReport& report);
// The Test Anything Protocol 13 and 14 (https://testanything.org/tap-version-14-specification.html).
std::unique_ptr<TestReader> tap_reader(TestReport& report);

}  // namespace gate::evidence
