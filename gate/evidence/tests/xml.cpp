#include "gate/base/xml.h"

#include <fmt/format.h>

#include "gate/base/text.h"
#include "gate/evidence/tests/report.h"
#include "gate/evidence/tests/xml_handlers.h"

namespace gate::evidence {
namespace {

// What a root element says that gate does not read, so that the reader of the error knows what to do.
std::string unknown_root(std::string_view name) {
  std::string what;
  if (name == "test-run" || name == "test-results") what = "NUnit's";
  if (name == "TestRun") what = "Visual Studio's (TRX)";
  if (name == "assemblies" || name == "assembly") what = "xUnit.net's";
  if (name == "testExecutions") what = "SonarQube's";
  if (name == "coverage" || name == "report") what = "a coverage report's";
  if (what.empty()) what = "not JUnit's or CTest's";
  return fmt::format("has the root <{}>, which is {}; have the tests reported as JUnit XML",
                     printable(name.substr(0, 40)), what);
}

// Hands the events to the handler that the root element calls for.
class XmlTestReader : public TestReader, private XmlHandler {
 public:
  explicit XmlTestReader(TestReport& report) : report_(report), parser_(*this) {}

  Problem feed(std::string_view bytes) override { return parser_.feed(bytes); }
  Problem finish() override { return parser_.finish(); }
  std::uint64_t offset() const override { return parser_.offset(); }

 private:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (inner_ == nullptr) choose(name);
    if (inner_ != nullptr) inner_->start(name, attributes);
  }
  void end(std::string_view name) override {
    if (inner_ != nullptr) inner_->end(name);
  }
  void text(std::string_view piece) override {
    if (inner_ != nullptr) inner_->text(piece);
  }

  void choose(std::string_view root) {
    if (root == "testsuites" || root == "testsuite") {
      report_.format = "junit";
      inner_ = junit_handler(report_);
    } else if (root == "Site") {
      report_.format = "ctest";
      inner_ = ctest_handler(report_);
    } else {
      parser_.refuse(unknown_root(root));
    }
  }

  TestReport& report_;
  std::unique_ptr<XmlHandler> inner_;
  XmlParser parser_;
};

}  // namespace

std::unique_ptr<TestReader> xml_test_reader(TestReport& report) { return std::make_unique<XmlTestReader>(report); }

}  // namespace gate::evidence
