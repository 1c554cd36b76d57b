// A configured plugin: an analyzer or a policy in another process, as `plugins:` of `.gate.yml` declares it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/json.h"
#include "gate/model/finding.h"

namespace gate {

// What it is given. `text`: requests of the process protocol on standard input. `files`, `tree`: the contents in a
// private folder. `facts`: it is a policy and gets the Facts as one JSON document.
enum class PluginInput { text, files, tree, facts };

// What it answers on standard output. `gate`: the process protocol's answers, or rulings when it is a policy.
enum class PluginOutput { gate, sarif, rdjson, rdjsonl, checkstyle, junit, regex };

// Whether a tool is run on both sides and its findings are matched, or on the after side alone, where only findings on
// changed lines count as new.
enum class PluginSides { both, after };

enum class SandboxMode { strict, best_effort, off };

struct PluginSpec {
  std::string name;  // [a-z][a-z0-9-]*; also the first part of its rules' ids; no analyzer of gate's own has it
  // argv, never a shell. "{files}" becomes one word a file, "{plugin}" the folder of `folder`, "{output}" a file that
  // is read instead of standard output. Empty when `so` is given.
  std::vector<std::string> run;
  std::string so;      // shared object with plugins/gate_plugin.h, run by gate's own worker
  std::string folder;  // in the policy commit: laid out read-only where "{plugin}" points; empty: none
  std::string sha256;  // of the program or shared object outside of the repository; empty: not pinned
  PluginInput input = PluginInput::text;
  PluginOutput output = PluginOutput::gate;
  std::string
      pattern;  // output: regex. Named groups: path, line, column, end_line, end_column, rule, severity, message
  PluginSides sides = PluginSides::both;
  std::vector<std::string> paths;   // globs of files that concern it; empty: all
  std::vector<std::string> expose;  // folders of the checkout that a tree needs and git does not have: node_modules
  std::vector<std::string> env;     // variables of gate's own environment that it may see
  std::vector<std::int64_t> exit_codes{0, 1};  // those with which it has done its work (tools)
  Severity severity = Severity::medium;        // of findings that do not say theirs
  bool executes_head = false;  // it runs code or configuration of the change: no variable that may hold a token
  bool network = false;        // may use the network
  SandboxMode sandbox = SandboxMode::best_effort;
  std::chrono::milliseconds timeout{60'000};  // of one run, shortened by the time that is left
  std::uint64_t memory_bytes = 2ull << 30;    // resident, of all its processes together; 0: no limit
  std::uint64_t output_bytes = 64u << 20;
  Json options = Json::object();  // handed to it as they are
  Json declared;                  // the section as it stands, for the configuration's digest

  bool is_policy() const { return input == PluginInput::facts; }
};

}  // namespace gate
