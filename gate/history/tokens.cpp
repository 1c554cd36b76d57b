#include "gate/history/tokens.h"

#include <algorithm>
#include <array>

#include "gate/base/hash.h"
#include "gate/history/code_lines.h"
#include "gate/history/file_kind.h"

namespace gate::history {
namespace {

constexpr std::uint64_t kPrime = 1099511628211ULL;  // FNV-1a's

enum Class : std::uint8_t { kSpace, kOperator, kQuiet, kLetter, kUpper, kDigit };  // from kLetter on: of words

constexpr std::array<Class, 256> classes() {
  std::array<Class, 256> table{};
  for (std::size_t c = 0x21; c < 0x7F; ++c) table[c] = kOperator;
  for (const char c : {'"', '\'', '.'}) table[static_cast<std::size_t>(c)] = kQuiet;
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = kLetter;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) table[c] = kUpper;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = kDigit;
  for (std::size_t c = 0x80; c < 256; ++c) table[c] = kLetter;  // letters beyond ASCII, as far as this goes
  table['_'] = kLetter;
  return table;
}
constexpr auto kClasses = classes();

Class class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

std::uint64_t step(std::uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * kPrime; }

// What hashes begin with, by group and side.
constexpr std::uint64_t kWords[3][2] = {
    {fnv1a("s+"), fnv1a("s-")}, {fnv1a("t+"), fnv1a("t-")}, {fnv1a("x+"), fnv1a("x-")}};
constexpr std::uint64_t kOperators[2] = {fnv1a("o+"), fnv1a("o-")};
constexpr std::uint64_t kMessage = fnv1a("m"), kPath = fnv1a("/p"), kFolder = fnv1a("/d"), kPathWord = fnv1a("/w");

std::string_view next_line(std::string_view& text) {
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

// Calls with each word of a name: letters of one case, a capital before small ones, digits.
template <class Sink>
void each_part(std::string_view name, const Sink& sink) {
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t start = at;
    const Class first = name[at] == '_' ? kSpace : class_of(name[at]);
    if (first < kLetter) {
      ++at;
      continue;
    }
    const auto is = [&](Class of) { return at < name.size() && name[at] != '_' && class_of(name[at]) == of; };
    while (is(first)) ++at;
    if (first == kUpper && is(kLetter)) {
      if (at - start > 1)
        --at;  // "HTTPServer": the last capital begins the next word
      else
        while (is(kLetter)) ++at;
    }
    sink(name.substr(start, at - start));
  }
}

}  // namespace

TokenGroup token_group(std::string_view path) {
  if (!is_source(path)) return TokenGroup::other;
  return file_kind(path) == FileKind::test ? TokenGroup::test : TokenGroup::code;
}

// Without branches: whether a token was seen before is as good as random.
inline void TokenCounter::count(std::uint64_t hash) {
  const std::uint32_t id = static_cast<std::uint32_t>(hash ^ (hash >> 17) ^ (hash >> 40)) & (kTokenSpace - 1);
  const std::uint8_t before = counts_[id];
  seen_[distinct_] = id;
  distinct_ += before == 0;
  counts_[id] = static_cast<std::uint8_t>(before + (before < kMostOfOneToken));
}

template <bool kWithOperators>
void TokenCounter::add_line(std::string_view line, std::uint64_t words, std::uint64_t operators) {
  const char* at = line.data();
  const char* const end = at + line.size();
  while (at < end) {
    const Class of = class_of(*at);
    if (of >= kLetter) {
      const char* const start = at;
      std::uint64_t hash = words;
      do hash = step(hash, *at++);
      while (at < end && class_of(*at) >= kLetter);
      if (at - start <= static_cast<std::ptrdiff_t>(kLongestWord)) count(hash);
    } else if (kWithOperators && of == kOperator) {
      std::uint64_t hash = step(operators, *at++);
      if (at < end && class_of(*at) == kOperator) hash = step(hash, *at++);
      count(hash);
    } else {
      ++at;
    }
  }
}

void TokenCounter::add_lines(std::string_view lines, TokenGroup group, TokenSide side) {
  const auto of = static_cast<std::size_t>(side);
  const std::uint64_t words = kWords[static_cast<std::size_t>(group)][of];
  for (std::size_t number = 0; !lines.empty() && number < kMostLines; ++number) {
    auto line = next_line(lines);
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
    if (line.empty() || line.size() > kLongestLine) continue;
    if (group != TokenGroup::other && (begins_as_comment(line) || begins_as_import(line))) continue;
    if (group == TokenGroup::code)
      add_line<true>(line, words, kOperators[of]);
    else
      add_line<false>(line, words, 0);
  }
}

void TokenCounter::add_message(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    std::uint64_t hash = kMessage;
    bool digits = true;
    for (Class of; at < text.size() && (of = class_of(text[at])) >= kLetter; ++at) {
      hash = step(hash, of == kUpper ? static_cast<char>(text[at] | 0x20) : text[at]);
      digits &= of == kDigit;
    }
    if (at == start)
      ++at;
    else if (!digits && at - start <= kLongestWord)
      count(hash);
  }
}

void TokenCounter::add_path(std::string_view path) {
  count(fnv1a(path, kPath));
  const std::size_t slash = path.rfind('/');
  const auto folder = path.substr(0, slash == path.npos ? 0 : slash), name = path.substr(slash + 1);
  count(fnv1a(folder, kFolder));
  for (std::size_t at = 0; at < folder.size();) {
    const auto part = folder.substr(at, folder.find('/', at) - at);
    count(fnv1a(part, kPathWord));
    at += part.size() + 1;
  }
  each_part(name, [this](std::string_view part) {
    std::uint64_t hash = kPathWord;
    for (const char c : part) hash = step(hash, class_of(c) == kUpper ? static_cast<char>(c | 0x20) : c);
    count(hash);
  });
  if (const std::size_t dot = name.rfind('.'); dot != name.npos) count(fnv1a(name.substr(dot), kPathWord));
}

std::vector<TokenCount> TokenCounter::take(std::size_t most) {
  const auto begin = seen_.begin();
  auto end = begin + static_cast<std::ptrdiff_t>(distinct_);
  if (distinct_ > most) {
    const auto first = [this](std::uint32_t a, std::uint32_t b) {
      return counts_[a] != counts_[b] ? counts_[a] > counts_[b] : a < b;
    };
    const auto kept = begin + static_cast<std::ptrdiff_t>(most);
    std::nth_element(begin, kept, end, first);
    std::for_each(kept, end, [this](std::uint32_t id) { counts_[id] = 0; });
    end = kept;
  }
  std::sort(begin, end);
  std::vector<TokenCount> taken;
  taken.reserve(static_cast<std::size_t>(end - begin));
  for (auto id = begin; id != end; ++id) {
    taken.push_back({*id, counts_[*id]});
    counts_[*id] = 0;
  }
  distinct_ = 0;
  return taken;
}

std::vector<TokenCount> line_tokens(std::string_view line, TokenGroup group, TokenSide side) {
  thread_local TokenCounter counter;
  counter.add_lines(line, group, side);
  return counter.take();
}

std::vector<TokenCount> path_tokens(const std::vector<Touch>& touches) {
  thread_local TokenCounter counter;
  for (const Touch& touch : touches) counter.add_path(touch.path);
  auto tokens = counter.take();
  for (TokenCount& token : tokens) token.id += kPathTokens;
  return tokens;
}

}  // namespace gate::history
