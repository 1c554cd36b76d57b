// A receipt: what a verdict was decided from, small enough to compare two machines by
// (docs/schema/receipt.schema.json). It informs people; nothing is ever skipped because of one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/verdict.h"

namespace gate::report {

struct Receipt {
  struct Analyzer {
    std::string name, version;
    RunState state = RunState::ran;
    std::string reason;
    std::uint32_t left_out = 0;  // files or units
  };
  struct Issue {
    std::string fingerprint, rule, path;
    std::uint32_t line = 0;
  };

  std::string gate;       // its version
  std::int64_t time = 0;  // of the verdict, seconds since the epoch
  bool hook = false;
  std::string head, head_tree;
  std::vector<std::string> merged;  // the head's parents where it is a merge commit
  std::string base, base_tree, base_source;
  std::string policy;  // the commit that the rules are from; empty: none
  std::string config_source, config_digest;
  std::vector<Analyzer> analyzers;
  Status outcome = Status::pass;
  std::vector<Issue> issues;         // findings in scope, the most important ones
  std::uint32_t issues_omitted = 0;  // beyond 500
};

Receipt receipt_of(const Verdict& verdict);

std::string write_receipt(const Receipt& receipt);

// What write_receipt wrote; files of others are input like any other. ErrorKind::parse names the field.
Expected<Receipt> parse_receipt(std::string_view text, std::string_view name);

}  // namespace gate::report
