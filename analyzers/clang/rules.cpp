#include "analyzers/clang/rules.h"

#include <algorithm>

namespace gate::clang {
namespace {

constexpr const char* kCorrectness = "correctness";
constexpr const char* kMaintainability = "maintainability";

std::vector<Rule> declared() {
  return {
      {"error", "syntax", Severity::high, "The compiler rejects the unit",
       "A unit that does not compile stops the build of everything that links it, for everybody who takes the change.",
       "int total(const Order *o) { return o->amuont; }", "int total(const Order *o) { return o->amount; }"},
      {"missing-header", "syntax", Severity::medium, "An included header is not found",
       "The include stops the compilation. When the change itself removed the header, the severity is high; else the "
       "header may be one that the build generates, and the build was not run before the check.",
       "#include \"parser.h\"  // renamed to reader.h by the same change", "#include \"reader.h\""},
      {"return-type", kCorrectness, Severity::high, "A function that must return a value can end without one",
       "The caller reads whatever lies in the return register. In C++ the compiler may assume that it never happens, "
       "and drop the code around it.",
       "int sign(int x) { if (x > 0) return 1; if (x < 0) return -1; }",
       "int sign(int x) { if (x > 0) return 1; if (x < 0) return -1; return 0; }"},
      {"uninitialized", kCorrectness, Severity::high, "A variable is read before it has a value",
       "The value differs from run to run: the program works in the test and fails, or leaks memory's old contents, "
       "in production.",
       "int n; if (verbose) n = 2; log(n);", "int n = 1; if (verbose) n = 2; log(n);"},
      {"type-mismatch", kCorrectness, Severity::high, "A value of one type is used as another that it does not fit",
       "An integer taken for a pointer, or a pointer to another type, is cut, misread or followed to nowhere.",
       "char *name = lookup_id(user);  // returns int", "char *name = lookup_name(user);"},
      {"implicit-declaration", kCorrectness, Severity::high, "A function is called that was never declared",
       "The compiler guesses the types of its arguments and result; a pointer result loses its upper half.",
       "p = make_buffer(64);  // buffer.h is not included", "#include \"buffer.h\"\np = make_buffer(64);"},
      {"format", kCorrectness, Severity::medium, "A format string does not fit its arguments",
       "printf and scanf trust the format: a wrong conversion prints garbage, reads past the arguments, or writes to "
       "the wrong size of memory.",
       "printf(\"%s\", count);", "printf(\"%d\", count);"},
      {"memory", kCorrectness, Severity::high, "Memory is used beyond its bounds or its life",
       "Reading past an array, or through a reference to something that is gone, crashes or corrupts data, often far "
       "from the place.",
       "int a[4]; a[4] = 0;", "int a[5]; a[4] = 0;"},
      {"suspicious-condition", kCorrectness, Severity::medium, "A condition means something else than it says",
       "An assignment for a comparison, or a comparison that is always true, sends every run down one branch.",
       "if (state = kClosed) retry();", "if (state == kClosed) retry();"},
      {"suspicious-code", kCorrectness, Severity::medium, "Code that compiles, but hardly as it was meant",
       "Misleading indentation, members initialised in another order than written, a switch that forgets a value: the "
       "reader sees one program and the machine runs another.",
       "if (failed)\n  log();\n  return;", "if (failed) {\n  log();\n  return;\n}"},
      {"unused-variable", kMaintainability, Severity::low, "A variable is never used",
       "Left over from an edit, or the place where it should have been used was forgotten.",
       "int limit = config_limit(); return kDefault;", "int limit = config_limit(); return limit;"},
      {"unused-function", kMaintainability, Severity::low, "A function that no other file can call is never used",
       "Its last call was removed: dead code that is still read, tested and searched, or a call that was lost.",
       "static void audit(void) { ... }  // no call left",
       "static void audit(void) { ... }\nvoid pay(void) { audit(); }"},
      {"unused-value", kMaintainability, Severity::medium, "A result is computed and thrown away",
       "Most often an operator for another, or an error code that nobody looks at.", "total == price;",
       "total = price;"},
      {"unused-code", kMaintainability, Severity::low, "A label, type, field, capture or parameter is never used",
       "What remains of an unfinished edit.", "auto f = [this, n] { return n; };", "auto f = [n] { return n; };"},
      {"warning", kCorrectness, Severity::medium, "Another warning of the compiler",
       "The project's own flags ask for it; the message names the flag.",
       "unsigned n = -1 < size;  // -Wsign-compare, where the project enables it", "unsigned n = size > 0;"},
  };
}

// A flag belongs to the first entry that it equals, or that it starts with where the entry ends with '*'.
struct Mapping {
  std::string_view flag;
  std::string_view rule;
};

constexpr Mapping kMappings[] = {
    {"return-type", "return-type"},
    {"return-type-c-linkage", "warning"},
    {"return-mismatch", "return-type"},
    {"uninitialized", "uninitialized"},
    {"sometimes-uninitialized", "uninitialized"},
    {"conditional-uninitialized", "uninitialized"},
    {"uninitialized-const-reference", "uninitialized"},
    {"static-self-init", "uninitialized"},
    {"int-conversion", "type-mismatch"},
    {"incompatible-*", "type-mismatch"},
    {"int-to-pointer-cast", "type-mismatch"},
    {"int-to-void-pointer-cast", "type-mismatch"},
    {"pointer-integer-compare", "type-mismatch"},
    {"pointer-type-mismatch", "type-mismatch"},
    {"compare-distinct-pointer-types", "type-mismatch"},
    {"implicit-function-declaration", "implicit-declaration"},
    {"implicit-int", "implicit-declaration"},
    {"format*", "format"},
    {"array-bounds*", "memory"},
    {"dangling-else", "suspicious-condition"},
    {"dangling*", "memory"},
    {"return-stack-address", "memory"},
    {"fortify-source", "memory"},
    {"sizeof-*", "memory"},
    {"memset-transposed-args", "memory"},
    {"nonnull", "memory"},
    {"null-dereference", "memory"},
    {"free-nonheap-object", "memory"},
    {"mismatched-new-delete", "memory"},
    {"delete-incomplete", "memory"},
    {"delete-non-abstract-non-virtual-dtor", "memory"},
    {"parentheses*", "suspicious-condition"},
    {"logical-*", "suspicious-condition"},
    {"bitwise-*", "suspicious-condition"},
    {"bool-operation", "suspicious-condition"},
    {"tautological-*", "suspicious-condition"},
    {"string-compare", "suspicious-condition"},
    {"self-assign*", "suspicious-condition"},
    {"self-move", "suspicious-condition"},
    {"for-loop-analysis", "suspicious-condition"},
    {"empty-body", "suspicious-code"},
    {"misleading-indentation", "suspicious-code"},
    {"reorder*", "suspicious-code"},
    {"switch*", "suspicious-code"},
    {"infinite-recursion", "suspicious-code"},
    {"division-by-zero", "suspicious-code"},
    {"shift-*", "suspicious-code"},
    {"overloaded-virtual", "suspicious-code"},
    {"enum-*", "suspicious-code"},
    {"unused-variable", "unused-variable"},
    {"unused-const-variable", "unused-variable"},
    {"unused-but-set-*", "unused-variable"},
    {"unused-exception-parameter", "unused-variable"},
    {"unused-function", "unused-function"},
    {"unused-member-function", "unused-function"},
    {"unused-template", "unused-function"},
    {"unneeded-*", "unused-function"},
    {"unused-value", "unused-value"},
    {"unused-comparison", "unused-value"},
    {"unused-result", "unused-value"},
    {"unevaluated-expression", "unused-value"},
    {"unused-*", "unused-code"},
};

bool covers(std::string_view pattern, std::string_view flag) {
  return pattern.ends_with('*') ? flag.starts_with(pattern.substr(0, pattern.size() - 1)) : flag == pattern;
}

const Rule& named(std::string_view id) { return *std::ranges::find(rules(), id, &Rule::id); }

}  // namespace

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = declared();
  return all;
}

const Rule& rule_of(std::string_view flag, bool error) {
  for (const auto& mapping : kMappings)
    if (covers(mapping.flag, flag)) return named(mapping.rule);
  return named(error ? "error" : "warning");
}

Severity severity_of(const Rule& rule, bool error) {
  if (error) return std::max(rule.severity, Severity::high);
  // As a warning, a mismatch is one that C tolerates.
  if (rule.id == "type-mismatch" || rule.id == "implicit-declaration") return Severity::medium;
  return rule.severity;
}

const Rule& missing_header_rule() { return named("missing-header"); }

}  // namespace gate::clang
