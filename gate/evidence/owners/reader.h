// Reads the text of CODEOWNERS line by line into a Codeowners value. Internal to this folder.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/evidence/owners/codeowners.h"

namespace gate::evidence {

class CodeownersReader {
 public:
  explicit CodeownersReader(OwnersDialect dialect) { out_.dialect_ = dialect; }
  Codeowners read(std::string_view text);

 private:
  // One line, trimmed, neither empty nor a comment.
  void read_github_line(std::string_view line);
  void read_gitlab_line(std::string_view line);

  // GitHub: nullopt after a problem that makes the forge skip the line.
  std::optional<std::vector<std::string>> github_owners(std::string_view words);
  bool github_pattern_is_usable(std::string_view pattern);

  bool read_heading(std::string_view line);
  void open_section(std::string_view name, bool optional, std::string_view approvals, std::string_view words);
  std::vector<std::string> gitlab_owners(std::string_view words);

  bool pattern_is_sane(std::string_view pattern);
  void add_rule(std::string_view pattern, std::vector<std::string> owners, bool exclusion);
  void index_rules();
  void problem(std::string message) { out_.problems_.push_back({line_, std::move(message)}); }

  Codeowners out_;
  std::uint32_t line_ = 0;
  std::size_t section_ = 0;
  std::map<std::string, std::size_t, std::less<>> section_numbers_;  // by lower-case name
};

// A line cut at its first unescaped blank: the pattern, and the words after it (trimmed).
struct PatternAndWords {
  std::string_view pattern;
  std::string_view words;
};
PatternAndWords cut_pattern(std::string_view line);

// The next word of `words`, which loses it; empty at the end. Blanks are spaces and tabs.
std::string_view next_word(std::string_view& words);

// "@user", "@org/team" or "name@domain", as GitHub writes them.
bool is_github_owner(std::string_view word);
// "@user", "@group/sub/group", "@@role" or an e-mail address.
bool is_gitlab_owner(std::string_view word);
// An address without its comments in parentheses (RFC 5322 section 3.2.2): "ann(home)@example.org" ->
// "ann@example.org".
std::string without_comments(std::string_view address);

}  // namespace gate::evidence
