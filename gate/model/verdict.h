// What the policies ruled, the one outcome, and what was and was not checked. Reports are written from this alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/model/facts.h"

namespace gate {

// From best to worst: the outcome of a verdict is the worst status of its rulings.
enum class Status { not_applicable, pass, warn, no_data, error, fail };
std::string_view to_string(Status status);

struct Ruling {
  std::string policy;     // "coverage"
  std::string condition;  // what was asked: "patch coverage >= 80%"
  std::string value;      // what was seen: "72.4% (21 of 29 lines)"
  Status status = Status::pass;
  std::string reason;                 // a sentence, also when it passes
  std::vector<std::string> blocking;  // fingerprints of the findings that this ruling blocks on
  std::vector<std::string> details;   // further lines for the reader: uncovered ranges, missing owners
};

struct Counts {
  std::uint32_t found = 0;     // all that analyzers measured on the after side, before any filter
  std::uint32_t in_scope = 0;  // new or caused by the change, not suppressed, level above shadow
  std::uint32_t blocking = 0;
  std::uint32_t suppressed = 0;
  std::uint32_t existing = 0;
  std::uint32_t fixed = 0;
  std::uint32_t not_checked = 0;  // analyzers, files and units left out
};

struct ToolVersion {
  std::string name;
  std::string version;
};

struct Verdict {
  Facts facts;
  std::vector<Ruling> rulings;
  std::vector<RuleInfo> rules;  // those that findings name
  Status outcome = Status::pass;
  int exit_code = 0;
  int decided_exit_code = 0;  // differs from exit_code under --dry-run
  std::string exit_reason;    // why exit_code is not the outcome's: "--dry-run", "recording failed"
  Counts counts;
  std::string config_source;  // ".gate.yml at 1a2b3c4 (policy)" or "built-in defaults"
  std::string config_digest;  // SHA-256
  std::vector<ToolVersion> tools;
  std::string ledger_id;    // empty when not recorded
  std::string ledger_note;  // why not, when not: "ledger: none"
  std::uint32_t milliseconds = 0;
  std::vector<std::string> notes;  // further words for the reader
};

}  // namespace gate
