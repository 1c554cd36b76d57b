#include "gate/evidence/tests/tests.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/evidence/report_files.h"
#include "gate/evidence/tests/input.h"
#include "gate/evidence/tests/weakened.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kMostDescribed = 1'000;
constexpr std::size_t kMostTests = 500'000;     // of all reports
constexpr std::size_t kMostExplained = 20'000;  // tests whose absence is held against what the change took away

class Collector {
 public:
  Collector(const Change& change, Deadline deadline) : change_(change), deadline_(deadline) {}

  void add(const ReportFile& file) {
    auto report = read_test_report(file.path, file.name, deadline_);
    if (!report) {
      const bool missing = report.error().kind == ErrorKind::not_found;
      sources_.push_back({"tests", file.name, "", report.error().text(), file.modified, missing});
      return;
    }
    sources_.push_back({"tests", file.name, report->format, "", file.modified, false});
    ++tests_.reports_read;
    if (auto stale = stale_reason(file.name, file.modified, change_); !stale.empty()) tests_.stale.push_back(stale);
    for (const auto& note : report->notes) tests_.notes.push_back(file.name + ": " + note);
    merge_outcomes(all_, report->settle());
    if (all_.size() <= kMostTests) return;
    sources_.back().problem = "with it the reports tell of more than 500,000 tests; name fewer reports";
    all_.clear();
  }

  TestsRead finish() {
    std::size_t not_described = 0;
    for (auto& [name, outcome] : all_) {
      tests_.results.emplace(name, outcome.status);
      tests_.passed += outcome.status == TestStatus::passed;
      tests_.failed += outcome.status == TestStatus::failed;
      tests_.skipped += outcome.status == TestStatus::skipped;
      if (outcome.status != TestStatus::failed && !outcome.flaky) continue;
      // Every flaky one is listed: nothing else tells of them.
      if (tests_.failures.size() >= kMostDescribed && !outcome.flaky) {
        ++not_described;
        continue;
      }
      tests_.failures.push_back(
          {name, outcome.file, outcome.line, outcome.status, std::move(outcome.message), outcome.flaky});
    }
    if (not_described > 0) tests_.notes.push_back(fmt::format("{} more failures are not described", not_described));
    return {std::move(tests_), std::move(sources_)};
  }

 private:
  const Change& change_;
  Deadline deadline_;
  TestOutcomes all_;
  Tests tests_;
  std::vector<EvidenceSource> sources_;
};

// A test stands for its parent, and a parent for a test that has been given subtests since.
bool has_subtests(const Tests& tests, const std::string& name) {
  for (const char* separator : {"/", " > ", "::"}) {
    auto sub = tests.results.lower_bound(name + separator);
    if (sub != tests.results.end() && sub->first.starts_with(name + separator)) return true;
  }
  return false;
}

bool is_word_byte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '_' || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

bool holds_word(std::string_view text, std::string_view word) {
  if (word.size() < 2) return false;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    auto end = at + word.size();
    const bool begins = at == 0 || !is_word_byte(text[at - 1]) || !is_word_byte(word.front());
    if (begins && (end == text.size() || !is_word_byte(text[end]) || !is_word_byte(word.back()))) return true;
  }
  return false;
}

}  // namespace

TestsRead read_tests(const std::vector<std::string>& patterns, const std::string& root, const Change& change,
                     const Source& source, Deadline deadline) {
  auto found = find_report_files(patterns, root, change, "tests", "run the tests before gate", deadline);
  // A retry is written after what it retries.
  std::ranges::sort(found.files, [](const ReportFile& a, const ReportFile& b) {
    return a.modified != b.modified ? a.modified < b.modified : a.name < b.name;
  });
  Collector collector(change, deadline);
  for (const auto& file : found.files) collector.add(file);
  auto read = collector.finish();
  read.sources.insert(read.sources.begin(), found.problems.begin(), found.problems.end());
  auto weakening = find_weakened(change, source, deadline);
  read.tests.weakened = std::move(weakening.weakened);
  std::ranges::move(weakening.notes, std::back_inserter(read.tests.notes));
  return read;
}

std::vector<std::string> gone_tests(const Change& change, const Source& source, Deadline deadline) {
  return find_weakened(change, source, deadline).gone;
}

void compare_tests(Tests& now, const Tests& then) {
  for (const auto& [name, status] : now.results) {
    auto known = then.results.find(name);
    if (status == TestStatus::failed && (known == then.results.end() || known->second != TestStatus::failed))
      now.new_failures.push_back(name);
    if (status == TestStatus::skipped && known != then.results.end() && known->second != TestStatus::skipped)
      now.newly_skipped.push_back(name);
  }
  for (const auto& [name, unused] : then.results)
    if (!now.results.contains(name) && !has_subtests(now, name)) now.absent.push_back(name);
}

void explain_absent(Tests& tests, const std::vector<std::string>& gone) {
  std::size_t asked = 0;
  std::erase_if(tests.absent, [&](const std::string& name) {
    return ++asked <= kMostExplained &&
           std::ranges::any_of(gone, [&](const std::string& word) { return holds_word(name, word); });
  });
}

void compare_with_nothing(Tests& now) {
  for (const auto& [name, status] : now.results)
    if (status == TestStatus::failed) now.new_failures.push_back(name);
}

}  // namespace gate::evidence
