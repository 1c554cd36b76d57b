#include "gate/report/json_schema.h"

#include <string>

#include "gate/report/json_schema_parts.h"

namespace gate::report {
namespace {

// clang-format off
constexpr std::string_view kFirst = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "gate verdict",
  "description": "The json report of gate, version 1. Fields may be added within a version: ignore those you do not know.",
  "type": "object",
  "required": [
    "schema_version",
    "gate_version",
    "outcome",
    "exit_code",
    "decided_exit_code",
    "exit_reason",
    "base",
    "base_name",
    "base_source",
    "head",
    "head_name",
    "head_source",
    "policy_commit",
    "policy_name",
    "policy_source",
    "counts",
    "files",
    "findings",
    "rulings",
    "analyzers",
    "coverage",
    "evidence",
    "config",
    "tools",
    "change_notes",
    "notes",
    "ledger_id",
    "ledger_note",
    "time",
    "ms"
  ],
  "properties": {
    "schema_version": {"description": "Grows when a field changes its meaning or goes.", "const": 1},
    "gate_version": {"description": "The version of gate that judged.", "type": "string"},
    "outcome": {"description": "The worst status of the rulings.", "$ref": "#/$defs/status"},
    "exit_code": {
      "description": "The code that the process ended with: 0 may ship, 1 blocked, 2 usage or configuration, 3 could not be decided.",
      "enum": [0, 1, 2, 3]
    },
    "decided_exit_code": {
      "description": "The code that the outcome calls for; differs under --dry-run and when recording failed.",
      "enum": [0, 1, 2, 3]
    },
    "exit_reason": {"description": "Why the two codes differ; empty when they do not.", "type": "string"},
    "base": {"description": "The commit or tree of the side before; null for the empty tree.", "type": ["string", "null"]},
    "base_name": {"description": "What a person would type for it: origin/main.", "type": "string"},
    "base_source": {"description": "How it was found.", "type": "string"},
    "head": {"description": "The commit or tree of the side after; null when it has no id.", "type": ["string", "null"]},
    "head_name": {"description": "What a person would type for it: HEAD, worktree.", "type": "string"},
    "head_source": {"description": "How it was found.", "type": "string"},
    "policy_commit": {
      "description": "The commit that configuration, CODEOWNERS, baseline and rules were read from; null when there is none.",
      "type": ["string", "null"]
    },
    "policy_name": {"description": "What a person would type for it.", "type": "string"},
    "policy_source": {"description": "How it was found.", "type": "string"},
    "counts": {
      "description": "What was measured, and what became of it.",
      "type": "object",
      "required": ["found", "in_scope", "blocking", "suppressed", "existing", "fixed", "not_checked"],
      "properties": {
        "found": {"description": "Findings on the after side before any filter.", "type": "integer", "minimum": 0},
        "in_scope": {
          "description": "New or caused by the change, not suppressed, level above shadow.",
          "type": "integer",
          "minimum": 0
        },
        "blocking": {"description": "Findings that a ruling blocks on.", "type": "integer", "minimum": 0},
        "suppressed": {"description": "Findings with a suppression or in the baseline.", "type": "integer", "minimum": 0},
        "existing": {"description": "Findings that were there before the change.", "type": "integer", "minimum": 0},
        "fixed": {"description": "Findings that the change removed.", "type": "integer", "minimum": 0},
        "not_checked": {"description": "Analyzers, files and units that were left out.", "type": "integer", "minimum": 0}
      }
    },
    "files": {
      "description": "The changed files, by path.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["path", "old_path", "status", "added_ranges", "removed_ranges", "binary", "unreadable"],
        "properties": {
          "path": {
            "description": "Path after the change; before it when deleted. Bytes that are not UTF-8 are shown as U+FFFD.",
            "type": "string"
          },
          "path_base64": {
            "description": "The exact bytes of the path, where it is not UTF-8.",
            "type": "string",
            "contentEncoding": "base64"
          },
          "old_path": {"description": "The former path of a renamed file, else null.", "type": ["string", "null"]},
          "old_path_base64": {
            "description": "The exact bytes of the path, where it is not UTF-8.",
            "type": "string",
            "contentEncoding": "base64"
          },
          "status": {"enum": ["added", "deleted", "modified", "renamed", "type-changed"]},
          "similarity": {"description": "Of a renamed file, percent.", "type": "integer", "minimum": 0, "maximum": 100},
          "added_ranges": {
            "description": "Lines that exist only after the change.",
            "type": "array",
            "items": {"$ref": "#/$defs/range"}
          },
          "removed_ranges": {
            "description": "Lines that exist only before the change.",
            "type": "array",
            "items": {"$ref": "#/$defs/range"}
          },
          "binary": {"description": "A side holds a NUL within its first 8,000 bytes.", "type": "boolean"},
          "unreadable": {"description": "The contents could not be compared; the note says why.", "type": "boolean"},
          "note": {"description": "What should be known about the file.", "type": "string"}
        }
      }
    },
    "findings": {
      "description": "Every finding, by path, line and column; also those that do not count (see state, level, suppressed).",
      "type": "array",
      "items": {
        "type": "object",
        "required": [
          "rule",
          "category",
          "path",
          "line",
          "column",
          "end_line",
          "end_column",
          "severity",
          "confidence",
          "state",
          "level",
          "message",
          "fingerprint",
          "suppressed",
          "blocking"
        ],
        "properties": {
          "rule": {"description": "Analyzer and rule: syntax/missing-token.", "type": "string"},
          "category": {"description": "syntax, correctness, security, maintainability, risk, gate.", "type": "string"},
          "path": {
            "description": "Path in the repository, '/' between folders; bytes that are not UTF-8 are shown as U+FFFD.",
            "type": "string"
          },
          "path_base64": {
            "description": "The exact bytes of the path, where it is not UTF-8.",
            "type": "string",
            "contentEncoding": "base64"
          },
          "line": {"description": "1-based; 0 means the whole file.", "type": "integer", "minimum": 0},
          "column": {"description": "1-based, in UTF-8 bytes; 0 means the whole line.", "type": "integer", "minimum": 0},
          "end_line": {"description": "1-based; 0 when not known.", "type": "integer", "minimum": 0},
          "end_column": {"description": "1-based, in UTF-8 bytes, exclusive; 0 when not known.", "type": "integer", "minimum": 0},
          "severity": {"enum": ["info", "low", "medium", "high", "critical"]},
          "confidence": {"enum": ["low", "medium", "high"]},
          "state": {
            "description": "new: on lines that the change added; caused-elsewhere: the change caused it on other lines; existing: was there before; fixed: was there before only.",
            "enum": ["new", "existing", "fixed", "caused-elsewhere"]
          },
          "level": {
            "description": "How the rule takes part: measured but hidden, at most a warning, may block.",
            "enum": ["off", "shadow", "warn", "block"]
          },
          "message": {"description": "One sentence.", "type": "string"},
          "fingerprint": {"description": "Stays when lines move; unique within the report.", "type": "string"},
          "suppressed": {"description": "By gate:ignore or by the baseline.", "type": "boolean"},
          "suppression": {"description": "The reason given.", "type": "string"},
          "blocking": {"description": "A ruling blocks on it.", "type": "boolean"},
          "value": {"description": "The measure, where the rule is one.", "type": ["number", "null"]},
          "related": {
            "description": "Other places that belong to it.",
            "type": "array",
            "items": {
              "type": "object",
              "required": ["path", "line", "column", "end_line", "end_column", "message"],
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
                "line": {"description": "1-based; 0 means the whole file.", "type": "integer", "minimum": 0},
                "column": {"description": "1-based, in UTF-8 bytes; 0 means the whole line.", "type": "integer", "minimum": 0},
                "end_line": {"description": "1-based; 0 when not known.", "type": "integer", "minimum": 0},
                "end_column": {
                  "description": "1-based, in UTF-8 bytes, exclusive; 0 when not known.",
                  "type": "integer",
                  "minimum": 0
                },
                "message": {"description": "What the place is.", "type": "string"}
              }
            }
          },
          "fix": {
            "description": "Edits that mend it, to be applied together.",
            "type": "array",
            "items": {
              "type": "object",
              "required": ["path", "line", "column", "end_line", "end_column", "text"],
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
                "line": {"description": "1-based; 0 means the whole file.", "type": "integer", "minimum": 0},
                "column": {"description": "1-based, in UTF-8 bytes; 0 means the whole line.", "type": "integer", "minimum": 0},
                "end_line": {"description": "1-based; 0 when not known.", "type": "integer", "minimum": 0},
                "end_column": {
                  "description": "1-based, in UTF-8 bytes, exclusive; 0 when not known.",
                  "type": "integer",
                  "minimum": 0
                },
                "text": {"description": "Replaces what stands at the place.", "type": "string"}
              }
            }
          },
          "snippet": {
            "description": "Lines of code around it, redacted and cut.",
            "type": "object",
            "required": ["first_line", "first_column", "lines"],
            "properties": {
              "first_line": {"description": "Number of the first line.", "type": "integer", "minimum": 0},
              "first_column": {"description": "Byte column of the first byte shown.", "type": "integer", "minimum": 1},
              "lines": {"description": "The lines.", "type": "array", "items": {"type": "string"}}
            }
          }
        }
      }
    },
    "rulings": {
      "description": "What each policy ruled, also when it passes.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["policy", "status", "value", "condition", "reason", "blocking", "details"],
        "properties": {
          "policy": {"description": "The policy that ruled.", "type": "string"},
          "status": {"$ref": "#/$defs/status"},
          "value": {"description": "What was seen.", "type": "string"},
          "condition": {"description": "What was asked.", "type": "string"},
          "reason": {"description": "Why, in a sentence.", "type": "string"},
          "blocking": {
            "description": "Fingerprints of the findings that it blocks on.",
            "type": "array",
            "items": {"type": "string"}
          },
          "details": {"description": "Further lines for the reader.", "type": "array", "items": {"type": "string"}}
        }
      }
    },
    "analyzers": {
      "description": "What became of each analyzer.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["name", "version", "state", "reason", "files", "ms", "not_checked", "sandbox", "notes"],
        "properties": {
          "name": {"description": "The analyzer.", "type": "string"},
          "version": {"description": "Changes whenever its findings can change.", "type": "string"},
          "state": {"enum": ["ran", "not-applicable", "not-checked", "error"]},
          "reason": {"description": "Why it did not run, with what to do; empty when it ran.", "type": "string"},
          "files": {"description": "Files it looked at.", "type": "integer", "minimum": 0},
          "ms": {"description": "Milliseconds it took.", "type": "integer", "minimum": 0},
          "not_checked": {
            "description": "Files and units that it left out, each with the reason.",
            "type": "array",
            "items": {"type": "string"}
          },
          "sandbox": {"description": "What a plugin ran within; empty for gate's own.", "type": "string"},
          "notes": {"description": "What else is to be known of its run.", "type": "array", "items": {"type": "string"}}
        }
      }
    },
)json";

constexpr std::string_view kLast = R"json(    "config": {
      "description": "The configuration that was in force.",
      "type": "object",
      "required": ["source", "digest"],
      "properties": {
        "source": {"description": "Where it was read.", "type": "string"},
        "digest": {"description": "SHA-256 of its canonical form.", "type": "string"}
      }
    },
    "tools": {
      "description": "Versions that can change findings.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["name", "version"],
        "properties": {"name": {"type": "string"}, "version": {"type": "string"}}
      }
    },
    "change_notes": {"description": "Limits met while the change was read.", "type": "array", "items": {"type": "string"}},
    "notes": {"description": "Further words for the reader.", "type": "array", "items": {"type": "string"}},
    "ledger_id": {"description": "The id under which the verdict is recorded; null when it is not.", "type": ["string", "null"]},
    "ledger_note": {"description": "Why it is not recorded, when it is not.", "type": "string"},
    "time": {"description": "When it was judged, seconds since the epoch (UTC).", "type": "integer"},
    "ms": {"description": "Milliseconds the run took.", "type": "integer", "minimum": 0}
  },
  "$defs": {
    "status": {"enum": ["not-applicable", "pass", "warn", "no-data", "error", "fail"]},
    "range": {
      "description": "First and last line, both 1-based and included.",
      "type": "array",
      "prefixItems": [{"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 1}],
      "items": false,
      "minItems": 2
    }
  }
}
)json";
// clang-format on

}  // namespace

std::string_view json_schema() {
  static const std::string kSchema =
      std::string(kFirst).append(schema_of_evidence()).append(schema_of_history()).append(kLast);
  return kSchema;
}

}  // namespace gate::report
