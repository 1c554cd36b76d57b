#include "gate/report/json_schema_parts.h"

namespace gate::report {

// clang-format off
std::string_view schema_of_history() {
  return R"json(    "history": {
      "description": "What past commits tell; absent where the risk was not asked for and no incident is known.",
      "type": "object",
      "required": ["risk", "incidents"],
      "properties": {
        "risk": {
          "description": "How probable it is that a later commit must mend this change.",
          "type": "object",
          "required": ["available", "unavailable"],
          "properties": {
            "available": {"description": "Whether it is known; only then the other members are there.", "type": "boolean"},
            "unavailable": {"description": "Why not, and what to do; empty when it is known or was not asked for.", "type": "string"},
            "probability": {"description": "Calibrated.", "type": "number", "minimum": 0, "maximum": 1},
            "base": {"description": "Of an average change of this repository.", "type": "number", "minimum": 0, "maximum": 1},
            "percentile": {
              "description": "Among this repository's recent changes; absent where too few are known.",
              "type": "number",
              "minimum": 0,
              "maximum": 100
            },
            "compared_with": {"description": "Changes that the percentile is of.", "type": "integer", "minimum": 0},
            "commits": {"description": "Changes known before this one.", "type": "integer", "minimum": 0},
            "labels": {"description": "Of this repository, that the model has learnt from.", "type": "integer", "minimum": 0},
            "model": {"description": "The model, with its version.", "type": "string"},
            "calibration": {"description": "How it was calibrated, and on what.", "type": "string"},
            "reasons": {
              "description": "What moved the probability, the largest first; base and amounts add up to it.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["measure", "amount", "words"],
                "properties": {
                  "measure": {"description": "What was measured: files, tokens.", "type": "string"},
                  "amount": {"description": "Of probability, signed.", "type": "number"},
                  "words": {"description": "The reason for people.", "type": "string"}
                }
              }
            },
            "files": {
              "description": "The changed files alone, the riskiest first.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["path", "probability", "words", "lines"],
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
                  "probability": {"description": "Of the change if it were this file alone.", "type": "number", "minimum": 0, "maximum": 1},
                  "words": {"description": "What is known of the file.", "type": "string"},
                  "lines": {
                    "description": "The riskiest first.",
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["range", "amount"],
                      "properties": {
                        "range": {"description": "After the change.", "$ref": "#/$defs/range"},
                        "amount": {"description": "Of probability.", "type": "number"}
                      }
                    }
                  }
                }
              }
            },
            "counter_moves": {"description": "What would lower it.", "type": "array", "items": {"type": "string"}},
            "unknown": {
              "description": "Measures that the model had to do without.",
              "type": "array",
              "items": {"type": "string"}
            }
          }
        },
        "incidents": {
          "description": "Incidents that changed paths were part of, the newest first.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["id", "since", "severity", "note", "paths"],
            "properties": {
              "id": {"description": "As the record of incidents names it.", "type": "string"},
              "since": {"description": "When it began, seconds since the epoch (UTC).", "type": "integer", "minimum": 0},
              "severity": {"enum": ["info", "low", "medium", "high", "critical"]},
              "note": {"description": "What happened.", "type": "string"},
              "paths": {
                "description": "Changed paths that were part of it.",
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["path"],
                  "properties": {
                    "path": {
                      "description": "Path in the repository, '/' between folders; bytes that are not UTF-8 are shown as U+FFFD.",
                      "type": "string"
                    },
                    "path_base64": {
                      "description": "The exact bytes of the path, where it is not UTF-8.",
                      "type": "string",
                      "contentEncoding": "base64"
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
)json";
}
// clang-format on

}  // namespace gate::report
