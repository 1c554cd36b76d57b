// Checkstyle's XML, which many linters write: <checkstyle><file name><error line column severity message source/>.
// Source: com.puppycrawl.tools.checkstyle.XMLLogger. Columns are as the tool counts them.
#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/base/xml.h"
#include "gate/diagnostics/collector.h"
#include "gate/diagnostics/words.h"
#include "gate/diagnostics/xml_document.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostMessage = 2'000;
constexpr std::string_view kOwnChecks = "com.puppycrawl.tools.checkstyle.";

// What `source` says of the tool and its rule: "ShellCheck.SC2086", "eslint.rules.no-eval", a class of Checkstyle.
struct Origin {
  std::string_view tool, rule;
};

Origin origin_of(std::string_view source) {
  if (source.starts_with(kOwnChecks)) return {"checkstyle", source.substr(source.rfind('.') + 1)};
  const std::size_t dot = source.find('.');
  if (dot == std::string_view::npos) return {"checkstyle", source};
  std::string_view rule = source.substr(dot + 1);
  if (rule.starts_with("rules.")) rule.remove_prefix(6);
  return {source.substr(0, dot), rule};
}

class Reader : public XmlHandler {
 public:
  Reader(Collector& out, XmlParser*& parser) : out_(out), parser_(parser) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (parser_->depth() == 1 && name != "checkstyle") {
      parser_->refuse(fmt::format("is no checkstyle report: its root is <{}>", printable(name.substr(0, 60))));
    } else if (name == "file") {
      named_ = attributes["name"];
    } else if (name == "error") {
      read(attributes);
    }
  }
  void end(std::string_view name) override {
    if (name == "file") named_.clear();
  }

 private:
  void read(const XmlAttributes& attributes) {
    out_.count();
    if (attributes["severity"] == "ignore") return out_.note("of severity ignore");
    if (named_.empty()) return out_.note("without a place in a file");
    const auto path = out_.path(named_);
    if (!path) return out_.leave_outside();
    Finding finding;
    finding.place = {*path, position(attributes["line"]), 0, 0, 0};
    if (finding.place.line != 0) {
      finding.place.column = std::max(position(attributes["column"]), 1u);
      finding.place.end_line = finding.place.line;
    }
    finding.severity = severity_of_word(attributes["severity"]).value_or(out_.reading().severity);
    finding.category = "other";
    const Origin origin = origin_of(attributes["source"]);
    finding.rule = out_.tool(origin.tool) + "/" + rule_name(origin.rule);
    finding.message = one_line(attributes["message"], kMostMessage);
    if (finding.message.empty()) finding.message = finding.rule;
    if (!out_.knows(finding.rule)) {
      out_.add_tool(one_line(origin.tool, 200));
      out_.add_rule({finding.rule, rule_name(origin.rule), rule_name(origin.rule), "other", finding.severity});
    }
    out_.add(std::move(finding));
  }

  Collector& out_;
  XmlParser*& parser_;
  std::string named_;
};

}  // namespace

Expected<Diagnostics> read_checkstyle(std::string_view text, const Reading& reading) {
  Collector out(reading);
  XmlParser* parser = nullptr;
  Reader reader(out, parser);
  if (auto read = read_xml(text, reading.name, reader, parser); !read) return std::unexpected(read.error());
  return out.take();
}

}  // namespace gate::diagnostics
