#include <algorithm>
#include <charconv>

#include "gate/base/text.h"
#include "gate/evidence/owners/reader.h"

namespace gate::evidence {

std::vector<std::string> CodeownersReader::gitlab_owners(std::string_view words) {
  std::vector<std::string> owners;
  bool comment = false;
  for (auto word = next_word(words); !word.empty(); word = next_word(words)) {
    comment = comment || word.front() == '#';
    auto owner = without_comments(word);
    if (!is_gitlab_owner(owner)) {
      if (!comment) problem("'" + printable(word.substr(0, 100)) + "' is no owner, so GitLab ignores it");
      continue;
    }
    if (comment) problem("GitLab knows no comments at the end of a line: " + owner + " is an owner");
    if (std::ranges::find(owners, owner) == owners.end()) owners.push_back(std::move(owner));
  }
  return owners;
}

void CodeownersReader::open_section(std::string_view name, bool optional, std::string_view approvals,
                                    std::string_view words) {
  std::uint32_t asked = 1;
  if (!approvals.empty()) {
    const auto end = approvals.data() + approvals.size();
    const auto [at, error] = std::from_chars(approvals.data(), end, asked);
    if (error != std::errc() || at != end || asked == 0 || asked > 1'000) {
      problem("'" + printable(approvals.substr(0, 20)) + "' is no number of approvals: 1 is asked for");
      asked = 1;
    }
  }
  if (optional) asked = 0;
  const auto [place, added] = section_numbers_.try_emplace(lower(name), out_.sections_.size());
  section_ = place->second;
  auto owners = gitlab_owners(words);
  if (added) {
    out_.sections_.push_back({std::string(name), asked, std::move(owners)});
    return;
  }
  auto& section = out_.sections_[section_];
  if (section.approvals != asked || !owners.empty()) {
    problem("section [" + printable(name.substr(0, 100)) +
            "] is opened a second time: default owners are joined and the higher number of approvals is asked for");
  }
  section.approvals = std::max(section.approvals, asked);
  for (auto& owner : owners) {
    if (std::ranges::find(section.owners, owner) == section.owners.end()) section.owners.push_back(std::move(owner));
  }
}

// "[Name]", "^[Name]", "[Name][2] @default". False when the line has another form and so is a rule.
bool CodeownersReader::read_heading(std::string_view line) {
  const bool optional = line.starts_with('^');
  const auto rest = line.substr(optional ? 1 : 0);
  if (!rest.starts_with('[')) return false;
  const auto close = rest.find(']');
  auto after = close == std::string_view::npos ? std::string_view{} : rest.substr(close + 1);
  std::string_view approvals;
  const auto number_end = after.starts_with('[') ? after.find(']') : std::string_view::npos;
  if (number_end != std::string_view::npos) {
    approvals = after.substr(1, number_end - 1);
    after.remove_prefix(number_end + 1);
  }
  if (close == std::string_view::npos || (!after.empty() && after.front() != ' ' && after.front() != '\t')) {
    problem("this is no section heading, so it is read as a rule: write [Name], ^[Name] or [Name][2]");
    return false;
  }
  const auto name = trim(rest.substr(1, close - 1));
  if (name.empty()) {
    problem("the section has no name, so what follows belongs to the section before it");
  } else {
    open_section(name, optional, approvals, after);
  }
  return true;
}

void CodeownersReader::read_gitlab_line(std::string_view line) {
  if (read_heading(line)) return;
  const bool exclusion = line.starts_with('!');
  const auto [pattern, words] = cut_pattern(exclusion ? trim(line.substr(1)) : line);
  if (!pattern_is_sane(pattern)) return;
  auto owners = gitlab_owners(words);
  const bool unowned = owners.empty() && out_.sections_[section_].owners.empty();
  add_rule(pattern, exclusion ? std::vector<std::string>{} : std::move(owners), exclusion);
  if (unowned && !exclusion && section_ != 0) problem("the line has no owners, nor has its section");
}

}  // namespace gate::evidence
