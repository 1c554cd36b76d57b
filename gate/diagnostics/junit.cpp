// JUnit's XML as linters write it: failures and errors of test cases that name a file. Source: the schema that Ant's
// JUnit task and its readers agree on; `file` and `line` are the extension of pytest and others.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/base/xml.h"
#include "gate/diagnostics/collector.h"
#include "gate/diagnostics/words.h"
#include "gate/diagnostics/xml_document.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostMessage = 2'000, kMostBody = 16u << 10;
constexpr int kMostTried = 64;  // places in one body

// "src/a.c:12:3" or "src/a.c:12" somewhere in a text.
const RE2& place_pattern() {
  static const RE2 pattern(R"(([^\s:"'()<>|]+\.[^\s:"'()<>|/]+|/[^\s:"'()<>|]+):(\d+)(?::(\d+))?)");
  return pattern;
}
// "line 3, col 5", of reports whose suite is the file.
const RE2& line_pattern() {
  static const RE2 pattern(R"((?i)\bline:?\s+(\d+)(?:,?\s*col(?:umn)?:?\s+(\d+))?)");
  return pattern;
}

bool is_one_word(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\r\n") == std::string_view::npos;
}

Place whole_line(std::string path, std::uint32_t line, std::uint32_t column = 1) {
  if (line == 0) return {std::move(path), 0, 0, 0, 0};
  return {std::move(path), line, std::max(column, 1u), line, 0};
}

struct Named {
  std::string name, file, line, class_name;
  static Named of(const XmlAttributes& attributes) {
    return {std::string(attributes["name"]), std::string(attributes["file"]), std::string(attributes["line"]),
            std::string(attributes["classname"])};
  }
};

class Reader : public XmlHandler {
 public:
  Reader(Collector& out, XmlParser*& parser) : out_(out), parser_(parser) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (parser_->depth() == 1 && name != "testsuites" && name != "testsuite") {
      parser_->refuse(fmt::format("is no JUnit report: its root is <{}>", printable(name.substr(0, 60))));
    } else if (name == "testsuite") {
      suite_ = Named::of(attributes);
    } else if (name == "testcase") {
      case_ = Named::of(attributes);
    } else if (name == "failure" || name == "error") {
      in_failure_ = true;
      message_ = std::string(attributes["message"]);
      type_ = std::string(attributes["type"]);
      body_.clear();
    }
  }
  void end(std::string_view name) override {
    if (name == "failure" || name == "error") {
      in_failure_ = false;
      read();
    } else if (name == "testcase") {
      case_ = {};
    }
  }
  void text(std::string_view text) override {
    if (in_failure_) body_ += text.substr(0, kMostBody - std::min(kMostBody, body_.size()));
  }

 private:
  void read() {
    out_.count();
    bool named = false;
    const auto place = find_place(named);
    if (!place) return named ? out_.leave_outside() : out_.note("without the name of a file");
    Finding finding;
    finding.place = *place;
    finding.message = one_line(message_.empty() ? body_ : message_, kMostMessage);
    finding.category = "other";
    finding.severity = severity_of_word(type_).value_or(out_.reading().severity);
    const std::string rule = rule_name(is_one_word(case_.name) ? case_.name : case_.class_name);
    finding.rule = out_.tool("junit") + "/" + rule;
    if (finding.message.empty()) finding.message = finding.rule;
    if (!out_.knows(finding.rule)) out_.add_rule({finding.rule, rule, rule, "other", finding.severity});
    out_.add(std::move(finding));
  }

  // By the attributes of the case or its suite, else by the first place in the words that is of the repository, else by
  // a suite that is called like a file.
  std::optional<Place> find_place(bool& named) {
    for (const Named* element : {&case_, &suite_}) {
      if (element->file.empty()) continue;
      named = true;
      if (auto path = out_.path(element->file)) return whole_line(*path, position(element->line));
    }
    for (const std::string* words : {&message_, &body_})
      if (auto place = place_in(*words, named)) return place;
    const auto path = suite_.name.find('.') == std::string::npos ? std::nullopt : out_.path(suite_.name);
    if (!path) return std::nullopt;
    std::string line, column;
    const std::string words = message_ + "\n" + body_;
    RE2::PartialMatch(words, line_pattern(), &line, &column);
    return whole_line(*path, position(line), position(column));
  }

  std::optional<Place> place_in(const std::string& words, bool& named) {
    re2::StringPiece rest(words.data(), std::min(words.size(), kMostBody));
    std::string path, line, column;
    for (int tried = 0; tried < kMostTried && RE2::FindAndConsume(&rest, place_pattern(), &path, &line, &column);
         ++tried) {
      named = true;
      if (auto known = out_.path(path)) return whole_line(*known, position(line), position(column));
    }
    return std::nullopt;
  }

  Collector& out_;
  XmlParser*& parser_;
  Named suite_, case_;
  bool in_failure_ = false;
  std::string message_, type_, body_;
};

}  // namespace

Expected<Diagnostics> read_junit(std::string_view text, const Reading& reading) {
  Collector out(reading);
  XmlParser* parser = nullptr;
  Reader reader(out, parser);
  if (auto read = read_xml(text, reading.name, reader, parser); !read) return std::unexpected(read.error());
  return out.take();
}

}  // namespace gate::diagnostics
