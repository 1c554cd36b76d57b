#include <algorithm>
#include <charconv>
#include <utility>

#include "gate/base/text.h"
#include "gate/evidence/tests/xml_handlers.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kTextKept = 4'096;

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  text = trim(text);
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : 0;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// Testcases carry their outcome as a child element; GoogleTest, CTest and others also as an attribute.
class JunitHandler : public XmlHandler {
 public:
  explicit JunitHandler(TestReport& report) : report_(report) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (case_) return start_in_case(name, attributes);
    if (name == "testsuite") return open_suite(attributes);
    if (name == "testcase") return open_case(attributes);
    if (name == "failure" || name == "error") suite_problem(attributes);
  }

  void end(std::string_view name) override {
    if (name == "testsuite" && !case_) return close_suite();
    if (name == "testcase" && case_) return close_case();
    if (collecting_ && name == collecting_name_) collecting_ = false;
  }

  void text(std::string_view piece) override {
    if (collecting_ && text_.size() < kTextKept) text_.append(piece.substr(0, kTextKept));
  }

 private:
  struct Suite {
    std::string name;
    std::string file;
    std::uint32_t said = 0;  // failures and errors by its own attributes
    std::uint32_t seen = 0;  // such elements within it
  };

  void open_suite(const XmlAttributes& attributes) {
    Suite suite{std::string(attributes["name"]), std::string(attributes["file"]), 0, 0};
    if (suite.file.empty()) suite.file = attributes["filepath"];
    suite.said = number(attributes["failures"]) + number(attributes["errors"]);
    suites_.push_back(std::move(suite));
  }

  // A suite that says it failed, and has no testcase to show for it, broke before its tests ran.
  void close_suite() {
    if (suites_.empty()) return;
    auto suite = std::move(suites_.back());
    suites_.pop_back();
    if (suite.said > 0 && suite.seen == 0) {
      TestRun run{
          suite.name.empty() ? "the suite" : suite.name, suite.file, suite.file, 0, TestStatus::failed, "", false};
      run.message = "the suite counts " + std::to_string(suite.said) + " failure(s) and names none";
      report_.add(std::move(run));
      suite.seen = suite.said;
    }
    if (!suites_.empty()) suites_.back().seen += suite.seen;
  }

  void suite_problem(const XmlAttributes& attributes) {
    if (suites_.empty()) return;
    auto& suite = suites_.back();
    ++suite.seen;
    report_.add({suite.name, suite.file, suite.file, 0, TestStatus::failed, std::string(attributes["message"]), false});
  }

  // Node's reporter writes classname="test" everywhere; there the suites tell tests apart.
  std::string prefix_of(std::string_view name, std::string_view classname) const {
    if (classname == name) return {};
    if (!classname.empty() && classname != "test") return std::string(classname);
    std::string path;
    for (const auto& suite : suites_)
      if (!suite.name.empty()) path += (path.empty() ? "" : " > ") + suite.name;
    return path;
  }

  void open_case(const XmlAttributes& attributes) {
    case_ = true;
    run_ = {};
    todo_ = false;
    auto name = attributes["name"];
    auto prefix = prefix_of(name, attributes["classname"]);
    run_.name = prefix.empty() ? std::string(name) : prefix + "::" + std::string(name);
    if (run_.name.empty()) run_.name = "(without a name)";
    run_.file = attributes["file"];
    run_.line = number(attributes["line"]);
    if (run_.file.empty() && !suites_.empty()) run_.file = suites_.back().file;
    run_.scope = run_.file;
    if (run_.scope.empty() && !suites_.empty()) run_.scope = suites_.back().name;
    status_ = lower(attributes["status"]);
    const bool ctest = status_ == "notrun" && attributes["classname"] == name;
    not_run_ = ctest;
    for (const auto& word : {status_, lower(attributes["result"])}) {
      if (is_one_of(word, {"notrun", "disabled", "skipped", "suppressed", "ignored", "pending"}))
        run_.status = TestStatus::skipped;
      if (is_one_of(word, {"failed", "fail", "error", "failure", "broken"})) run_.status = TestStatus::failed;
    }
  }

  void start_in_case(std::string_view name, const XmlAttributes& attributes) {
    if (name == "failure" || name == "error") {
      if (!suites_.empty()) ++suites_.back().seen;
      if (run_.status != TestStatus::failed || run_.message.empty()) take_message(name, attributes);
      run_.status = TestStatus::failed;
    } else if (is_one_of(name, {"skipped", "disabled", "ignored"})) {
      skip(name, attributes);
    } else if (is_one_of(name, {"flakyFailure", "flakyError"})) {
      if (!suites_.empty()) ++suites_.back().seen;
      if (!run_.flaky) take_message(name, attributes);
      run_.flaky = true;
    } else if (is_one_of(name, {"rerunFailure", "rerunError"}) && !suites_.empty()) {
      ++suites_.back().seen;
    }
  }

  // CTest calls a test "not run" whose program is missing or whose fixture failed: that is no skip.
  void skip(std::string_view name, const XmlAttributes& attributes) {
    auto message = attributes["message"];
    todo_ = todo_ || attributes["type"] == "todo";
    if (run_.status == TestStatus::failed) return;
    const bool broken = not_run_ && !message.empty() && !message.starts_with("SKIP_") && message != "Disabled";
    run_.status = broken ? TestStatus::failed : TestStatus::skipped;
    if (broken && !suites_.empty()) ++suites_.back().seen;
    take_message(name, attributes);
  }

  void take_message(std::string_view name, const XmlAttributes& attributes) {
    run_.message = attributes["message"];
    if (!run_.message.empty()) return;
    collecting_ = true;
    collecting_name_ = name;
    text_.clear();
  }

  void close_case() {
    if (run_.message.empty()) run_.message = text_;
    if (todo_) run_.status = TestStatus::skipped;
    if (run_.status == TestStatus::failed) run_.flaky = false;
    text_.clear();
    collecting_ = case_ = false;
    report_.add(std::move(run_));
  }

  TestReport& report_;
  std::vector<Suite> suites_;
  bool case_ = false;
  bool todo_ = false;     // expected to fail
  bool not_run_ = false;  // by CTest's word
  std::string status_;
  TestRun run_;
  bool collecting_ = false;
  std::string collecting_name_, text_;
};

}  // namespace

std::unique_ptr<XmlHandler> junit_handler(TestReport& report) { return std::make_unique<JunitHandler>(report); }

}  // namespace gate::evidence
