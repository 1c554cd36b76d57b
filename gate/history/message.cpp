#include "gate/history/message.h"

#include <algorithm>

#include "gate/base/text.h"
#include "gate/history/fix_words.h"
#include "gate/history/references.h"
#include "gate/history/word_set.h"

namespace gate::history {
namespace {

constexpr std::size_t kLongest = 64u << 10;

// Calls with each line, without its terminator.
template <class Sink>
void each_line(std::string_view text, const Sink& sink) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    sink(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
  }
}

bool is_imported_mark(std::string_view line) { return trim(line).starts_with("git-svn-id:"); }

// The message as its author wrote it: without what git-svn adds.
std::string as_written(std::string_view message) {
  std::string text;
  each_line(message.substr(0, kLongest), [&](std::string_view line) {
    if (!is_imported_mark(line)) text.append(line).push_back('\n');
  });
  return std::string(trim(text));
}

std::uint32_t count_characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// The subject of a revert quotes that of another commit: what it says is said of that one.
std::string_view own_words(std::string_view message) {
  const auto start = message.find_first_not_of(" \t");
  const bool quotes = start != message.npos && (message.substr(start).starts_with("Revert \"") ||
                                                message.substr(start).starts_with("Reapply \""));
  if (!quotes) return message;
  return message.substr(std::min(message.size(), message.find('\n')));
}

// "Signed-off-by", "Change-Id": a key of a line "Key: value" that speaks of people or places.
bool is_bookkeeping(std::string_view line) {
  static const WordSet kKeys(
      "reviewers reviewer author authors change-id cc committer git-svn-id tested-by submitted-by pr bug-id message-id "
      "link reviewed-on differential");
  const std::string key = lower(trim(line.substr(0, std::min(line.find(':'), std::size_t{40}))));
  if (key.size() == std::min(line.size(), std::size_t{40})) return false;  // no colon
  return kKeys.has(key) || (key.ends_with("-by") && key.find(' ') == key.npos);
}

}  // namespace

MessageFacts read_message(std::string_view message) {
  const std::string text = as_written(message);
  MessageFacts facts;
  facts.characters = count_characters(text);
  each_line(text, [&](std::string_view line) { facts.lines += !trim(line).empty(); });
  facts.issue_links = count_issues(text);
  facts.reverts = reverted_commit(text);
  facts.fix = says_fix(own_words(text));
  return facts;
}

std::string message_words(std::string_view message) {
  std::string words;
  each_line(message.substr(0, kLongest), [&](std::string_view line) {
    if (!is_bookkeeping(line)) words.append(line).push_back('\n');
  });
  return words;
}

}  // namespace gate::history
