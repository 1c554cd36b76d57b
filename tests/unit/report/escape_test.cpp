#include "gate/report/escape.h"

#include <gtest/gtest.h>

#include "gate/base/json.h"
#include "gate/report/json_writer.h"

namespace gate::report {
namespace {

TEST(Plain, WritesOutWhatATerminalWouldObey) {
  EXPECT_EQ(plain("a\tb\x1b[31m\nc"), "a b\\x1B[31m\\x0Ac");
  EXPECT_EQ(plain("\xe2\x80\xae"), "\\u{202E}");
  EXPECT_EQ(plain("caf\xe9"), "caf\\xE9");
}

TEST(PlainPath, QuotesWhatIsNoOrdinaryPath) {
  EXPECT_EQ(plain_path("src/a-b_c.d/[id].tsx"), "src/a-b_c.d/[id].tsx");
  EXPECT_EQ(plain_path("日本.c"), "日本.c");
  EXPECT_EQ(plain_path("::error::x"), "\"::error::x\"");
  EXPECT_EQ(plain_path("a b"), "\"a b\"");
  EXPECT_EQ(plain_path("a\"b"), "\"a\\\"b\"");
  EXPECT_EQ(plain_path("a\tb"), "\"a\\tb\"");
  EXPECT_EQ(plain_path(""), "\"\"");
}

TEST(WithoutCommands, BreaksWorkflowCommands) {
  EXPECT_EQ(without_commands("::error::x\n  ::warning::y\n"), "\\x3A:error::x\n  \\x3A:warning::y\n");
  EXPECT_EQ(without_commands("use std::string here"), "use std::string here");
  EXPECT_EQ(without_commands("a ##[error]b"), "a ##\\x5Berror]b");
  EXPECT_EQ(without_commands("##vso[task.setvariable]"), "##vso\\x5Btask.setvariable]");
  EXPECT_EQ(without_commands("a[1] # [b] ## [c]"), "a[1] # [b] ## [c]");
}

TEST(Command, EscapesAsTheRunnerDecodes) {
  EXPECT_EQ(command_data("100%: a, b::c"), "100%25: a, b::c");
  EXPECT_EQ(command_data("a\r\nb"), "a\\x0D\\x0Ab");
  EXPECT_EQ(command_property("a:b,c%d"), "a%3Ab%2Cc%25d");
}

TEST(Markdown, LeavesNothingToInterpret) {
  EXPECT_EQ(markdown("<img src=x>"), "&lt;img src=x&gt;");
  EXPECT_EQ(markdown("@me #1"), "&#64;<!-- -->me &#35;<!-- -->1");
  EXPECT_EQ(markdown("[a](http://b)|`c`"), "&#91;a&#93;(http&#58;//b)&#124;&#96;c&#96;");
  EXPECT_EQ(markdown("**a** __b__ ~~c~~ \\d $e$"),
            "&#42;&#42;a&#42;&#42; &#95;&#95;b&#95;&#95; &#126;&#126;c&#126;&#126; &#92;d &#36;e&#36;");
  EXPECT_EQ(markdown("- a"), "&#45; a");
  EXPECT_EQ(markdown("-x 1.5"), "-x 1.5");
  EXPECT_EQ(markdown("     12. a 3. b-c"), " 12&#46; a 3. b-c");
  EXPECT_EQ(markdown("www.example"), "www&#46;example");
  EXPECT_EQ(markdown("a\n# b"), "a&#92;x0A&#35;<!-- --> b");
}

TEST(MarkdownCode, FenceIsLongerThanAnyWithin) {
  EXPECT_EQ(markdown_code("a\n"), "```text\na\n```\n");
  EXPECT_EQ(markdown_code("```\n</details>"), "````text\n```\n</details>\n````\n");
}

TEST(Uri, EncodesAllButUnreserved) {
  EXPECT_EQ(uri("src/a b#c%.js"), "src/a%20b%23c%25.js");
  EXPECT_EQ(uri("c:d\xff/é"), "c%3Ad%FF/%C3%A9");
}

TEST(Cut, EndsBetweenCharacters) {
  EXPECT_EQ(cut("abcdef", 6), "abcdef");
  EXPECT_EQ(cut("abcdefg", 6), "abc…");
  EXPECT_EQ(cut("ab日本", 7), "ab…");
  EXPECT_EQ(cut("日本語", 3), "…");
}

std::string json_of(std::string_view text) {
  JsonWriter json(0);
  json.value(text);
  std::string out = json.take();
  out.pop_back();
  return out;
}

TEST(JsonWriter, EscapesAndKeepsEveryCharacter) {
  EXPECT_EQ(json_of("a\"b\\c/"), R"("a\"b\\c/")");
  EXPECT_EQ(json_of("\n\r\t\x01\x7f"), R"("\n\r\t\u0001\u007f")");
  EXPECT_EQ(json_of("\xc2\x9b\xe2\x80\xae"), R"("\u009b\u202e")");
  EXPECT_EQ(json_of("\xf3\xa0\x81\xa1"), R"("\udb40\udc61")");  // U+E0061, a tag character
  EXPECT_EQ(json_of("日本😀"), "\"日本😀\"");
  EXPECT_EQ(json_of("a ##[b]"), R"("a ##\u005bb]")");
  EXPECT_EQ(json_of("caf\xe9"), "\"caf\uFFFD\"");
  for (const char* text : {"\x1b[31m ::error::", "\xe2\x80\xae x ##vso[", "\xf3\xa0\x81\xa1"}) {
    EXPECT_EQ(Json::parse(json_of(text)).get<std::string>(), text);
  }
}

TEST(JsonWriter, KeepsTheOrderAndTheGrammar) {
  JsonWriter json(1);
  json.begin_object();
  json.member("z", 1u);
  json.array("a");
  json.begin_object();
  json.member("x", true);
  json.member("y", 0.5);
  json.end_object();
  json.begin_array();
  json.end_array();
  json.end_array();
  json.key("n");
  json.null();
  json.object("e");
  json.end_object();
  json.end_object();
  EXPECT_EQ(json.take(), "{\n  \"z\": 1,\n  \"a\": [{\"x\": true, \"y\": 0.5}, []],\n  \"n\": null,\n  \"e\": {}\n}\n");
}

}  // namespace
}  // namespace gate::report
