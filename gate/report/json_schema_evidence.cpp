#include "gate/report/json_schema_parts.h"

namespace gate::report {

// clang-format off
std::string_view schema_of_evidence() {
  return R"json(    "coverage": {
      "description": "The changed lines joined with the coverage reports.",
      "type": "object",
      "required": ["files", "unmatched", "stale", "notes"],
      "properties": {
        "files": {
          "description": "Changed files with a coverable changed line.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "coverable", "uncovered_lines", "partial_lines", "moved"],
            "properties": {
              "path": {
                "description": "Path in the repository, '/' between folders; bytes that are not UTF-8 are shown as U+FFFD.",
                "type": "string"
              },
              "path_base64": {
                "description": "The exact bytes of the path, where it is not UTF-8.",
                "type": "string",
                "contentEncoding": "base64"
              },
              "coverable": {"description": "Changed lines that a report knows as executable.", "type": "integer", "minimum": 0},
              "uncovered_lines": {
                "description": "Those that no report saw executed.",
                "type": "array",
                "items": {"type": "integer", "minimum": 1}
              },
              "partial_lines": {
                "description": "Those with a branch that was not taken.",
                "type": "array",
                "items": {"type": "integer", "minimum": 1}
              },
              "moved": {"description": "Coverable lines left out because they only moved.", "type": "integer", "minimum": 0}
            }
          }
        },
        "unmatched": {
          "description": "Changed files that no report names though they look coverable.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "nearest"],
            "properties": {
              "path": {
                "description": "Path in the repository, '/' between folders; bytes that are not UTF-8 are shown as U+FFFD.",
                "type": "string"
              },
              "path_base64": {
                "description": "The exact bytes of the path, where it is not UTF-8.",
                "type": "string",
                "contentEncoding": "base64"
              },
              "nearest": {"description": "The nearest paths in the reports.", "type": "array", "items": {"type": "string"}},
              "suggested_strip": {"description": "Prefix to remove from the reports' paths.", "type": "string"},
              "suggested_prefix": {"description": "Prefix to put before what is left.", "type": "string"},
              "reason": {"description": "Why none of the reports' paths could be chosen.", "type": "string"}
            }
          }
        },
        "stale": {
          "description": "Why the data cannot be of this head.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "reason"],
            "properties": {
              "path": {"description": "The file; empty for all of the data.", "type": "string"},
              "path_base64": {
                "description": "The exact bytes of the path, where it is not UTF-8.",
                "type": "string",
                "contentEncoding": "base64"
              },
              "reason": {"description": "Why.", "type": "string"}
            }
          }
        },
        "notes": {"description": "Further words.", "type": "array", "items": {"type": "string"}}
      }
    },
    "tests": {
      "description": "The test reports, merged; absent where none is expected. The result of every test is in the ledger.",
      "type": "object",
      "required": [
        "reports_read",
        "passed",
        "failed",
        "skipped",
        "failures",
        "previous_id",
        "previous_head",
        "new_failures_count",
        "new_failures",
        "absent_count",
        "absent",
        "newly_skipped_count",
        "newly_skipped",
        "weakened",
        "stale",
        "notes"
      ],
      "properties": {
        "reports_read": {"description": "Reports that were read.", "type": "integer", "minimum": 0},
        "passed": {"description": "Tests that passed, at the latest when they were run again.", "type": "integer", "minimum": 0},
        "failed": {"description": "Tests that failed.", "type": "integer", "minimum": 0},
        "skipped": {"description": "Tests that did not run.", "type": "integer", "minimum": 0},
        "failures": {
          "description": "Those that failed, and flaky ones; the first 1,000.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["name", "status", "flaky", "file", "line", "message"],
            "properties": {
              "name": {"description": "Suite and test as the report says them.", "type": "string"},
              "status": {"description": "What became of it.", "enum": ["passed", "failed", "skipped"]},
              "flaky": {"description": "It failed first and passed when it was run again.", "type": "boolean"},
              "file": {"description": "As the report says it; empty where it does not.", "type": "string"},
              "line": {"description": "0 when not known.", "type": "integer", "minimum": 0},
              "message": {"description": "The first lines of the failure.", "type": "string"}
            }
          }
        },
        "previous_id": {
          "description": "The record in the ledger that the tests are compared with; null when none is known.",
          "type": ["string", "null"]
        },
        "previous_head": {"description": "The commit that it tested.", "type": ["string", "null"]},
        "new_failures_count": {"description": "How many fail that did not before.", "type": "integer", "minimum": 0},
        "new_failures": {"description": "The first 1,000 of them.", "type": "array", "items": {"type": "string"}},
        "absent_count": {"description": "How many are missing that ran before.", "type": "integer", "minimum": 0},
        "absent": {"description": "The first 1,000 of them.", "type": "array", "items": {"type": "string"}},
        "newly_skipped_count": {"description": "How many are skipped that ran before.", "type": "integer", "minimum": 0},
        "newly_skipped": {"description": "The first 1,000 of them.", "type": "array", "items": {"type": "string"}},
        "weakened": {
          "description": "Tests that the change deletes or skips, by its text.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "line", "what"],
            "properties": {
              "path": {
                "description": "Path in the repository, '/' between folders; bytes that are not UTF-8 are shown as U+FFFD.",
                "type": "string"
              },
              "path_base64": {
                "description": "The exact bytes of the path, where it is not UTF-8.",
                "type": "string",
                "contentEncoding": "base64"
              },
              "line": {"description": "After the change; before it for what was deleted.", "type": "integer", "minimum": 0},
              "what": {"description": "What was done to which test.", "type": "string"}
            }
          }
        },
        "stale": {"description": "Why reports cannot be of this head.", "type": "array", "items": {"type": "string"}},
        "notes": {"description": "Further words.", "type": "array", "items": {"type": "string"}}
      }
    },
    "evidence": {
      "description": "Reports and services that were read.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["kind", "name", "format", "problem"],
        "properties": {
          "kind": {"description": "coverage, approvals, owners.", "type": "string"},
          "name": {"description": "File or address.", "type": "string"},
          "format": {"description": "lcov, cobertura, github.", "type": "string"},
          "problem": {"description": "Empty when it was read well; else what is wrong and what to do.", "type": "string"}
        }
      }
    },
)json";
}
// clang-format on

}  // namespace gate::report
