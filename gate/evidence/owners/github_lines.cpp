#include "gate/base/text.h"
#include "gate/evidence/owners/reader.h"

namespace gate::evidence {
namespace {

bool has_unescaped(std::string_view pattern, std::string_view characters) {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (characters.contains(pattern[at])) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool CodeownersReader::github_pattern_is_usable(std::string_view pattern) {
  if (!pattern_is_sane(pattern)) return false;
  if (pattern.starts_with('!')) {
    problem("GitHub does not read '!', so the line is skipped: except files by a later line without owners");
    return false;
  }
  if (pattern.starts_with("\\#")) {
    problem("GitHub does not read a pattern that begins with '\\#'; gate reads it as '#'");
  } else if (has_unescaped(pattern, "[]")) {
    problem(
        "GitHub skips a line with '[' or ']' unless each has a '\\' before it; gate reads them as they stand and as a "
        "set of characters");
  } else if (pattern.contains("***")) {
    problem("GitHub skips a line with '***': did you mean '**'?");
  }
  return true;
}

std::optional<std::vector<std::string>> CodeownersReader::github_owners(std::string_view words) {
  std::vector<std::string> owners;
  for (auto word = next_word(words); !word.empty() && word.front() != '#'; word = next_word(words)) {
    if (!is_github_owner(word)) {
      problem("'" + printable(word.substr(0, 100)) +
              "' is no owner, so GitHub skips the line: owners are @user, @organisation/team or an e-mail address");
      return std::nullopt;
    }
    if (std::ranges::find(owners, word) == owners.end()) owners.emplace_back(word);
  }
  return owners;
}

void CodeownersReader::read_github_line(std::string_view line) {
  const auto [pattern, words] = cut_pattern(line);
  auto owners = github_owners(words);
  if (owners && github_pattern_is_usable(pattern)) add_rule(pattern, std::move(*owners), false);
}

}  // namespace gate::evidence
