#include "gate/model/approvals.h"

#include <algorithm>
#include <map>

#include "gate/base/text.h"

namespace gate::review {
namespace {

bool same_name(const std::string& a, const std::string& b) { return lower(a) == lower(b); }

// What `trust` calls the source of a review.
std::string trust_word(const std::string& source) { return source == "trailer" ? "trailers" : source; }

// Is `commit` the head that is judged? CI checks out a merge of the pull request: then its parents are asked too.
bool is_current(const std::string& commit, const Facts& facts) {
  const auto& review = facts.evidence.review;
  if (!review.head.empty()) return commit == review.head;
  if (commit == facts.change.head.oid || facts.change.commits.empty()) return true;
  const auto& newest = facts.change.commits.front();
  const bool merge = newest.oid == facts.change.head.oid && newest.parents.size() > 1;
  return merge && std::ranges::find(newest.parents, commit) != newest.parents.end();
}

std::string why_not(const Review& given, const Facts& facts, const std::vector<std::string>& trust) {
  const auto& review = facts.evidence.review;
  const auto word = trust_word(given.source);
  if (std::ranges::find(trust, word) == trust.end()) {
    const auto shown = given.verified ? "" : "unverified, and ";
    return std::string(shown) + "'trust' does not name " + (word.empty() ? "its source" : word);
  }
  if (!review.author.empty() && same_name(given.user, review.author)) return "author of the pull request";
  auto is_user = [&](const std::string& person) { return same_name(person, given.user); };
  const bool wrote = std::ranges::any_of(review.co_authors, is_user);
  // Who wrote a part of the change may still object to the rest.
  if (wrote && given.state != ReviewState::changes_requested) return "wrote or committed a part of the change";
  if (!given.member) return "cannot write to the repository";
  return "";
}

std::string remarks(const Review& given, const Facts& facts) {
  std::vector<std::string> parts;
  if (!given.verified) parts.push_back("unverified: a " + given.source + ", which the author could have typed");
  // A trailer stands in the commit that it approves, or in one after it.
  const bool has_commit = given.source != "trailer" && !given.commit.empty();
  if (has_commit && !is_current(given.commit, facts)) {
    parts.push_back("given on an earlier commit, " + given.commit.substr(0, 7));
  }
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? " (" : "; ") + part;
  return out.empty() ? out : out + ")";
}

Voice weigh(const Review& given, const Facts& facts, const std::vector<std::string>& trust) {
  Voice voice{given.user, given.state, false, name_of(given.user)};
  const auto reason = why_not(given, facts, trust);
  voice.counts = reason.empty() && given.state != ReviewState::dismissed;
  if (given.state == ReviewState::dismissed) {
    voice.words += "'s review was dismissed";
    return voice;
  }
  voice.words += given.state == ReviewState::approved ? " approved" : " requested changes";
  voice.words += remarks(given, facts);
  if (!reason.empty()) voice.words += ": not counted, " + reason;
  return voice;
}

std::vector<const Voice*> counted(const std::vector<Voice>& voices, ReviewState state) {
  std::vector<const Voice*> out;
  for (const auto& voice : voices) {
    if (voice.counts && voice.state == state) out.push_back(&voice);
  }
  return out;
}

// The forge was asked and answered that this run belongs to no pull request.
bool has_no_pull_request(const Evidence& evidence) {
  const auto& review = evidence.review;
  return !review.available && review.pull_request.empty() &&
         std::ranges::any_of(evidence.sources, [](const EvidenceSource& source) {
           return source.kind == "approvals" && source.format != "file" && source.problem.empty();
         });
}

enum class Belongs { yes, no, unknown };

// The value of `key` in a map whose keys are compared without case; null when absent.
template <class Value>
const Value* look_up(const std::map<std::string, Value>& map, const std::string& key) {
  for (const auto& [name, value] : map) {
    if (lower(name) == lower(key)) return &value;
  }
  return nullptr;
}

Belongs belongs(const std::string& user, const std::string& owner, const ReviewEvidence& review) {
  if (const auto* members = look_up(review.teams, owner)) {
    const bool found = std::ranges::any_of(*members, [&](const auto& member) { return lower(member) == lower(user); });
    return found ? Belongs::yes : Belongs::no;
  }
  if (lower(owner) == lower(user) || lower(owner) == "@" + lower(user)) return Belongs::yes;
  const bool person = owner.starts_with('@') && !owner.starts_with("@@") && !owner.contains('/');
  if (person) return look_up(review.unresolved_teams, owner) ? Belongs::unknown : Belongs::no;
  return Belongs::unknown;
}

std::string why_unknown(const std::string& owner, const ReviewEvidence& review) {
  if (const auto* reason = look_up(review.unresolved_teams, owner)) return owner + ": " + *reason;
  if (owner.starts_with("@@"))
    return owner + ": a role, whose members only GitLab knows; list them in --approvals FILE";
  if (!owner.starts_with('@'))
    return owner +
           ": an e-mail address, which cannot be joined to a login; write @login instead, or list it under "
           "'teams' in --approvals FILE";
  return owner +
         ": its members are not known; the token needs read:org (organisation permission \"Members: read\"), or "
         "list them under 'teams' in --approvals FILE";
}

std::string count_of(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

}  // namespace

std::vector<const Voice*> Panel::approvals() const { return counted(voices, ReviewState::approved); }

std::vector<const Voice*> Panel::objections() const { return counted(voices, ReviewState::changes_requested); }

std::vector<std::string> Panel::words() const {
  std::vector<std::string> out;
  for (const auto& voice : voices) out.push_back(voice.words);
  return out;
}

Panel hear(const Facts& facts, const std::vector<std::string>& trust) {
  auto is_trusted = [&](const Review& review) {
    return std::ranges::find(trust, trust_word(review.source)) != trust.end();
  };
  std::vector<const Review*> latest;
  for (const auto& review : facts.evidence.review.reviews) {
    if (review.state == ReviewState::commented || review.state == ReviewState::pending) continue;
    // An untrusted word never replaces a trusted one of the same person.
    const auto standing = std::ranges::find_if(latest, [&](const Review* other) {
      return same_name(other->user, review.user) && is_trusted(*other) == is_trusted(review);
    });
    if (standing == latest.end()) {
      latest.push_back(&review);
    } else if (review.time == 0 || (*standing)->time == 0 || review.time >= (*standing)->time) {
      *standing = &review;
    }
  }
  Panel panel;
  for (const auto* review : latest) panel.voices.push_back(weigh(*review, facts, trust));
  return panel;
}

std::optional<Unheard> unheard(const Facts& facts) {
  const auto& review = facts.evidence.review;
  if (facts.hook || !review.pipeline)
    return Unheard{Status::not_applicable, "not asked",
                   "decided in the pipeline, where the pull request and its reviews are"};
  if (has_no_pull_request(facts.evidence))
    return Unheard{Status::not_applicable, "no pull request",
                   "this run belongs to no pull request, so there is nothing to approve yet"};
  if (review.available) return std::nullopt;
  const auto& why = review.unavailable;
  return Unheard{Status::no_data, "unknown",
                 "who approved could not be read: " + (why.empty() ? "no source of approvals" : why)};
}

Standing standing(const std::vector<std::string>& names, std::uint32_t asked, const Panel& panel,
                  const ReviewEvidence& review) {
  Standing out;
  std::size_t perhaps = 0;
  for (const auto* voice : panel.approvals()) {
    bool yes = false, maybe = false;
    for (const auto& name : names) {
      const auto answer = belongs(voice->user, name, review);
      yes = yes || answer == Belongs::yes;
      maybe = maybe || answer == Belongs::unknown;
    }
    if (yes) out.approvers.push_back(name_of(voice->user));
    perhaps += !yes && maybe;
  }
  if (out.approvers.size() >= asked) {
    out.answer = Answer::met;
    return out;
  }
  out.answer = out.approvers.size() + perhaps >= asked ? Answer::unknown : Answer::missing;
  for (const auto& name : names) {
    // Nobody has this name as a login, so only what is not known belongs to it.
    if (belongs("", name, review) == Belongs::unknown) out.unresolved.push_back(why_unknown(name, review));
  }
  return out;
}

Ruling judge_approvals(const Panel& panel, std::size_t asked, const std::string& where) {
  std::vector<std::string> names;
  for (const auto* voice : panel.approvals()) names.push_back(name_of(voice->user));
  Ruling out;
  out.condition = "at least " + count_of(asked, "approval") + where;
  out.value =
      names.empty() ? "no approval that counts" : count_of(names.size(), "approval") + " (" + list_of(names) + ")";
  if (names.size() >= asked) {
    out.status = Status::pass;
    out.reason = "approved by " + list_of(names);
  } else {
    out.status = Status::fail;
    out.reason = count_of(asked - names.size(), "more approval") + " needed, by somebody who did not write the change";
  }
  out.details = panel.words();
  return out;
}

std::string name_of(const std::string& user) {
  const auto plain = to_utf8(user);
  return plain.find_first_of("@ ") == std::string::npos ? "@" + plain : plain;
}

std::string list_of(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  const bool cut = names.size() > most;
  const auto shown = cut ? most : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == shown && !cut;
    out += (i == 0 ? "" : last ? " and " : ", ") + names[i];
  }
  if (cut) out += " and " + std::to_string(names.size() - most) + " more";
  return out;
}

}  // namespace gate::review
