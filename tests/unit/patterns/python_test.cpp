#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/patterns/found_lines.h"

namespace gate::patterns {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> lines(const std::string& pattern, const std::string& code) {
  return found_lines("python", "code.py", pattern, code);
}

TEST(PythonPatterns, KeywordArgumentsStandInAnyOrder) {
  const std::string code =
      "run(a, shell=True, cwd=b)\n"
      "run(a, cwd=b)\n"
      "run(shell=True)\n";
  EXPECT_THAT(lines("run(..., shell=True, ...)", code), ElementsAre(1, 3));
}

TEST(PythonPatterns, ImportedNamesAreTheirModules) {
  const std::string code =
      "get(1)\n"
      "import os.path as p\n"
      "from requests import get as fetch, post\n"
      "p.join(x)\n"
      "fetch(x)\n"
      "post(x)\n";
  EXPECT_THAT(lines("os.path.join(...)", code), ElementsAre(4));
  EXPECT_THAT(lines("requests.$M(...)", code), ElementsAre(5, 6));
}

TEST(PythonPatterns, AnImportIsFoundUnderItsPackage) {
  const std::string code = "import xml.sax\nfrom xml import dom\nimport xmlrpc\n";
  EXPECT_THAT(lines("import xml", code), ElementsAre(1, 2));
}

TEST(PythonPatterns, ElifIsAnIfInTheElse) {
  const std::string code = "if a:\n  x()\nelif b:\n  y()\nelse:\n  z()\n";
  EXPECT_THAT(lines("if b:\n  ...\nelse:\n  z()", code), ElementsAre(3));
}

TEST(PythonPatterns, SeveralWithItemsAreNested) {
  const std::string code = "with open(a) as f, lock():\n  f.read()\nwith lock():\n  pass\n";
  EXPECT_THAT(lines("with open(...) as $F:\n  ...", code), ElementsAre(1));
  EXPECT_THAT(lines("with lock():\n  ...", code), ElementsAre(1, 3));
}

TEST(PythonPatterns, DecoratorsAndDefaults) {
  const std::string code =
      "@app.route('/')\n"
      "def a(x, y={}):\n"
      "  pass\n"
      "\n"
      "def b(y: dict = {}):\n"
      "  pass\n"
      "\n"
      "def c(y=1): pass\n";
  EXPECT_THAT(lines("@app.route(...)\ndef $F(...): ...", code), ElementsAre(1));
  EXPECT_THAT(lines("def $F(..., $D={}, ...): ...", code), ElementsAre(1, 5));
}

TEST(PythonPatterns, StringsByTheirContents) {
  const std::string code =
      "f('a')\n"
      "f(r\"a\")\n"
      "f('a' 'b')\n"
      "f(f'a{x}')\n";
  EXPECT_THAT(lines("f(\"a\")", code), ElementsAre(1, 2));
  EXPECT_THAT(lines("f('ab')", code), ElementsAre(3));
  EXPECT_THAT(lines("f(f\"...{$X}...\")", code), ElementsAre(4));
  EXPECT_THAT(lines("'...' '...'", code), ElementsAre(3));
}

TEST(PythonPatterns, SlicesAndComparisons) {
  const std::string code = "x[1:2]\nx[1]\na is not None\na != None\n";
  EXPECT_THAT(lines("x[$A:$B]", code), ElementsAre(1));
  EXPECT_THAT(lines("$X is not None", code), ElementsAre(3));
}

TEST(PythonPatterns, DictionariesNeedAnEllipsisForTheRest) {
  const std::string code = "f({'a': 1, 'b': 2})\nf({'a': 1})\n";
  EXPECT_THAT(lines("f({'a': 1})", code), ElementsAre(2));
  EXPECT_THAT(lines("f({..., 'a': $X, ...})", code), ElementsAre(1, 2));
}

TEST(PythonPatterns, NamesDeclaredApartAreDifferent) {
  const std::string code =
      "key = load()\n"
      "def f():\n"
      "  key = make()\n"
      "  use(key)\n";
  EXPECT_THAT(lines("$X = load()\n...\nuse($X)", code), IsEmpty());
  EXPECT_THAT(lines("$X = make()\n...\nuse($X)", code), ElementsAre(3));
}

TEST(PythonPatterns, ATypedMetavariableAsTheOnlyArgument) {
  const std::string code = "sleep(1)\nsleep('1')\n";
  EXPECT_THAT(lines("sleep($X: int)", code), ElementsAre(1));
}

}  // namespace
}  // namespace gate::patterns
