#include "policies/review/panel.h"

#include <algorithm>
#include <set>

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
