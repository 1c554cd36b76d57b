#include "gate/evidence/tests/source_tests.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "gate/base/text.h"

namespace gate::evidence {
namespace {

using Words = std::initializer_list<std::string_view>;

bool is_name_byte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '_' || c == '$' || (byte >= '0' && byte <= '9') ||
         ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

std::string_view name_at(std::string_view text, std::size_t at = 0) {
  auto end = at;
  while (end < text.size() && is_name_byte(text[end])) ++end;
  return text.substr(at, end - at);
}

bool is_any(std::string_view word, Words words) { return std::ranges::find(words, word) != words.end(); }

std::optional<std::string_view> first_of(std::string_view line, Words words) {
  for (auto word : words)
    if (line.find(word) != std::string_view::npos) return word;
  return std::nullopt;
}

// The identifier right behind a word: name_after("def test_x():", "def ") is "test_x".
std::string_view name_after(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1))
    if (at == 0 || !is_name_byte(line[at - 1])) return name_at(line, at + word.size());
  return {};
}

// The string literal that begins at or after `from`: 'it adds' of it('it adds', ...). Empty: none on this line.
std::string_view literal_at(std::string_view line, std::size_t from) {
  auto open = line.find_first_of("'\"`", from);
  if (open == std::string_view::npos) return {};
  for (auto at = open + 1; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == line[open]) {
      return line.substr(open + 1, at - open - 1);
    }
  }
  return line.substr(open + 1);
}

// The identifier before the first '(' of a declaration: "public void adds() {".
std::string_view method_name(std::string_view line) {
  auto open = line.find('(');
  if (open == std::string_view::npos || open == 0) return {};
  auto end = open;
  while (end > 0 && line[end - 1] == ' ') --end;
  if (end > 1 && line[end - 1] == '`') {  // Kotlin: fun `adds two numbers`()
    auto start = line.rfind('`', end - 2);
    return start == std::string_view::npos ? std::string_view() : line.substr(start + 1, end - start - 2);
  }
  auto start = end;
  while (start > 0 && is_name_byte(line[start - 1])) --start;
  return line.substr(start, end - start);
}

class Finder {
 public:
  Finder(TestLanguage language, std::string_view text) : language_(language), text_(text) { tests_.push_back({}); }

  std::vector<SourceTest> run() {
    auto lines = split_lines(text_);
    tests_.front().last = static_cast<std::uint32_t>(lines.size());
    for (auto raw : lines) {
      ++line_;
      indented_ = raw.starts_with(' ') || raw.starts_with('\t');
      auto line = trim(raw);
      if (!line.empty()) take(line.substr(0, kLongestLine));
    }
    for (std::size_t at = 1; at < tests_.size(); ++at)
      tests_[at].last = at + 1 < tests_.size() ? std::max(tests_[at].line, tests_[at + 1].line - 1) : line_;
    return std::move(tests_);
  }

 private:
  static constexpr std::size_t kLongestLine = 2'000;  // minified code has no tests that anybody wrote

  void take(std::string_view line) {
    switch (language_) {
      case TestLanguage::python: return python(line);
      case TestLanguage::javascript: return calls(line, {"it", "test", "specify"}, {"describe", "context", "suite"});
      case TestLanguage::java: return java(line);
      case TestLanguage::csharp: return csharp(line);
      case TestLanguage::rust: return rust(line);
      case TestLanguage::go: return go(line);
      case TestLanguage::cpp: return cpp(line);
      case TestLanguage::ruby: return ruby(line);
      case TestLanguage::php: return php(line);
      case TestLanguage::none: return;
    }
  }

  SourceTest& add(std::string_view name, bool group) {
    SourceTest test{std::string(name), line_, line_, group, std::exchange(skip_, {}), std::exchange(skip_line_, 0), {}};
    tests_.push_back(std::move(test));
    marked_ = false;
    return tests_.back();
  }

  // A marker that stands before what it is about.
  void before(std::string_view marker) {
    if (!skip_.empty()) return;
    skip_ = marker;
    skip_line_ = line_;
  }
  // One that stands within a test; before the first one it is about the file.
  void within(std::string_view marker) { mark(tests_.back(), marker); }
  void mark(SourceTest& test, std::string_view marker) const {
    if (!test.skip.empty()) return;
    test.skip = marker;
    test.skip_line = line_;
  }

  void python(std::string_view line) {
    static constexpr std::array kMarkers{"pytest.mark.skip", "pytest.mark.xfail",        "unittest.skip", "mark.skip",
                                         "mark.xfail",       "unittest.expectedFailure", "@skip"};
    for (std::string_view marker : kMarkers) {
      if (line.find(marker) == std::string_view::npos) continue;
      if (line.starts_with('@')) return before(line);
      if (line.starts_with("pytestmark")) return mark(tests_.front(), line);
    }
    if (line.starts_with('@')) return;
    auto name = name_after(line, "def ");
    if (!name.empty() && (line.starts_with("def ") || line.starts_with("async def "))) {
      if (name.starts_with("test"))
        add(name, false);
      else
        forget();
    } else if (line.starts_with("class ")) {
      add(name_after(line, "class "), true);
    } else if (auto call = first_of(line, {"pytest.skip(", "pytest.xfail(", ".skipTest(", "raise unittest.SkipTest",
                                           "raise SkipTest", "pytest.importorskip("})) {
      if (indented_ && line.find("allow_module_level") == std::string_view::npos)
        within(*call);
      else
        mark(tests_.front(), *call);
    }
  }

  void forget() {
    skip_.clear();
    skip_line_ = 0;
    marked_ = false;
  }

  // Calls that hold a test: it("adds", ...), describe.skip("sums", ...), test.each(table)("adds %i", ...).
  void calls(std::string_view line, Words tests, Words groups) {
    auto callee = name_at(line);
    std::string skip, only;
    std::string_view base = callee;
    if (callee.size() > 1 && callee.front() == 'x' &&
        (is_any(callee.substr(1), tests) || is_any(callee.substr(1), groups)))
      base = callee.substr(1), skip = callee;
    if (is_any(callee, {"fit", "fdescribe", "fcontext"})) base = callee.substr(1), only = callee;
    const bool group = is_any(base, groups);
    auto at = callee.size();
    std::string_view modifier;
    if (group || is_any(base, tests))
      while (at < line.size() && line[at] == '.') {
        modifier = name_at(line, at + 1);
        at += 1 + modifier.size();
        if (is_any(modifier, {"skip", "todo", "fixme", "failing", "fails", "skipIf", "runIf"}))
          skip = line.substr(0, at);
        if (modifier == "only") only = line.substr(0, at);
      }
    const bool call = at < line.size() && (line[at] == '(' || line[at] == '`' || line[at] == ' ' || line[at] == '<');
    if (callee.empty() || !call || !(group || is_any(base, tests))) return within_call(line);
    auto second = line.find(")(", at);
    auto name = literal_at(line, second != std::string_view::npos && modifier != "skip" ? second : at);
    // Playwright's test.skip(condition): about the test it stands in.
    if (name.empty() || (line[at] == '(' && !skip.empty() && !is_literal(line, at + 1))) {
      if (!skip.empty()) within(skip);
      return;
    }
    auto& added = add(name, group);
    if (!skip.empty()) mark(added, skip);
    added.only = only;
  }

  static bool is_literal(std::string_view line, std::size_t at) {
    at = line.find_first_not_of(' ', at);
    return at != std::string_view::npos && (line[at] == '\'' || line[at] == '"' || line[at] == '`');
  }

  void within_call(std::string_view line) {
    if (auto call = first_of(line, {"this.skip(", "t.skip(", "t.todo(", "context.skip(", "ctx.skip("})) within(*call);
  }

  // Annotations stand before, or on the same line as, what they are about.
  void java(std::string_view line) {
    for (std::string_view marker : {"@Disabled", "@Ignore", "@EnabledIf", "@EnabledOn"})
      if (auto at = line.find(marker); at != std::string_view::npos) before(line.substr(at, 80));
    if (line.find("@Test") != std::string_view::npos && line.find("enabled = false") != std::string_view::npos)
      before("@Test(enabled = false)");
    if (first_of(line, {"@Test", "@ParameterizedTest", "@RepeatedTest", "@TestFactory", "@Property"})) marked_ = true;
    if (auto call = first_of(line, {"assumeTrue(false", "throw new SkipException", "throw new TestAbortedException"}))
      return within(*call);
    auto rest = without_annotations(line);
    if (rest.empty()) return;
    if (auto name = class_name(rest); !name.empty()) {
      add(name, true);
    } else if (auto method = method_name(rest); marked_ && !method.empty()) {
      add(method, false);
    } else if (rest.find('{') != std::string_view::npos) {
      forget();
    }
  }

  static std::string_view class_name(std::string_view line) {
    auto at = line.find("class ");
    if (at == std::string_view::npos || line.find('(') < at || line.find('"') < at || line.find('=') < at) return {};
    return name_at(line, at + 6);
  }

  static std::string_view without_annotations(std::string_view line) {
    while (line.starts_with('@')) {
      std::size_t at = 1;
      while (at < line.size() && (is_name_byte(line[at]) || line[at] == '.')) ++at;
      if (at < line.size() && line[at] == '(') {
        int depth = 0;
        for (; at < line.size(); ++at) {
          depth += line[at] == '(' ? 1 : line[at] == ')' ? -1 : 0;
          if (depth == 0) break;
        }
        at = std::min(at + 1, line.size());
      }
      line = trim(line.substr(at));
    }
    return line;
  }

  void csharp(std::string_view line) {
    if (line.starts_with('[')) {
      if (first_of(line, {"[Ignore", "[Explicit", "Skip =", "Skip=", "Ignore =", "Ignore="})) before(line);
      if (first_of(line, {"[Fact", "[Theory", "[Test", "[DataTestMethod", "[SkippableFact"})) marked_ = true;
      auto end = line.rfind(']');
      line = end == std::string_view::npos ? std::string_view() : trim(line.substr(end + 1));
      if (line.empty()) return;
    }
    if (auto call = first_of(line, {"Assert.Ignore(", "Assert.Inconclusive(", "Skip.If("})) return within(*call);
    if (auto name = class_name(line); !name.empty())
      add(name, true);
    else if (auto method = method_name(line); marked_ && !method.empty())
      add(method, false);
  }

  void rust(std::string_view line) {
    if (line.starts_with("#[ignore")) before(line);
    if (line.starts_with("#[test") || line.starts_with("#[rstest") || line.find("::test]") != std::string_view::npos ||
        line.find("::test(") != std::string_view::npos)
      marked_ = true;
    if (line.starts_with("#[")) {
      auto end = line.rfind(']');
      line = end == std::string_view::npos ? std::string_view() : trim(line.substr(end + 1));
    }
    auto name = name_after(line, "fn ");
    if (name.empty()) return;
    marked_ ? void(add(name, false)) : forget();
  }

  void go(std::string_view line) {
    if (line.starts_with("func ")) {
      auto name = name_after(line, "func ");
      // testify's suites have methods: func (s *Suite) TestX().
      if (name.empty() && line.starts_with("func (")) name = name_at(line, std::min(line.find(") ") + 2, line.size()));
      if (name.starts_with("Test") || name.starts_with("Fuzz") || name.starts_with("Example")) add(name, false);
    } else if (auto call = first_of(line, {".SkipNow(", ".Skipf(", ".Skip("})) {
      within("t" + std::string(call->substr(0, call->size() - 1)));
    }
  }

  void cpp(std::string_view line) {
    if (auto call = first_of(line, {"GTEST_SKIP(", "BOOST_TEST_SKIP", "SKIP("}); call && !line.starts_with("#"))
      within(call->ends_with('(') ? call->substr(0, call->size() - 1) : *call);
    auto macro = name_at(line);
    if (!is_any(macro, {"TEST", "TEST_F", "TEST_P", "TYPED_TEST", "TYPED_TEST_P", "TEST_CASE", "SCENARIO",
                        "TEST_CASE_METHOD", "BOOST_AUTO_TEST_CASE", "BOOST_FIXTURE_TEST_CASE"}))
      return;
    auto open = line.find('(');
    if (open == std::string_view::npos) return;
    auto close = line.find(')', open);
    auto inside = std::string(line.substr(open + 1, close == std::string_view::npos ? close : close - open - 1));
    if (auto literal = literal_at(line, open); !literal.empty() && macro.find("CASE") != std::string_view::npos)
      return catch_case(line, literal);
    const bool disabled = inside.find("DISABLED_") != std::string::npos;
    std::string name;
    for (const auto& part : split(inside, ',')) {
      auto word = trim(part);
      if (word.starts_with("DISABLED_")) word.remove_prefix(9);
      name += (name.empty() ? "" : ".") + std::string(word);
    }
    auto& test = add(name, false);
    if (disabled) mark(test, "DISABLED_");
  }

  // Catch2 hides tests by a tag that begins with a dot.
  void catch_case(std::string_view line, std::string_view name) {
    auto& test = add(name, false);
    if (line.find("[.") != std::string_view::npos) mark(test, "[.]");
    if (line.find("[!mayfail]") != std::string_view::npos) mark(test, "[!mayfail]");
  }

  void ruby(std::string_view line) {
    if (auto name = name_after(line, "def "); line.starts_with("def ")) {
      if (name.starts_with("test_")) add(name, false);
      return;
    }
    if (name_at(line) == "skip" || (name_at(line) == "pending" && !line.ends_with(" do"))) return within(name_at(line));
    auto size = tests_.size();
    calls(line, {"it", "specify", "scenario", "test"}, {"describe", "context", "feature"});
    if (tests_.size() == size) return;
    if (auto tag = first_of(line, {", skip: ", ", :skip", ", pending: ", ", :pending"}))
      mark(tests_.back(), tag->substr(2));
    if (auto tag = first_of(line, {", focus: true", ", :focus"})) tests_.back().only = tag->substr(2);
  }

  void php(std::string_view line) {
    if (line.starts_with("#[")) {
      marked_ = marked_ || line.starts_with("#[Test");
      return;
    }
    if (auto call = first_of(line, {"markTestSkipped(", "markTestIncomplete(", "->skip(", "->todo("}))
      within(call->substr(0, call->size() - 1));
    auto name = name_after(line, "function ");
    if (!name.empty()) {
      if (marked_ || name.starts_with("test")) add(name, false);
      return;
    }
    if (auto group = class_name(line); !group.empty()) {
      add(group, true);
    } else {
      calls(line, {"it", "test"}, {"describe"});
      if (auto call = first_of(line, {"->skip(", "->todo("})) within(call->substr(2, call->size() - 3));
    }
  }

  TestLanguage language_;
  std::string_view text_;
  std::vector<SourceTest> tests_;  // the first one is the file
  std::uint32_t line_ = 0;
  bool indented_ = false;
  bool marked_ = false;  // an annotation said that a test follows
  std::string skip_;     // a marker that stands before what it is about
  std::uint32_t skip_line_ = 0;
};

bool is_under(std::string_view path, Words folders) {
  for (const auto& part : split(path, '/'))
    if (is_any(part, folders)) return true;
  return false;
}

}  // namespace

TestLanguage test_language(std::string_view path) {
  auto base = path.substr(path.rfind('/') + 1);
  auto dot = base.rfind('.');
  if (dot == std::string_view::npos) return TestLanguage::none;
  auto stem = base.substr(0, dot);
  auto extension = base.substr(dot + 1);
  auto when = [](bool holds, TestLanguage language) { return holds ? language : TestLanguage::none; };
  if (extension == "py")
    return when(stem.starts_with("test") || stem.ends_with("_test") || stem.ends_with("_tests") || stem == "conftest" ||
                    is_under(path, {"tests", "test"}),
                TestLanguage::python);
  if (is_any(extension, {"js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"}))
    return when(stem.ends_with(".test") || stem.ends_with(".spec") || stem.ends_with(".cy") ||
                    stem.starts_with("test") || is_under(path, {"__tests__", "tests", "test", "e2e", "spec", "specs"}),
                TestLanguage::javascript);
  if (extension == "go") return when(stem.ends_with("_test"), TestLanguage::go);
  if (extension == "rb")
    return when(stem.ends_with("_spec") || stem.ends_with("_test") || stem.starts_with("test_"), TestLanguage::ruby);
  if (extension == "php") return when(stem.ends_with("Test") || is_under(path, {"tests", "test"}), TestLanguage::php);
  if (is_any(extension, {"java", "kt", "kts", "groovy", "scala"})) return TestLanguage::java;
  if (extension == "cs") return TestLanguage::csharp;
  if (extension == "rs") return TestLanguage::rust;
  if (is_any(extension, {"cpp", "cc", "cxx", "c++", "h", "hpp", "hh", "hxx", "mm"})) return TestLanguage::cpp;
  return TestLanguage::none;
}

std::vector<SourceTest> find_source_tests(TestLanguage language, std::string_view text) {
  return Finder(language, text).run();
}

}  // namespace gate::evidence
