// Suppressions in source text: `gate:ignore[rule, other/*] reason`, one syntax for every analyzer and language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/base/text.h"
#include "gate/model/finding.h"
#include "gate/scope/file_index.h"

namespace gate::scope {

struct Suppression {
  enum class Fault { none, no_reason, malformed };

  std::uint32_t line = 0, column = 0, end_column = 0;  // of the words themselves
  bool alone = false;                                  // nothing else on its line
  std::uint32_t covers = 0;                            // the line whose findings it suppresses
  std::vector<std::string> rules;                      // globs over rule ids
  std::string reason;                                  // at most 240 bytes
  Fault fault = Fault::none;                           // anything but none suppresses nothing
};

// Every suppression of `text`, by line: the words must stand in a comment, which is told by a comment sign (`//`, `#`,
// `--`, `/*`, `<!--`, `;`, `%`, a leading `*`) somewhere before them on the line. Behind code it covers its own line;
// on a line of its own the next line that holds no other suppression alone. At most 64 on a line, with 64 rules each.
// Linear.
std::vector<Suppression> find_suppressions(std::string_view text, const LineIndex& lines);

// Rules whose findings no comment and no baseline may hide: what gate says about the change itself.
bool suppressible(std::string_view rule);

// Suppresses those of `findings` (all of one file, after the change) that a suppression covers, and returns the
// findings that the suppressions themselves give rise to: `gate/suppression-added` for one that the change adds and
// that suppresses something, `gate/suppression-without-reason` and `gate/suppression-malformed` where one would have.
std::vector<Finding> suppress(const std::vector<Suppression>& suppressions, const std::vector<Finding*>& findings,
                              const FileIndex& files);

}  // namespace gate::scope
