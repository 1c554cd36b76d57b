// Has somebody else looked at the change: numbers of approvals, owners of the changed paths, critical paths.
#include <algorithm>
#include <set>

#include "gate/base/glob.h"
#include "gate/model/approvals.h"
#include "gate/model/words.h"
#include "policies/all.h"
#include "policies/review/owner_groups.h"

namespace gate {
namespace {

using review::Answer;
using review::list_of;
using review::OwnerGroup;
using review::Panel;

constexpr std::size_t kMostDetails = 60;

constexpr const char* kDoc = R"(Asks that people who did not write the change have approved it.

One ruling each:
- **approvals**: at least `approvals` people approved.
- **requests for changes**: nobody's latest review asks for changes.
- **critical paths**: for each entry of `critical` with a changed path, its number of approvals.
- **owners**: with `owners: true`, every changed path that the CODEOWNERS of the policy commit gives owners has the
  approval of one of them (GitLab's sections: as many as the section asks for). A renamed file counts with both paths.

What counts: the latest approval, request or dismissal of each person; a comment changes nothing. The author of the pull
request, everybody who wrote, co-wrote or committed one of its commits, and people who cannot write to the repository do
not count. An approval given on an earlier commit counts, and is shown as such. Commit trailers (`Reviewed-by:`) count
only where `trust` names `trailers`, and are shown as unverified.

Statuses: `not-applicable` before a push and where the run has no pull request; `no-data` where nobody can say who
approved, or where an approval may be that of a team whose members the token cannot list (permission `read:org`); else
`pass` or `fail`. Each ruling lists the approvals it counted, and those it did not, with the reason.)";

Ruling ruling(std::string condition, Status status, std::string value, std::string reason) {
  Ruling out;
  out.policy = "review";
  out.condition = std::move(condition);
  out.value = std::move(value);
  out.status = status;
  out.reason = std::move(reason);
  return out;
}

std::string count_of(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::vector<std::string> names_of(const std::vector<const review::Voice*>& voices) {
  std::vector<std::string> out;
  for (const auto* voice : voices) out.push_back(review::name_of(voice->user));
  return out;
}

// Asks for a number of approvals; `where` is "" or " for src/payments/**".
Ruling judge_count(const Panel& panel, std::size_t asked, const std::string& where) {
  auto out = review::judge_approvals(panel, asked, where);
  out.policy = "review";
  return out;
}

Ruling judge_objections(const Panel& panel) {
  const auto objections = panel.objections();
  const auto names = names_of(objections);
  if (names.empty())
    return ruling("no open request for changes", Status::pass, "none", "nobody's latest review asks for changes");
  auto out = ruling("no open request for changes", Status::fail, "requested by " + list_of(names),
                    list_of(names) + " must approve, or the request must be dismissed");
  for (const auto* voice : objections) out.details.push_back(voice->words);
  return out;
}

bool touches(const Change& change, const std::vector<std::string>& patterns) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    const Glob glob(pattern);
    return std::ranges::any_of(change.files, [&](const ChangedFile& file) {
      return glob.matches(file.path) || (!file.old_path.empty() && glob.matches(file.old_path));
    });
  });
}

std::vector<Ruling> judge_critical(const Facts& facts, const Options& options, const Panel& panel) {
  std::vector<Ruling> out;
  for (const auto& entry : options.values().value("critical", Json::array())) {
    const auto paths = entry.value("paths", std::vector<std::string>{});
    const auto asked = static_cast<std::size_t>(std::max<std::int64_t>(0, entry.value("approvals", std::int64_t{2})));
    if (asked > 0 && touches(facts.change, paths)) out.push_back(judge_count(panel, asked, " for " + list_of(paths)));
  }
  return out;
}

void add_group_details(Ruling& ruling, const std::vector<OwnerGroup>& groups, const ReviewEvidence& review) {
  for (const auto wanted : {Answer::missing, Answer::unknown, Answer::met}) {
    for (const auto& group : groups) {
      if (group.answer != wanted) continue;
      ruling.details.push_back(describe(group, review));
      for (const auto& why : group.unresolved) ruling.details.push_back("  " + why);
    }
  }
}

struct PathCount {
  std::size_t all = 0;
  std::size_t open = 0;  // an owner's approval is missing, or not known
};

PathCount count_paths(const std::vector<OwnerGroup>& groups) {
  std::set<std::string> all, open;
  for (const auto& group : groups) {
    all.insert(group.paths.begin(), group.paths.end());
    if (group.answer != Answer::met) open.insert(group.paths.begin(), group.paths.end());
  }
  return {all.size(), open.size()};
}

Ruling judge_owners(const Facts& facts, const Panel& panel) {
  const auto& review = facts.evidence.review;
  const std::string condition = "an owner's approval for every owned path";
  if (review.owners_path.empty())
    return ruling(condition, Status::not_applicable, "no CODEOWNERS", "the policy commit has no CODEOWNERS");
  const auto groups = owner_groups(review, panel);
  if (groups.empty()) {
    const auto files = count_of(facts.change.files.size(), "changed file");
    return ruling(condition, Status::not_applicable, "no owned path",
                  review.owners_path + " asks nobody about the " + files);
  }
  const auto paths = count_paths(groups);
  const auto value = std::to_string(paths.all - paths.open) + " of " + count_of(paths.all, "owned path") + " approved";
  auto out = ruling(condition, Status::pass, value, "an owner approved every owned path");
  const auto has = [&](Answer answer) { return std::ranges::find(groups, answer, &OwnerGroup::answer); };
  if (has(Answer::missing) != groups.end()) {
    out.status = Status::fail;
    out.reason = "an owner's approval is missing for " + count_of(paths.open, "path");
  } else if (const auto unknown = has(Answer::unknown); unknown != groups.end()) {
    out.status = Status::no_data;
    out.reason = "whether an owner approved cannot be decided: " + unknown->unresolved.front();
  }
  add_group_details(out, groups, review);
  const auto words = panel.words();
  out.details.insert(out.details.end(), words.begin(), words.end());
  return out;
}

std::vector<Ruling> judge_all(const Facts& facts, const Options& options) {
  if (auto unheard = review::unheard(facts))
    return {ruling("approvals", unheard->status, std::move(unheard->value), std::move(unheard->reason))};
  const auto panel = review::hear(facts, options.texts("trust"));
  std::vector<Ruling> out;
  const auto asked = options.integer("approvals");
  if (asked > 0) out.push_back(judge_count(panel, static_cast<std::size_t>(asked), ""));
  out.push_back(judge_objections(panel));
  std::ranges::move(judge_critical(facts, options, panel), std::back_inserter(out));
  if (options.boolean("owners")) out.push_back(judge_owners(facts, panel));
  return out;
}

void shorten(std::vector<std::string>& details) {
  if (details.size() <= kMostDetails) return;
  const auto left_out = details.size() - kMostDetails;
  details.resize(kMostDetails);
  details.push_back("and " + count_of(left_out, "more line"));
}

std::vector<Ruling> judge(const Facts& facts, const Options& options) {
  auto rulings = judge_all(facts, options);
  const auto word = options.text("on_no_data");
  for (auto& ruling : rulings) {
    shorten(ruling.details);
    if (ruling.status != Status::no_data || word == "no-data") continue;
    ruling.status = from_word<Status>(word).value_or(Status::no_data);
    ruling.reason += " (on_no_data: " + word + ")";
  }
  return rulings;
}

}  // namespace

Policy review_policy() {
  Policy policy;
  policy.name = "review";
  policy.version = "1";
  policy.summary = "approvals by people who did not write the change, and by the owners of its paths";
  policy.doc = kDoc;
  policy.options = {
      {"approvals", OptionType::integer, 1, "Number of people who must approve any change; 0 asks for none."},
      {"owners", OptionType::boolean, false, "Whether every owned path needs the approval of one of its owners."},
      {"critical",
       OptionType::object_list,
       Json::array(),
       "Paths that need more approvals.",
       {},
       {{"paths", OptionType::text_list, Json::array(), "Globs of the paths."},
        {"approvals", OptionType::integer, 2, "Number of people who must approve a change of one of them."}}},
      {"trust",
       OptionType::text_list,
       Json::array({"github", "gitlab", "file"}),
       "Where approvals may come from; what a trailer says is typed by the author.",
       {"github", "gitlab", "file", "trailers"}},
      {"on_no_data",
       OptionType::text,
       "no-data",
       "The status when approvals cannot be read.",
       {"pass", "warn", "no-data", "error", "fail"}},
  };
  policy.judge = judge;
  return policy;
}

}  // namespace gate
