#include "gate/evidence/owners/reader.h"

#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kMaxRules = 200'000;
constexpr std::size_t kMaxPattern = 4'096;  // bytes; no path that a pattern of this size matches can be checked out

}  // namespace

Codeowners CodeownersReader::read(std::string_view text) {
  out_.sections_.push_back({});
  section_numbers_[""] = 0;
  if (text.size() > kCodeownersLimit) {
    problem("the file is larger than 3 MB, so it is not read: replace many lines by patterns");
    return std::move(out_);
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (const auto raw : split_lines(text)) {
    ++line_;
    const auto line = trim(raw);
    if (line.empty() || line.front() == '#') continue;
    if (out_.rules_.size() >= kMaxRules) {
      problem("only the first " + std::to_string(kMaxRules) + " rules are read: replace many lines by patterns");
      break;
    }
    if (out_.dialect_ == OwnersDialect::github) {
      read_github_line(line);
    } else {
      read_gitlab_line(line);
    }
  }
  index_rules();
  return std::move(out_);
}

bool CodeownersReader::pattern_is_sane(std::string_view pattern) {
  if (pattern.size() > kMaxPattern) {
    problem("the pattern is longer than " + std::to_string(kMaxPattern) + " bytes, so the line is skipped");
    return false;
  }
  if (pattern.find('\0') != std::string_view::npos) {
    problem("the pattern has a NUL byte, so the line is skipped");
    return false;
  }
  if (path_segments(pattern).empty()) {
    problem("'" + std::string(pattern) + "' matches nothing: write '*' for all files");
    return false;
  }
  return true;
}

void CodeownersReader::add_rule(std::string_view pattern, std::vector<std::string> owners, bool exclusion) {
  out_.rules_.push_back({line_, std::string(pattern), std::move(owners), section_, exclusion});
}

// Last, since a section's default owners may be named after its first rules.
void CodeownersReader::index_rules() {
  for (std::size_t number = 0; number < out_.rules_.size(); ++number) {
    auto& rule = out_.rules_[number];
    if (rule.owners.empty() && !rule.exclusion) rule.owners = out_.sections_[rule.section].owners;
    out_.index_.add(number, OwnersPattern(rule.pattern, out_.dialect_));
    const bool brackets = rule.pattern.find('[') != std::string::npos;
    if (brackets && out_.dialect_ == OwnersDialect::github) {
      out_.index_.add(number, OwnersPattern(rule.pattern, out_.dialect_, true));
    }
  }
}

}  // namespace gate::evidence
