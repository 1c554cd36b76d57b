#include "gate/base/text.h"
#include "gate/evidence/tests/xml_handlers.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kTextKept = 4'096;

// Testing/TAG/Test.xml as `ctest -T Test` writes it for CDash:
// <Site><Testing><Test Status="..."><Name/><FullName/><Results><NamedMeasurement name="..."><Value/>...
class CtestHandler : public XmlHandler {
 public:
  explicit CtestHandler(TestReport& report) : report_(report) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    text_.clear();
    // <TestList> has <Test> elements too, which only name the tests.
    if (name == "Test" && attributes.contains("Status")) {
      open_ = true;
      run_ = {};
      status_ = attributes["Status"];
      completion_.clear();
      output_.clear();
      reason_.clear();
    } else if (name == "NamedMeasurement") {
      measurement_ = attributes["name"];
    } else if (name == "Measurement") {
      measurement_ = "output";
    }
  }

  void end(std::string_view name) override {
    if (!open_) return;
    if (name == "Name") {
      run_.name = text_;
    } else if (name == "Path") {
      run_.scope = text_;
    } else if (name == "Value") {
      if (measurement_ == "Completion Status") completion_ = text_;
      if (measurement_ == "Fail Reason") reason_ = text_;
      if (measurement_ == "output") output_ = text_;
    } else if (name == "Test") {
      close();
    }
  }

  void text(std::string_view piece) override {
    if (open_ && text_.size() < kTextKept) text_.append(piece.substr(0, kTextKept));
  }

 private:
  // "notrun" is also the word for a test whose program is missing: only what asked to be left out is a skip.
  void close() {
    open_ = false;
    const bool left_out = completion_ == "Disabled" || completion_.starts_with("SKIP_");
    run_.status = status_ == "passed"               ? TestStatus::passed
                  : status_ == "notrun" && left_out ? TestStatus::skipped
                                                    : TestStatus::failed;
    if (run_.status != TestStatus::passed) {
      run_.message = !reason_.empty()                                    ? reason_
                     : completion_ == "Completed" || completion_.empty() ? output_
                                                                         : completion_;
    }
    report_.add(std::move(run_));
  }

  TestReport& report_;
  bool open_ = false;
  TestRun run_;
  std::string status_, measurement_, completion_, reason_, output_, text_;
};

}  // namespace

std::unique_ptr<XmlHandler> ctest_handler(TestReport& report) { return std::make_unique<CtestHandler>(report); }

}  // namespace gate::evidence
