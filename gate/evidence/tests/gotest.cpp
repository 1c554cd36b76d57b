#include <algorithm>
#include <map>
#include <utility>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/evidence/tests/lines.h"
#include "gate/evidence/tests/report.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kOutputKept = 1'000;
constexpr std::size_t kMostOpen = 500'000;   // tests of packages that have not ended
constexpr std::size_t kMostBuilds = 10'000;  // of which the compiler's words are kept

// Lines that go test writes around a test's own output.
bool is_frame(std::string_view line) {
  line = trim(line);
  for (std::string_view start : {"=== ", "--- FAIL", "--- PASS", "--- SKIP", "FAIL", "PASS", "exit status", "ok  "})
    if (line.starts_with(start)) return true;
  return line.empty();
}

void append(std::string& output, std::string_view piece) {
  if (output.size() < kOutputKept && !is_frame(piece)) output.append(piece.substr(0, kOutputKept));
}

std::string text_of(const Json& event, const char* name) {
  auto member = event.find(name);
  return member != event.end() && member->is_string() ? member->get<std::string>() : std::string();
}

struct Run {
  std::optional<TestStatus> end;
  std::string output;
};

struct Package {
  std::map<std::string, std::vector<Run>> tests;
  std::string output;
};

// Packages run side by side, so events are sorted by package until the package ends.
class GoReader : public TestReader {
 public:
  explicit GoReader(TestReport& report) : report_(report) { report_.format = "go-test"; }

  Problem feed(std::string_view bytes) override {
    lines_.feed(bytes, [this](std::string_view line) { take(line); });
    return overfull_ ? Problem("has more than 500,000 tests in packages that do not end") : std::nullopt;
  }

  Problem finish() override {
    lines_.finish([this](std::string_view line) { take(line); });
    if (events_ == 0) return "has no event of `go test -json`";
    for (auto& [name, package] : std::exchange(packages_, {})) {
      close_tests(name, package, TestStatus::failed, "did not end: the output stops before it");
      if (!failed_) add_package(name, "the output stops before the package ends");
      failed_ = false;
    }
    if (broken_ > 0) report_.notes.push_back(std::to_string(broken_) + " line(s) are no whole JSON event");
    return std::nullopt;
  }

  std::uint64_t offset() const override { return lines_.offset(); }

 private:
  void take(std::string_view line) {
    line = trim(line);
    if (!line.starts_with('{')) return;  // text of the compiler and of go itself
    auto event = parse_json(line, "event");
    if (!event || !event->is_object() || !event->contains("Action")) {
      ++broken_;
      return;
    }
    ++events_;
    handle(*event, text_of(*event, "Action"));
  }

  void handle(const Json& event, const std::string& action) {
    if (action == "build-output") {
      if (builds_.size() > kMostBuilds) return;
      auto& output = builds_[text_of(event, "ImportPath")];
      auto piece = text_of(event, "Output");
      if (!piece.starts_with('#')) append(output, piece);
      return;
    }
    auto name = text_of(event, "Package");
    auto test = text_of(event, "Test");
    if (packages_.size() > kMostOpen) overfull_ = true;
    if (overfull_) return;
    if (test.empty()) return handle_package(name, action, event);
    auto& runs = packages_[name].tests[test];
    if (runs.empty() || (action == "run" && runs.back().end)) {
      runs.emplace_back();
      if (++open_ > kMostOpen) overfull_ = true;
    }
    auto& run = runs.back();
    if (action == "pass") run.end = TestStatus::passed;
    if (action == "fail") run.end = TestStatus::failed;
    if (action == "skip") run.end = TestStatus::skipped;
    if (action == "output") append(run.output, text_of(event, "Output"));
  }

  void handle_package(const std::string& name, const std::string& action, const Json& event) {
    if (action == "output") return append(packages_[name].output, text_of(event, "Output"));
    if (action == "start") packages_.try_emplace(name);
    if (action != "pass" && action != "fail" && action != "skip") return;
    auto package = std::move(packages_[name]);
    packages_.erase(name);
    failed_ = false;
    // Where a test wrote without a newline, go misses its end; the package knows better.
    const bool passed = action == "pass";
    close_tests(name, package, passed ? TestStatus::passed : TestStatus::failed,
                passed ? "" : "did not end: it panicked, exited or ran out of time");
    if (action != "fail" || failed_) return;
    auto build = text_of(event, "FailedBuild");
    auto said = builds_.find(build);
    if (!build.empty())
      add_package(name, said == builds_.end() || said->second.empty() ? "does not build" : said->second);
    else
      add_package(name, package.output.empty() ? "the package fails and names no test" : package.output);
  }

  void add_package(const std::string& name, std::string message) {
    report_.add({name.empty() ? "(no package)" : name, "", "", 0, TestStatus::failed, std::move(message), false});
  }

  // Of a test with subtests the subtests count; it counts itself only where it failed and none of them did.
  void close_tests(const std::string& package, const Package& tests, TestStatus unfinished, const char* why) {
    for (auto test = tests.tests.begin(); test != tests.tests.end(); ++test) {
      const auto& [name, runs] = *test;
      open_ -= std::min(open_, runs.size());
      auto failed = [&](const Run& run) { return run.end.value_or(unfinished) == TestStatus::failed; };
      auto sub = tests.tests.lower_bound(name + "/");
      const bool parent = sub != tests.tests.end() && sub->first.starts_with(name + "/");
      bool excused = false;
      if (std::ranges::any_of(runs, failed))
        for (; !excused && sub != tests.tests.end() && sub->first.starts_with(name + "/"); ++sub)
          excused = std::ranges::any_of(sub->second, failed);
      for (const auto& run : runs) {
        auto status = run.end.value_or(unfinished);
        failed_ = failed_ || status == TestStatus::failed;
        if (parent && (status != TestStatus::failed || excused)) continue;
        report_.add(
            {package + "::" + name, "", "", 0, status, run.end ? run.output : why + ("\n" + run.output), false});
      }
    }
  }

  TestReport& report_;
  LineCutter lines_;
  std::map<std::string, Package> packages_;
  std::map<std::string, std::string> builds_;  // what the compiler said, by the build's name
  std::size_t events_ = 0, broken_ = 0, open_ = 0;
  bool failed_ = false;  // a test of the package that is being closed failed
  bool overfull_ = false;
};

}  // namespace

std::unique_ptr<TestReader> go_test_reader(TestReport& report) { return std::make_unique<GoReader>(report); }

}  // namespace gate::evidence
