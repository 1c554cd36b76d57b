// `.gate.yml` as checked values. Reads text, never files: the caller knows which commit it is from.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/base/json.h"
#include "gate/model/finding.h"
#include "gate/model/options.h"
#include "gate/model/plugin.h"

namespace gate::config {

// What may be configured, gathered from the analyzers' and policies' values.
struct Schema {
  std::map<std::string, std::vector<OptionSpec>> analyzers;
  std::map<std::string, std::vector<OptionSpec>> policies;
  std::vector<std::string> default_policies;  // judge even when not named
};

struct CoverageInput {
  std::vector<std::string> files;  // globs, relative to the repository's root
  std::string strip;               // prefix removed from the report's paths
  std::string prefix;              // put before them afterwards
};

struct RuleLevel {
  std::string pattern;  // glob over rule ids: "clang/unused-*"
  Level level = Level::block;
};

struct Config {
  std::vector<std::string> exclude;          // globs of paths that no analyzer looks at
  std::map<std::string, Options> analyzers;  // checked, complete; every analyzer of the schema
  std::map<std::string, bool> enabled;       // analyzers: `NAME: off` is false
  std::map<std::string, Options> policies;   // those that judge
  std::vector<std::string> policies_off;     // those that would judge unasked and were turned off
  std::vector<RuleLevel> rules;              // the last match wins
  std::vector<std::string> required;
  std::vector<CoverageInput> coverage;
  std::vector<std::string> tests;  // evidence.tests: globs of test reports
  std::vector<std::string> sarif;  // evidence.sarif: globs of SARIF files
  std::string approvals_file;      // evidence.approvals
  std::vector<PluginSpec> plugins;
  struct Limits {
    std::chrono::milliseconds timeout{120'000};
    std::uint64_t file_bytes = 2u << 20;
    std::uint64_t worker_memory = 2ull << 30;
  } limits;
  std::chrono::milliseconds hook_budget{1'000};
  std::string ledger;  // path, "none", or "" for the default below the git directory
  std::string source = "built-in defaults";
  std::string digest;  // SHA-256 of the canonical JSON of all of the above
};

Config defaults(const Schema& schema);

// `name` is used in errors (".gate.yml"); an unknown key is an error with line, column and the nearest known key.
Expected<Config> parse(std::string_view text, std::string_view name, const Schema& schema);

// Whoever names test reports wants them judged: the policy `tests` takes part with its defaults, unless it is
// configured or turned off. parse() does so where `evidence.tests` names any.
void judge_tests(Config& config, const Schema& schema);

// The JSON Schema of `.gate.yml` (draft 2020-12), for editors and `gate config schema`.
Json json_schema(const Schema& schema);

// Effective configuration as YAML, for `gate config show`: parse() reads it back to the same digest.
std::string show(const Config& config);

}  // namespace gate::config
