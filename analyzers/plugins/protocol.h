// The process protocol, version 1: what gate says to a plugin and how the plugin's answers are read. One JSON document
// a line, UTF-8, a request and its answer in turn; plugins/protocol.schema.json is its schema, docs/plugins.md its
// manual.
//
//   hello    options                 ->  hello   name, version, rules
//   analyze  id, files (both sides)  ->  result  id, findings, logs
//
// The end of the input is the end of the plugin.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/base/json.h"
#include "gate/model/change.h"
#include "gate/model/finding.h"
#include "gate/model/plugin.h"

namespace gate::plugins {

inline constexpr int kProtocolVersion = 1;

// What a plugin says of itself.
struct Hello {
  std::string name;
  std::string version;
  std::vector<RuleInfo> rules;  // ids in full: "PLUGIN/RULE"

  const RuleInfo* rule(const std::string& id) const;  // null: not declared
};

Json hello_request(const PluginSpec& plugin);

// ErrorKind::parse: the answer breaks the protocol, and how.
Expected<Hello> read_hello(const Json& answer, const PluginSpec& plugin);

// One file of a request. A side that is not there, or not asked for, is null.
struct FileTexts {
  const ChangedFile* file = nullptr;
  std::shared_ptr<const std::string> before, after;
};

Json analyze_request(std::uint64_t id, std::span<const FileTexts> files);

struct Answer {
  std::vector<Finding> before, after;
  std::vector<std::string> logs;  // "warning: no parser for b.xyz"; safe to show
};

// Reads the answer to analyze_request(id, files). Everything in it is foreign: whatever is not of the protocol, names a
// file that was not sent or a line that the file does not have is ErrorKind::parse, as is more than the limits
// below.
Expected<Answer> read_answer(const Json& answer, std::uint64_t id, std::span<const FileTexts> files,
                             const PluginSpec& plugin, const Hello& hello);

inline constexpr std::size_t kMostFindings = 100'000;  // in one answer
inline constexpr std::size_t kMostRules = 2'000;
inline constexpr std::size_t kMostRelated = 100;  // of one finding, as are the edits of its fix
inline constexpr std::size_t kLongestMessage = 2'000;
inline constexpr std::size_t kLongestHelp = 20'000;
inline constexpr std::size_t kLongestEdit = 64u << 10;
inline constexpr std::size_t kMostLogs = 100;  // in one answer

}  // namespace gate::plugins
