#include "analyzers/patterns/taint/taint.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analyzers/patterns/engine.h"

namespace gate::patterns {
namespace {

using Lines = std::vector<int>;

// Lines of `code` where a rule of these taint parts (YAML, indented by four) finds something.
Lines found(const std::string& parts, const std::string& path, const std::string& code) {
  const std::string ending = path.substr(path.find('.') + 1);
  const std::string language = ending == "rs" ? "rust" : ending == "cs" ? "csharp" : ending == "rb" ? "ruby" : ending;
  auto file = read_rules("rules:\n  - id: t\n    mode: taint\n    message: m\n    severity: ERROR\n    languages: [" +
                             language + "]\n" + parts,
                         "t.yml");
  if (!file || !file->bad.empty()) {
    ADD_FAILURE() << (file ? file->bad[0].error.text() : file.error().text());
    return {};
  }
  Engine engine(std::move(file->rules));
  EXPECT_TRUE(engine.take_out_bad().empty());
  const auto tree = syntax::Tree::parse(code, *syntax::language_of(path));
  Lines lines;
  const Scan scan = engine.scan(path, code, [&] { return &*tree; });
  EXPECT_TRUE(scan.stopped.empty());
  for (const Hit& hit : scan.hits)
    lines.push_back(1 + static_cast<int>(std::count(code.begin(), code.begin() + hit.match.start, '\n')));
  return lines;
}

constexpr const char* kPlain = R"yaml(
    pattern-sources: [{pattern: source()}]
    pattern-sinks: [{pattern: sink(...)}]
    pattern-sanitizers: [{pattern: clean(...)}]
)yaml";

struct Case {
  const char* name;
  const char* code;
  Lines expected;
};

void expect(const std::string& parts, const char* path, std::initializer_list<Case> cases) {
  for (const Case& each : cases) EXPECT_EQ(found(parts, path, each.code), each.expected) << each.name;
}

TEST(Taint, FlowsThroughStatementsOfPython) {
  expect(kPlain, "a.py",
         {
             {"directly", "sink(source())\n", {1}},
             {"through a variable", "x = source()\nsink(x)\n", {2}},
             {"not before it is tainted", "sink(x)\nx = source()\n", {}},
             {"overwritten", "x = source()\nx = 1\nsink(x)\n", {}},
             {"cleaned", "x = source()\nsink(clean(x))\nx = clean(x)\nsink(x)\n", {}},
             {"through a call", "x = f(1, source())\nsink(x)\n", {2}},
             {"through a method", "x = source().strip()\nsink(x)\n", {2}},
             {"string building", "x = source()\nsink('a' + x)\nsink(f'a {x}')\nsink('%s' % x)\n", {2, 3, 4}},
             {"collections", "x = source()\nsink([1, x])\nsink({'a': x})\nsink((x, 1))\n", {2, 3, 4}},
             {"a branch", "x = 1\nif c:\n  x = source()\nsink(x)\n", {4}},
             {"cleaned in one branch", "x = source()\nif c:\n  x = 1\nsink(x)\n", {4}},
             {"cleaned in both", "x = source()\nif c:\n  x = 1\nelse:\n  x = 2\nsink(x)\n", {}},
             {"other branch returns",
              "def f():\n  x = source()\n  if c:\n    x = 1\n  else:\n    return\n  sink(x)\n",
              {}},
             {"a loop's later turn", "y = 1\nx = 1\nwhile c:\n  sink(y)\n  y = x\n  x = source()\n", {4}},
             {"for each", "for i in source():\n  sink(i)\n", {2}},
             {"fields", "x.a = source()\nsink(x.a)\nsink(x.b)\nsink(x)\n", {2, 4}},
             {"cleaned field", "x = source()\nx.a = 1\nsink(x.a)\nsink(x.b)\n", {4}},
             {"unpacking", "a, b = source(), 1\nsink(a)\nsink(b)\n", {2}},
             {"unpacking what is tainted", "a, b = source()\nsink(b)\n", {2}},
             {"augmented", "x = 'a'\nx += source()\nsink(x)\n", {3}},
             {"keyword argument", "sink(a=source())\n", {1}},
             {"conditional", "x = source() if c else 1\nsink(x)\n", {2}},
             {"condition alone", "x = 2 if source() else 1\nsink(x)\n", {}},
             {"exception", "try:\n  x = source()\n  f()\n  x = 1\nexcept E:\n  sink(x)\n", {6}},
             {"with", "with source() as x:\n  sink(x)\n", {2}},
             {"put into a collection", "a = []\na.append(source())\nsink(a)\n", {3}},
             {"comprehension", "x = [f(a) for a in source()]\nsink(x)\ny = [1 for a in source()]\nsink(y)\n", {2}},
             {"default of a parameter", "def f(a=source(), b=1):\n  sink(a)\n  sink(b)\n", {2}},
             {"element written", "d = {}\nd['a'] = source()\nsink(d['a'])\nsink(d['b'])\nsink(d)\n", {3, 5}},
             {"lambda reads what is around", "x = source()\nf(lambda: sink(x))\n", {2}},
             {"functions are separate", "def f():\n  x = source()\ndef g():\n  sink(x)\n", {}},
             {"functions read globals", "x = source()\ndef g():\n  sink(x)\n", {3}},
             {"inner sink of a cleaned value", "clean(sink(source()))\n", {}},
         });
}

TEST(Taint, FlowsThroughCallsOfFunctionsOfTheFile) {
  expect(kPlain, "a.py",
         {
             {"returns a source", "def f():\n  return source()\nsink(f())\n", {3}},
             {"returns its parameter", "def f(a, b):\n  return b\nsink(f(1, source()))\nsink(f(source(), 1))\n", {3}},
             {"by name", "def f(a, b=1):\n  return b\nsink(f(1, b=source()))\n", {3}},
             {"parameter reaches a sink", "def f(a):\n  sink(a)\nf(source())\n", {2}},
             {"two calls deep", "def g(a):\n  sink(a)\ndef f(a):\n  g(a + 1)\nf(source())\n", {2}},
             {"cleaned on the way", "def f(a):\n  return clean(a)\nsink(f(source()))\n", {}},
             {"written into a parameter", "def f(a):\n  a.x = source()\ny = 1\nf(y)\nsink(y.x)\n", {5}},
             {"own method", "class C:\n  def f(self, a):\n    sink(a)\n  def g(self):\n    self.f(source())\n", {3}},
             {"recursion", "def f(a):\n  if c:\n    return f(a)\n  sink(a)\nf(source())\n", {4}},
             {"another's method is not known", "class C:\n  def f(self, a):\n    return 1\nsink(x.f(source()))\n", {4}},
         });
}

TEST(Taint, FlowsThroughJavaScript) {
  expect(kPlain, "a.js",
         {
             {"declaration", "const x = source();\nsink(x);\n", {2}},
             {"template", "const x = source();\nsink(`a ${x}`);\n", {2}},
             {"destructuring", "const {a, b: c} = source();\nsink(a);\nsink(c);\nsink(b);\n", {2, 3}},
             {"array destructuring", "const [a, b] = [1, source()];\nsink(a);\nsink(b);\n", {3}},
             {"object literal", "const o = {a: source()};\nsink(o.a);\n", {2}},
             {"await", "async function f() {\n  const x = await source();\n  sink(x);\n}\n", {3}},
             {"callback", "const x = source();\nrun(() => { sink(x); });\n", {2}},
             {"named lambda", "const f = (a) => { sink(a); };\nf(source());\n", {1}},
             {"callback over what is tainted",
              "source().forEach((x) => { sink(x); });\nlist.forEach((x) => { sink(x); });\n",
              {1}},
             {"function within a function",
              "function f() {\n  const x = source();\n  function g() { sink(x); }\n  g();\n}\n",
              {3}},
             {"parameter of a callback hides", "const x = source();\nrun((x) => { sink(x); });\n", {}},
             {"what a callback declares is its own", "run(() => { var x = source(); });\nsink(x);\n", {}},
             {"for of", "for (const x of source()) {\n  sink(x);\n}\n", {2}},
             {"switch",
              "let x = 1;\nswitch (c) {\n  case 1: x = source();\n  case 2: sink(x); break;\n  default: sink(x);\n}\n",
              {4}},
             {"throw ends the way",
              "function f() {\n  let x = source();\n  if (c) { throw 1; } else { x = 1; }\n  sink(x);\n}\n",
              {}},
             {"method", "class C {\n  f(a) { sink(a); }\n  g() { this.f(source()); }\n}\n", {2}},
         });
}

TEST(Taint, FlowsThroughOtherLanguages) {
  expect(kPlain, "a.java",
         {
             {"field", "class A { String s; void f() { this.s = source(); sink(s); } }\n", {1}},
             {"resource", "class A { void f() {\n try (R r = source()) {\n sink(r);\n }\n } }\n", {3}},
             {"for each", "class A { void f() {\n for (String s : source()) {\n sink(s);\n }\n } }\n", {3}},
             {"accessors",
              "class A { void f(B b) {\n b.setName(source());\n sink(b.getName());\n sink(b.getAge());\n } }\n",
              {3}},
             {"own method", "class A { void g(String s) {\n sink(s);\n }\n void f() { g(source()); } }\n", {2}},
             {"ternary", "class A { void f() {\n String s = c ? source() : null;\n sink(s);\n } }\n", {3}},
             {"catch",
              "class A { void f() {\n String s = null;\n try { s = source(); g(); s = null; }\n"
              " catch (E e) { sink(s); }\n } }\n",
              {4}},
             {"lambda", "class A { void f() {\n String s = source();\n run(() -> sink(s));\n } }\n", {3}},
             {"array", "class A { void f() {\n String[] s = {\"a\", source()};\n sink(s);\n sink(s[0]);\n } }\n", {3}},
         });
  expect(
      kPlain, "a.go",
      {
          {"short declaration", "package a\nfunc f() {\n x, err := source()\n sink(x)\n}\n", {4}},
          {"range", "package a\nfunc f() {\n for _, x := range source() {\n sink(x)\n }\n}\n", {4}},
          {"if with a statement", "package a\nfunc f() {\n if x := source(); x != 1 {\n sink(x)\n }\n}\n", {4}},
          {"declaration", "package a\nfunc f() {\n var x string = source()\n sink(x)\n}\n", {4}},
          {"pair given", "package a\nfunc f() {\n a, b := 1, source()\n sink(a)\n sink(b)\n}\n", {5}},
          {"function", "package a\nfunc g(s string) string {\n return s\n}\nfunc f() {\n sink(g(source()))\n}\n", {6}},
          {"switch",
           "package a\nfunc f() {\n x := 1\n switch c {\n case 1:\n x = source()\n case 2:\n sink(x)\n }\n "
           "sink(x)\n}\n",
           {10}},
      });
  expect(kPlain, "a.rb",
         {
             {"block", "x = source()\nlist.each do |a|\n  sink(x)\nend\n", {3}},
             {"interpolation", "x = source()\nsink(\"a #{x}\")\n", {2}},
             {"implicit return", "def f(a)\n  a\nend\nsink(f(source()))\n", {4}},
             {"unless", "x = 1\nunless c\n  x = source()\nend\nsink(x)\n", {5}},
             {"append", "x = 'a'\nx << source()\nsink(x)\n", {3}},
             {"case", "x = 1\ncase c\nwhen 1\n  x = source()\nwhen 2\n  sink(x)\nend\nsink(x)\n", {8}},
         });
  expect(kPlain, "a.php",
         {
             {"assignment", "<?php\n$x = source();\nsink($x);\n", {3}},
             {"text", "<?php\n$x = source();\nsink(\"a $x\");\nsink('a' . $x);\n", {3, 4}},
             {"foreach", "<?php\nforeach (source() as $k => $v) {\n sink($v);\n}\n", {3}},
             {"append", "<?php\n$x = 'a';\n$x .= source();\nsink($x);\n", {4}},
             {"element", "<?php\n$a = [];\n$a[] = source();\nsink($a);\n", {4}},
             {"method", "<?php\nclass A { function g($a) { sink($a); }\nfunction f() { $this->g(source()); } }\n", {2}},
         });
  expect(kPlain, "a.cs",
         {
             {"declaration", "class A { void F() {\n var x = source();\n sink(x);\n } }\n", {3}},
             {"using", "class A { void F() {\n using (var x = source()) {\n sink(x);\n }\n } }\n", {3}},
             {"interpolation", "class A { void F() {\n var x = source();\n sink($\"a {x}\");\n } }\n", {3}},
             {"foreach", "class A { void F() {\n foreach (var x in source()) {\n sink(x);\n }\n } }\n", {3}},
         });
  expect(kPlain, "a.kt",
         {
             {"value", "fun f() {\n val x = source()\n sink(x)\n}\n", {3}},
             {"if as a value", "fun f() {\n val x = if (c) source() else 1\n sink(x)\n}\n", {3}},
             {"template", "fun f() {\n val x = source()\n sink(\"a $x\")\n}\n", {3}},
             {"for", "fun f() {\n for (x in source()) {\n sink(x)\n }\n}\n", {3}},
         });
  expect(kPlain, "a.c",
         {
             {"declaration", "void f() {\n char *x = source();\n sink(x);\n}\n", {3}},
             {"pointer", "void f(struct s *p) {\n p->x = source();\n sink(p->x);\n sink(p->y);\n}\n", {3}},
             {"function", "void g(char *a) {\n sink(a);\n}\nvoid f() {\n g(source());\n}\n", {2}},
         });
  expect(kPlain, "a.rs",
         {
             {"let", "fn f() {\n let x = source();\n sink(x);\n}\n", {3}},
             {"reference", "fn f() {\n let x = source();\n sink(&x);\n}\n", {3}},
             {"value of a function", "fn g(a: i32) -> i32 { a }\nfn f() {\n sink(g(source()));\n}\n", {3}},
         });
  expect(kPlain, "a.ts",
         {
             {"typed", "const x: string = source();\nsink(x as any);\n", {2}},
             {"optional chain", "const x = source();\nsink(x?.a.b);\n", {2}},
         });
}

TEST(Taint, ParametersAreSources) {
  const char* parts = R"yaml(
    pattern-sources:
      - patterns: [{pattern-inside: "function ... (..., $X, ...) { ... }"}, {focus-metavariable: $X}]
    pattern-sinks: [{pattern: sink(...)}]
)yaml";
  expect(parts, "a.js",
         {
             {"function", "function f(a, b) {\n  sink(b);\n  sink(c);\n}\n", {2}},
             {"overwritten", "function f(a) {\n  a = 1;\n  sink(a);\n}\n", {}},
         });
}

TEST(Taint, SinksAreMetExactlyUnlessToldOtherwise) {
  expect(R"yaml(
    pattern-sources: [{pattern: source()}]
    pattern-sinks: [{patterns: [{pattern: "sink($A, $B)"}, {focus-metavariable: $B}]}]
)yaml",
         "a.py",
         {
             {"the focus alone", "sink(source(), 1)\nsink(1, source())\n", {2}},
             {"made of it", "sink(1, 'a' + source())\n", {1}},
             {"a part of it that does not matter", "sink(1, 2 if source() else 3)\n", {}},
         });
  expect(R"yaml(
    pattern-sources: [{pattern: source()}]
    pattern-sinks: [{exact: false, patterns: [{pattern: "sink($A, $B)"}, {focus-metavariable: $B}]}]
)yaml",
         "a.py", {{"any part of it", "sink(1, 2 if source() else 3)\n", {1}}});
}

TEST(Taint, BySideEffect) {
  expect(R"yaml(
    pattern-sources:
      - patterns: [{pattern: read($X)}, {focus-metavariable: $X}]
        by-side-effect: true
    pattern-sanitizers:
      - patterns: [{pattern: check($X)}, {focus-metavariable: $X}]
        by-side-effect: true
    pattern-sinks: [{pattern: sink(...)}]
)yaml",
         "a.py",
         {
             {"source", "sink(x)\nread(x)\nsink(x)\n", {3}},
             {"sanitizer", "read(x)\ncheck(x)\nsink(x)\n", {}},
             {"sanitizer of a field", "read(x)\ncheck(x.a)\nsink(x.a)\nsink(x.b)\n", {4}},
         });
}

TEST(Taint, Propagators) {
  const char* parts = R"yaml(
    pattern-sources: [{pattern: source()}]
    pattern-sinks: [{pattern: sink(...)}]
    pattern-propagators:
      - {pattern: "$TO.append($FROM)", from: $FROM, to: $TO}
      - {pattern: "copy($TO, $FROM)", from: $FROM, to: $TO}
)yaml";
  expect(parts, "a.py",
         {
             {"receiver", "a.append(source())\nsink(a)\n", {2}},
             {"argument that comes before", "copy(a, source())\nsink(a)\n", {2}},
             {"nothing", "a.append(1)\nsink(a)\n", {}},
         });
}

TEST(Taint, Labels) {
  const char* parts = R"yaml(
    pattern-sources:
      - {label: A, pattern: a()}
      - {label: B, pattern: b()}
      - {label: C, requires: A, pattern: "mark(...)"}
    pattern-sinks:
      - {pattern: "both(...)", requires: A and B}
      - {pattern: "one(...)", requires: A and not B}
      - {pattern: "marked(...)", requires: C}
)yaml";
  expect(parts, "a.py",
         {
             {"both", "x = a()\nboth(x)\nboth(x + b())\n", {3}},
             {"not", "x = a()\none(x)\none(x + b())\n", {2}},
             {"source that asks for a label", "marked(mark(1))\nmarked(mark(a()))\n", {2}},
         });
}

TEST(Taint, SinksAtExitAreThoseOfAFunctionsLastStatements) {
  expect(R"yaml(
    pattern-sources: [{pattern: source()}]
    pattern-sinks: [{pattern: sink(...), at-exit: true}]
)yaml",
         "a.py",
         {
             {"last", "def f():\n  x = source()\n  sink(x)\n  sink(x)\n", {4}},
             {"returned", "def f():\n  x = source()\n  if c:\n    return sink(x)\n  g()\n", {4}},
             {"in a loop", "def f():\n  x = source()\n  while c:\n    sink(x)\n", {}},
         });
}

TEST(Taint, OptionsSwitchWhatIsAssumed) {
  const std::string parts = kPlain;
  expect(parts + "    options: {taint_assume_safe_functions: true}\n", "a.py",
         {{"functions", "sink(f(source()))\nsink(source())\n", {2}}});
  expect(parts + "    options: {taint_assume_safe_indexes: true}\n", "a.py",
         {{"indexes", "sink(a[source()])\nsink(source()[0])\n", {2}}});
  expect(parts + "    options: {taint_assume_safe_comparisons: true}\n", "a.py",
         {{"comparisons", "sink(source() == 1)\nsink(source() + 1)\n", {2}}});
}

TEST(Taint, TraceNamesTheSourceAndTheVariablesOnTheWay) {
  const std::string code = "x = source()\ny = x\nsink(y)\n";
  auto file = read_rules(std::string("rules:\n  - id: t\n    mode: taint\n    message: m\n    severity: ERROR\n"
                                     "    languages: [python]\n") +
                             kPlain,
                         "t.yml");
  ASSERT_TRUE(file && file->rules.size() == 1);
  const Engine engine(std::move(file->rules));
  const auto tree = syntax::Tree::parse(code, syntax::Language::python);
  const Scan scan = engine.scan("a.py", code, [&] { return &*tree; });
  ASSERT_EQ(scan.hits.size(), 1u);
  ASSERT_TRUE(scan.hits[0].trace);
  const TaintTrace& trace = *scan.hits[0].trace;
  EXPECT_EQ(code.substr(trace.source.start, trace.source.end - trace.source.start), "source()");
  ASSERT_EQ(trace.steps.size(), 2u);
  EXPECT_EQ(trace.steps[0].start, 0u);
  EXPECT_EQ(trace.steps[1].start, code.find('y'));
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// `found` fails where a rule is stopped: steps must grow no faster than the file.
TEST(Taint, HostileShapesStayWithinTheBudget) {
  std::string nested = "x = source()\n", indent;
  for (int i = 0; i < 60; ++i) nested += indent + "while c:\n", indent += ' ';
  nested += indent + "y = x\n" + indent + "x = y + z\nsink(y)\n";
  EXPECT_EQ(found(kPlain, "a.py", nested).size(), 1u);
  EXPECT_EQ(found(kPlain, "a.py", "x = source()\n" + repeated("if c:\n  x = f(x)\n", 3'000) + "sink(x)\n").size(), 1u);
  EXPECT_EQ(found(kPlain, "a.py", repeated("x = source()\nsink(x)\n", 3'000)).size(), 3'000u);
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "x" + std::to_string(i) + " = source()\nif c:\n  f()\n";
  EXPECT_EQ(found(kPlain, "a.py", many + "sink(x1)\n").size(), 1u);
  EXPECT_EQ(
      found(kPlain, "a.js", "let x = source();\n" + repeated("f(() => {", 100) + "sink(x);" + repeated("});", 100)),
      Lines{2});
}

}  // namespace
}  // namespace gate::patterns
