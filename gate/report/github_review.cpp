#include "gate/report/github_review.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "gate/base/text.h"
#include "gate/report/escape.h"
#include "gate/report/markdown_blocks.h"
#include "gate/report/next_steps.h"
#include "gate/report/patch.h"
#include "gate/report/select.h"
#include "gate/report/severity.h"
#include "gate/report/suggestion.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostComments = 20;
constexpr std::size_t kMostTried = 2'000;  // each is looked for in its file's patch
constexpr std::size_t kMostFingerprint = 64;

bool is_fingerprint(std::string_view text) {
  return !text.empty() && text.size() <= kMostFingerprint &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

std::string opening(std::string_view name) { return fmt::format("<!-- gate:finding {} ", name); }

// Raw lines: whoever accepts the suggestion commits exactly these.
std::string suggestion_block(const Suggestion& suggestion) {
  std::size_t longest = 0, run = 0;
  for (const char c : suggestion.text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  return fence + "suggestion\n" + suggestion.text + '\n' + fence + '\n';
}

std::string body_of(const Finding& finding, const std::optional<Suggestion>& suggestion, std::string_view name) {
  std::string out = fmt::format("{}{} -->\n{} **{}{}** {} {}\n", opening(name), finding.fingerprint,
                                words_of(finding.severity).icon, to_string(finding.severity),
                                finding.blocking ? ", blocking" : "", cell(finding.message), code(finding.rule));
  return suggestion ? out + '\n' + suggestion_block(*suggestion) : out;
}

using Patches = std::map<std::string_view, std::vector<PatchLine>>;

std::optional<ReviewComment> comment_on(const Finding& finding, const Patches& patches, std::string_view name) {
  const auto patch = patches.find(finding.place.path);
  const auto shift = patch == patches.end() ? std::nullopt : shift_into(finding, patch->second);
  if (!shift) return std::nullopt;
  const auto suggestion = suggestion_of(finding, patch->second, *shift);
  ReviewComment comment{finding.place.path, static_cast<std::uint32_t>(finding.place.line + *shift), 0, ""};
  if (suggestion) {
    comment.line = suggestion->last;
    if (suggestion->first < suggestion->last) comment.start_line = suggestion->first;
  }
  comment.body = body_of(finding, suggestion, name);
  return comment;
}

std::string review_body(const ReviewDraft& draft) {
  std::string out = fmt::format("gate: {} on changed lines.", plural(draft.comments.size(), "finding"));
  if (draft.left_out > 0) out += fmt::format(" {} left out here.", plural(draft.left_out, "more finding"));
  return out;
}

}  // namespace

ReviewDraft review_draft(const Verdict& verdict, const std::vector<DiffFile>& files,
                         const std::set<std::string>& posted, std::string_view name) {
  Patches patches;
  for (const DiffFile& file : files) patches[file.path] = lines_after(file.patch);
  const auto findings = findings_in_scope(verdict);
  ReviewDraft draft;
  for (const Finding* finding : keep_most_important(findings, findings.size(), true).kept) {
    if (!is_fingerprint(finding->fingerprint) || posted.contains(finding->fingerprint)) continue;
    if (draft.comments.size() == kMostComments || draft.off_diff == kMostTried) {
      ++draft.left_out;
    } else if (auto comment = comment_on(*finding, patches, name)) {
      draft.comments.push_back(std::move(*comment));
    } else {
      ++draft.off_diff;
    }
  }
  draft.body = review_body(draft);
  return draft;
}

std::string commented_finding(std::string_view body, std::string_view name) {
  const std::string first = opening(name);
  if (!body.starts_with(first)) return {};
  body.remove_prefix(first.size());
  const auto fingerprint = body.substr(0, body.find(' '));
  return is_fingerprint(fingerprint) ? std::string(fingerprint) : "";
}

}  // namespace gate::report
