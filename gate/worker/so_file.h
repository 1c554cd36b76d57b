// One file of a request of the process protocol as plugins/gate_plugin.h shows it, and findings about it as JSON.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/base/json.h"
#include "gate/base/text.h"
#include "plugins/gate_plugin.h"

namespace gate::worker {

// As of Place; 0: not known.
struct Span {
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
};

// Owns what view() points to; stays where it is.
class ObjectFile {
 public:
  // ErrorKind::parse when `json` is no file of the protocol.
  static Expected<std::unique_ptr<ObjectFile>> read(const Json& json);
  ObjectFile(const ObjectFile&) = delete;
  ObjectFile& operator=(const ObjectFile&) = delete;

  const gate_file& view() const { return view_; }

  // The finding as the protocol writes it. ErrorKind::parse when it makes no sense (gate_host::report).
  Expected<Json> finding(const gate_finding& finding, const gate_plugin_descriptor& plugin) const;

 private:
  ObjectFile() = default;
  // What is wrong with a finding; empty: nothing.
  std::string objection(const gate_finding& finding, const gate_plugin_descriptor& plugin) const;
  Span span_of(const gate_finding& finding) const;  // from its offsets
  const LineIndex& lines(std::int32_t side) const;

  std::string path_, old_path_, before_, after_;
  std::vector<gate_lines> added_, removed_;
  mutable std::optional<LineIndex> before_lines_, after_lines_;
  gate_file view_{};
};

}  // namespace gate::worker
