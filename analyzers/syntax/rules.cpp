#include "analyzers/syntax/rules.h"

#include "analyzers/syntax/data.h"
#include "analyzers/syntax/problem.h"

namespace gate::syntax_check {
namespace {

Rule rule(std::string_view id, Severity severity, std::string summary, std::string why, std::string bad,
          std::string good) {
  return {std::string(id), "syntax", severity, std::move(summary), std::move(why), std::move(bad), std::move(good)};
}

}  // namespace

std::vector<Rule> rules() {
  return {
      rule(kMissingToken, Severity::high, "A token that the language requires is missing",
           "The file no longer compiles or loads: the build, or the first request that needs the module, fails.",
           "int total = a + b\nreturn total;", "int total = a + b;\nreturn total;"),
      rule(kUnexpectedToken, Severity::high, "A token stands where the language allows none",
           "The file no longer compiles or loads. Often the rest of an edit or of a merge conflict.",
           "send(user, message));", "send(user, message);"),
      rule(kUnclosedDelimiter, Severity::high, "A bracket is opened and not closed",
           "Everything behind it is read as part of the open block, so the file no longer compiles or loads.",
           "if (ready) {\n  start();\n\nvoid stop();", "if (ready) {\n  start();\n}\n\nvoid stop();"),
      rule(kUnterminatedText, Severity::high, "A string or a comment is not closed",
           "Code behind the opening quote is read as text, up to the next quote or the end of the file.",
           "log(\"started);", "log(\"started\");"),
      rule(kMalformedCode, Severity::high, "Text that is no construct of the language",
           "The file no longer compiles or loads.", "def area(width height):", "def area(width, height):"),
      rule(kMissingBlock, Severity::high, "A statement that needs a block or a clause has none",
           "The file does not load: the interpreter refuses it as a whole.", "for row in rows:\nprint(row)",
           "for row in rows:\n    print(row)"),
      rule(kIndentation, Severity::high, "Lines of one block are indented differently",
           "The file does not load, or the line belongs to another block than it seems to.",
           "if ready:\n    start()\n      log()", "if ready:\n    start()\n    log()"),
      rule(kForbiddenConstruct, Severity::high, "Well-formed text that the language forbids where it stands",
           "Parsers refuse the whole file: assignments to what is no target, parameters in a forbidden order, literals "
           "with invalid escapes.",
           "1 + 1 = total", "total = 1 + 1"),
      rule(kUnknownConstruct, Severity::low, "Code that the grammar here cannot read",
           "Macros of C and C++, or syntax newer than the grammar: other rules see less of this file. It never blocks.",
           "DEFINE_HANDLER(start) int port", "void start(int port);"),
      rule(kInvalidJson, Severity::high, "A JSON file that a strict parser refuses",
           "Whatever reads the file at start or at deployment fails, or takes its defaults without a word.",
           "{\"retries\": 3,}", "{\"retries\": 3}"),
      rule(kInvalidYaml, Severity::high, "A YAML file that a strict parser refuses",
           "The pipeline, the deployment or the service that reads the file fails, or reads something else.",
           "ports: [80, 443", "ports: [80, 443]"),
      rule(kInvalidToml, Severity::high, "A TOML file that a strict parser refuses",
           "The build tool or the service that reads the file fails.", "name = gate", "name = \"gate\""),
  };
}

}  // namespace gate::syntax_check
