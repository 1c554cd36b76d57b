#include "gate/history/references.h"

#include <algorithm>
#include <set>

#include "gate/base/text.h"
#include "gate/history/word_set.h"

namespace gate::history {
namespace {

constexpr std::size_t kMostIssues = 1000;
constexpr std::size_t kLongestNumber = 7;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') || c == '_' || (c & 0x80) != 0; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool word_starts(std::string_view text, std::size_t at) { return at == 0 || !is_word(text[at - 1]); }

// The length of an issue's number at `at`: no leading zero, and the word ends with it.
std::size_t number_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::size_t length = end - at;
  if (length == 0 || length > kLongestNumber || text[at] == '0') return 0;
  return end < text.size() && is_word(text[end]) ? 0 : length;
}

// Names with a hyphen and a number that are no issues.
bool is_standard(std::string_view key) {
  static const WordSet kStandards(
      "UTF ISO SHA RFC CVE MD AES RSA CRC UCS IEEE ANSI ASCII US X ARM MIPS GPL LGPL BASE HTTP HTTPS TLS SSL IPV CP "
      "WINDOWS JDK JAVA JRE HMAC ECMA FIPS KOI8 EUC RC ALPHA BETA M PR PEP JSR KIP JEP CWE PCRE MINOR NIST SEC");
  return kStandards.has(key);
}

// "KAFKA-123": where the key ends and the number begins.
struct Key {
  std::size_t length = 0, number = 0;
};

Key key_at(std::string_view text, std::size_t at) {
  if (!is_upper(text[at]) || !word_starts(text, at) || (at > 0 && text[at - 1] == '-')) return {};
  std::size_t end = at;
  while (end < text.size() && end - at <= 12 && (is_upper(text[end]) || is_digit(text[end]) || text[end] == '_')) ++end;
  if (end - at < 2 || end == text.size() || text[end] != '-' || is_standard(text.substr(at, end - at))) return {};
  const std::size_t number = number_at(text, end + 1);
  return number == 0 ? Key{} : Key{end + 1 + number - at, end + 1 - at};
}

// "kafka-1069; ...": a message's first words name its issue without capitals.
std::string leading_key(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end <= 12 && text[end] >= 'a' && text[end] <= 'z') ++end;
  if (end < 2 || end == text.size() || text[end] != '-') return "";
  const std::size_t number = number_at(text, end + 1);
  std::string key(text.substr(0, end + 1 + number));
  for (char& c : key)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return number < 2 || is_standard(std::string_view(key).substr(0, end)) ? "" : key;
}

// "#12", with nothing before it that would make it a colour, an anchor or a part of a word.
std::size_t hash_at(std::string_view text, std::size_t at) {
  if (text[at] != '#' || !word_starts(text, at) || (at > 0 && (text[at - 1] == '&' || text[at - 1] == '/'))) return 0;
  const std::size_t number = number_at(text, at + 1);
  return number == 0 ? 0 : number + 1;
}

std::size_t url_length(std::string_view text, std::size_t at) {
  if (text[at] != 'h' || !(text.substr(at).starts_with("http://") || text.substr(at).starts_with("https://"))) return 0;
  return std::min(text.size(), text.find_first_of(" \t\r\n<>\"'`", at)) - at;
}

// The issue that a URL leads to: "KEY-12" or "#12"; "" for other URLs.
std::string issue_of_url(std::string_view url) {
  for (std::size_t at = 0; at < url.size(); ++at)
    if (const Key key = key_at(url, at); key.length > 0) return std::string(url.substr(at, key.length));
  for (std::string_view mark : {"/issues/", "/issue/", "/pull/", "/pulls/", "/merge_requests/", "/bugs/", "/bug/",
                                "/ticket/", "/tickets/", "bug.cgi?id=", "bugreport.cgi?bug="}) {
    const std::size_t at = url.find(mark);
    if (at == url.npos) continue;
    if (const std::size_t number = number_at(url, at + mark.size()); number > 0)
      return "#" + std::string(url.substr(at + mark.size(), number));
  }
  return "";
}

struct Reference {
  std::size_t length = 0;
  std::string issue;  // "" for a URL that leads to none
};

Reference reference_at(std::string_view text, std::size_t at) {
  if (const std::size_t length = url_length(text, at); length > 0)
    return {length, issue_of_url(text.substr(at, length))};
  if (const std::size_t length = hash_at(text, at); length > 0) return {length, std::string(text.substr(at, length))};
  const Key key = key_at(text, at);
  if (key.length == 0) return {};
  const auto name = text.substr(at, key.length);
  return {key.length, name.starts_with("GH-") ? "#" + std::string(name.substr(key.number)) : std::string(name)};
}

constexpr std::string_view kRevertWords[] = {
    "reverts commit ",   "revert commit ",        "reverted commit ",           "reverting commit ",
    "reverts commits ",  "reverts the commit ",   "reverts changes in commit ", "back out commit ",
    "backs out commit ", "backed out changeset ", "backs out changeset "};

std::string_view skip_to_word(std::string_view text) {
  while (!text.empty() && !is_word(text[0])) text.remove_prefix(1);
  return text;
}

// Subjects that say so without an id; an issue's key or Kafka's "MINOR:" may stand before it.
bool subject_reverts(std::string_view subject) {
  subject = skip_to_word(subject);
  if (const Key key = subject.empty() ? Key{} : key_at(subject, 0); key.length > 0)
    subject = skip_to_word(subject.substr(key.length));
  std::string small = lower(subject.substr(0, 40));
  if (small.starts_with("minor: ")) small.erase(0, 7);
  for (std::string_view word : {"revert", "reverts", "reverted", "reverting", "back out", "backed out", "backout"})
    if (small.starts_with(word) && (small.size() == word.size() || !is_word(small[word.size()]))) return true;
  return false;
}

}  // namespace

std::size_t issue_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const Reference reference = reference_at(text, at);
  return reference.issue.empty() ? 0 : reference.length;
}

std::uint32_t count_issues(std::string_view text) {
  std::set<std::string> issues;
  if (auto key = leading_key(text); !key.empty()) issues.insert(std::move(key));
  for (std::size_t at = 0; at < text.size() && issues.size() < kMostIssues;) {
    Reference reference = reference_at(text, at);
    at += std::max<std::size_t>(reference.length, 1);
    if (!reference.issue.empty()) issues.insert(std::move(reference.issue));
  }
  return static_cast<std::uint32_t>(issues.size());
}

std::size_t commit_id_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= 64 && is_hex(text[end])) ++end;
  const std::size_t length = end - at;
  return length < 7 || length > 64 || (end < text.size() && is_word(text[end])) ? 0 : length;
}

std::string reverted_commit(std::string_view message) {
  const std::string small = lower(message);
  std::size_t first = small.npos;
  std::string id;
  for (const std::string_view words : kRevertWords) {
    for (std::size_t at = 0; (at = small.find(words, at)) < first;) {
      at += words.size();
      if (const std::size_t length = commit_id_at(small, at); length > 0) {
        first = at - words.size();
        id = small.substr(at, length);
      }
    }
  }
  if (!id.empty()) return id;
  const auto subject = trim(message).substr(0, trim(message).find('\n'));
  return subject_reverts(subject) ? "?" : "";
}

}  // namespace gate::history
