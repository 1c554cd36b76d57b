#include "gate/history/fix_words.h"

#include <algorithm>
#include <span>

#include "gate/base/text.h"
#include "gate/history/fix_vocabulary.h"
#include "gate/history/references.h"
#include "gate/history/words.h"

namespace gate::history {
namespace {

constexpr std::size_t kLongestSubject = 400;
constexpr std::size_t kObject = 6;  // words after "fix" that are its object

const FixVocabulary& vocabulary() {
  static const FixVocabulary all;
  return all;
}

using Span = std::span<const Word>;

// "FooTest", "TestFoo", "FooTest.testBar": the name of a test, as it is written.
bool names_test(std::string_view written) {
  if (written.size() <= 4) return false;
  if (written.ends_with("Test") || written.ends_with("Tests") || written.ends_with("TestCase")) return true;
  return written.starts_with("Test") && written[4] >= 'A' && written[4] <= 'Z';
}

bool is_defect(Span words, std::size_t at) {
  if (!vocabulary().defects.has(words[at].text)) return words[at].text.starts_with("cve-");
  if (words[at].ends_clause || at + 1 == words.size()) return true;
  const auto next = words[at + 1].text;
  return !next.starts_with("test") && next != "report" && next != "reports" && next != "tracker";
}

// A noun that ends what is mended: "build" of "fix build on arm", not of "fix build cache lookup".
bool is_head(Span words, std::size_t at) {
  if (words[at].ends_clause || at + 1 == words.size()) return true;
  return vocabulary().head_ends.has(words[at + 1].text);
}

// The words from `at` on that belong to one clause.
Span clause_at(Span words, std::size_t at) {
  std::size_t end = at;
  while (end < words.size() && end < at + kObject)
    if (words[end++].ends_clause) break;
  return words.subspan(at, end - at);
}

// What follows the word at `at` within its clause.
Span object_of(Span words, std::size_t at) { return words[at].ends_clause ? Span() : clause_at(words, at + 1); }

bool any_defect(Span words) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (is_defect(words, i)) return true;
  return false;
}

// "spelling fixes", "build fix": the word before says of what kind.
bool names_its_kind(Span words, std::size_t fix) {
  if (fix == 0 || words[fix - 1].ends_clause || !is_head(words, fix)) return false;
  const auto kind = words[fix - 1].text;
  return vocabulary().text_marks.has(kind) || vocabulary().test_marks.has(kind) || vocabulary().trivial_heads.has(kind);
}

// Whether what is mended is nothing but a test, a text or how the code looks.
bool is_trivial(Span object) {
  const FixVocabulary& known = vocabulary();
  const auto joint = std::find_if(object.begin(), object.end(), [](const Word& word) { return word.text == "and"; });
  const Span first(object.begin(), joint);
  const auto marks_test = [&](const Word& word) { return known.test_marks.has(word.text) || names_test(word.written); };
  if (std::any_of(first.begin(), first.end(), marks_test)) return true;
  if (any_defect(object)) return false;
  for (std::size_t i = 0; i < first.size(); ++i)
    if (known.text_marks.has(first[i].text) || (known.trivial_heads.has(first[i].text) && is_head(first, i)))
      return true;
  return false;
}

bool is_trivial(Span words, std::size_t fix) { return names_its_kind(words, fix) || is_trivial(object_of(words, fix)); }

enum class Says { nothing, no, yes };

// Whether words say that something is mended; `no`: something that does not count.
Says heard(Span words) {
  Says says = Says::nothing;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!vocabulary().fixes.has(words[i].text)) continue;
    if (!is_trivial(words, i)) return Says::yes;
    says = Says::no;
  }
  return says;
}

bool adds_test(Span words) {
  return !words.empty() && words[0].text.starts_with("add") &&
         std::any_of(words.begin(), words.end(), [](const Word& word) { return word.text.starts_with("test"); });
}

// "does not", "wrong", "fails": titles of reports, which name what was wrong.
bool names_symptom(Span words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (vocabulary().symptoms.has(words[i].text)) return true;
    if (i > 0 && words[i].text == "not" && vocabulary().symptom_verbs.has(words[i - 1].text)) return true;
  }
  return false;
}

bool speaks_of_tests_or_texts(Span words) {
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    return word.text.starts_with("test") || names_test(word.written) || vocabulary().test_marks.has(word.text) ||
           vocabulary().text_marks.has(word.text) || word.text == "comment" || word.text == "comments";
  });
}

// "docs(api)!: ...": the type, or the first word of the area, that stands before a colon.
std::string_view type_of(Span words, std::string_view subject) {
  const std::size_t colon = subject.find(": ");
  if (colon == subject.npos || colon > 40 || words.empty() || words[0].at > 1) return "";
  return words[0].text;
}

std::size_t words_before(Span words, std::size_t offset) {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [&](const Word& word) { return word.at < offset; }));
}

bool is_quiet(std::string_view type) {
  if (vocabulary().quiet_types.has(type)) return true;
  for (std::string_view start : {"t", "test"})  // t1234, t1234-name, test1234
    if (type.starts_with(start) && type.size() > start.size() && type[start.size()] >= '0' && type[start.size()] <= '9')
      return true;
  return false;
}

// "Fixes: 1a2b3c4d5e6f ("subject")", as Linux and git write it.
bool has_fixes_trailer(std::string_view message) {
  for (std::size_t at = 0; (at = message.find("\nFixes: ", at)) != message.npos;) {
    at += 8;
    if (commit_id_at(message, at) > 0) return true;
  }
  return false;
}

// "fixes #12", "resolves issue KEY-12", "fix for https://.../issues/12".
bool closes_issue(Span words, std::string_view message, const WordSet& closing) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!closing.has(words[i].text)) continue;
    std::size_t last = i;
    while (last + 1 < words.size() && last < i + 4 && vocabulary().between.has(words[last + 1].text)) ++last;
    std::size_t at = words[last].at + words[last].text.size();
    while (at < message.size() && (message[at] == ' ' || message[at] == ':' || message[at] == '(' ||
                                   message[at] == '[' || message[at] == '<' || message[at] == '\n'))
      ++at;
    if (issue_at(message, at) > 0) return true;
  }
  return false;
}

// Prose below the subject: "this patch fixes ...", "fixes a crash".
bool told_in_body(Span words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!vocabulary().fixes.has(words[i].text) || is_trivial(words, i)) continue;
    if (i > 0 && !words[i - 1].ends_clause && vocabulary().subjects.has(words[i - 1].text) &&
        words[i].text != "fixup" && words[i].text != "workaround")
      return true;
    if (any_defect(object_of(words, i))) return true;
  }
  return false;
}

// Whether a body holds any word that counts there; most do not, and need no closer look.
bool may_tell(std::string_view body) {
  const std::string small = lower(body);
  return small.contains("fix") || small.contains("resolv") || small.contains("clos") || small.contains("repair");
}

}  // namespace

bool says_fix(std::string_view message) {
  message = trim(message);
  const auto subject = message.substr(0, std::min(message.find('\n'), kLongestSubject));
  const Words read(may_tell(message.substr(subject.size())) ? message : subject);
  const Span all(read.all());
  const auto below = std::find_if(all.begin(), all.end(), [&](const Word& word) { return word.at >= subject.size(); });
  const Span head(all.begin(), below), body(below, all.end());
  const auto type = type_of(head, subject);
  if (is_quiet(type)) return false;
  if (vocabulary().types.has(type)) return !is_trivial(clause_at(head, words_before(head, subject.find(": "))));
  const Says said = heard(head);
  if (said == Says::yes) return true;
  if (has_fixes_trailer(message)) return true;
  if (said == Says::no) return false;
  if (any_defect(head) && !adds_test(head)) return true;
  if (names_symptom(head) && !speaks_of_tests_or_texts(head)) return true;
  if (closes_issue(all, message, vocabulary().closing) || told_in_body(body)) return true;
  return closes_issue(all, message, vocabulary().closing_loosely) && any_defect(all);
}

}  // namespace gate::history
