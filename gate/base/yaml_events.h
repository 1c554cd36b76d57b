// The events of a YAML stream, by libfyaml, with its complaints turned into one problem in plain words. Part of
// yaml.cpp and yaml_tree.cpp.
#pragma once

#include <libfyaml.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/text.h"
#include "gate/base/yaml.h"

namespace gate {

inline constexpr std::size_t kDeepestYaml = 500;

// One complaint of libfyaml, with what was open when it came.
struct YamlComplaint {
  std::string_view text;     // the whole stream
  std::string_view message;  // libfyaml's
  std::size_t offset = 0;    // bytes
  struct Bracket {
    char open;
    std::size_t offset;
  };
  std::vector<Bracket> brackets;  // flow collections that were open, outermost first
};

// In plain words, and at the place where a person would look: an unclosed bracket is reported where it was opened.
YamlProblem explain(const YamlComplaint& complaint);

// YAML 1.2.2, section 10.3.2: the core schema's reading of a plain scalar.
Json yaml_core_value(const std::string& text);

// Pulls events. The text must outlive it.
class YamlEvents {
 public:
  // `lenient`: flow collections need no indentation.
  explicit YamlEvents(std::string_view text, bool lenient = false);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  // Valid until the next call; null at the end and after a problem. Nesting is limited, aliases name known anchors.
  const fy_event* next();
  const std::optional<YamlProblem>& problem() const { return problem_; }
  // The problem is a closing bracket that stands no deeper than what it belongs to. YAML 1.2.2 forbids it (production
  // [136] needs more indentation), people write it everywhere and most parsers read it: callers try again leniently.
  bool closing_bracket_only() const { return closing_bracket_only_; }
  YamlPlace place(const fy_event& event) const;

 private:
  YamlPlace place_at(std::size_t offset) const;
  void note(const fy_event& event);
  void open(const fy_event& event, char bracket);
  void take_complaint();
  std::size_t offset_of(int line, int column) const;
  std::optional<std::size_t> offset_of(const fy_event& event) const;
  void report(std::size_t offset, std::string message);

  std::string_view text_;
  mutable std::optional<LineIndex> lines_;  // made when the first place is asked for
  std::size_t mark_ = 0;                    // bytes of the byte order mark, which libfyaml does not see
  fy_diag* diag_ = nullptr;
  fy_parser* parser_ = nullptr;
  fy_event* event_ = nullptr;
  std::size_t last_ = 0;                      // offset of the latest event that has one
  std::vector<YamlComplaint::Bracket> open_;  // all collections; block ones have the bracket ' '
  std::set<std::string, std::less<>> anchors_;
  std::optional<YamlProblem> problem_;
  bool closing_bracket_only_ = false;
};

}  // namespace gate
