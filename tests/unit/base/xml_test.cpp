#include "gate/base/xml.h"

#include <gtest/gtest.h>

#include <string>

namespace gate {
namespace {

// Writes the events down: "<a x=1>", "</a>", and text as it comes.
class Recorder : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    events += "<" + std::string(name);
    if (attributes.contains("x")) events += " x=" + std::string(attributes["x"]);
    events += ">";
    if (name == refused && parser != nullptr) parser->refuse("has a <" + std::string(name) + ">");
    if (parser != nullptr) deepest = std::max(deepest, parser->depth());
  }
  void end(std::string_view name) override { events += "</" + std::string(name) + ">"; }
  void text(std::string_view text) override { events += text; }

  std::string events, refused;
  XmlParser* parser = nullptr;
  int deepest = 0;
};

// What is wrong with the text, or "".
std::string problem_of(const std::string& text, Recorder& recorder, std::size_t piece = 1u << 20) {
  XmlParser parser(recorder);
  recorder.parser = &parser;
  XmlParser::Problem problem;
  for (std::size_t at = 0; at < text.size() && !problem; at += piece) problem = parser.feed(text.substr(at, piece));
  if (!problem) problem = parser.finish();
  recorder.parser = nullptr;
  return problem.value_or("");
}

TEST(Xml, EventsDoNotDependOnThePieces) {
  const std::string text = "<?xml version='1.0'?><a x='1&amp;2'>t<b/><!-- c --><![CDATA[<x>]]></a>";
  for (std::size_t piece : {std::size_t{1}, std::size_t{7}, text.size()}) {
    Recorder recorder;
    EXPECT_EQ(problem_of(text, recorder, piece), "");
    EXPECT_EQ(recorder.events, "<a x=1&2>t<b></b><x></a>");
    EXPECT_EQ(recorder.deepest, 2);
  }
}

TEST(Xml, AbsentAttributesAreEmpty) {
  struct : XmlHandler {
    void start(std::string_view, const XmlAttributes& attributes) override {
      EXPECT_TRUE(attributes["y"].empty());
      EXPECT_FALSE(attributes.contains("y"));
      EXPECT_TRUE(attributes.contains("x"));
      EXPECT_EQ(attributes["x"], "");
    }
    void end(std::string_view) override {}
  } handler;
  XmlParser parser(handler);
  EXPECT_FALSE(parser.feed("<a x=''/>"));
  EXPECT_FALSE(parser.finish());
}

TEST(Xml, ProblemsAreWords) {
  const auto problem = [](const std::string& text) {
    Recorder recorder;
    return problem_of(text, recorder);
  };
  EXPECT_NE(problem("").find("is cut off"), std::string::npos);
  EXPECT_NE(problem("<a><b>").find("is cut off"), std::string::npos);
  EXPECT_NE(problem("<a></b>").find("not well-formed"), std::string::npos);
  EXPECT_NE(problem("<a/>\xFF\xFF").find("not well-formed"), std::string::npos);
}

TEST(Xml, AttacksAreRefused) {
  Recorder recorder;
  EXPECT_NE(problem_of("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", recorder).find("entity"), std::string::npos);
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  EXPECT_NE(problem_of(deep, recorder).find("nested deeper than 200"), std::string::npos);
  EXPECT_NE(problem_of("<a x='" + std::string(9u << 20, 'x'), recorder).find("8 MiB"), std::string::npos);
}

TEST(Xml, AHandlerMayRefuse) {
  Recorder recorder;
  recorder.refused = "b";
  EXPECT_EQ(problem_of("<a>\n<b/><c/></a>", recorder), "has a <b>");
  EXPECT_EQ(recorder.events.find("<c>"), std::string::npos);
}

}  // namespace
}  // namespace gate
