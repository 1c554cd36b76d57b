// Words of changed lines, of messages and of paths as hashed tokens: what the linear part of a risk model reads. A
// token's id is FNV-1a of its kind and bytes, folded to 17 bits (Weinberger et al., "Feature Hashing for Large Scale
// Multitask Learning", ICML 2009). Models are trained on ids, so a change of the rules here asks for new models and a
// new index.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gate/history/record.h"

namespace gate::history {

inline constexpr std::uint32_t kTokenSpace = 1u << 17;
inline constexpr std::uint32_t kMostOfOneToken = 255;  // counts stop here
inline constexpr std::size_t kMostTokens = 4096;       // distinct ones that a list keeps
inline constexpr std::size_t kLongestLine = 2048;      // bytes; longer lines are not written by people: left out
inline constexpr std::size_t kLongestWord = 64;        // bytes; longer words are data: left out
inline constexpr std::size_t kMostLines = 5000;        // of one call

// What the lines belong to. The same word has another id in each, and on either side.
enum class TokenGroup : std::uint8_t { code, test, other };
enum class TokenSide : std::uint8_t { added, removed };

TokenGroup token_group(std::string_view path);

// Keeps tables of 640 KiB, so use one again. Not for two threads at once.
class TokenCounter {
 public:
  TokenCounter() : counts_(kTokenSpace), seen_(kTokenSpace + 1) {}

  // Changed lines, any bytes. Identifiers and numbers as they are; of code also its operators, in pairs where they
  // touch. Lines of code and tests that begin as comments or imports are left out.
  void add_lines(std::string_view lines, TokenGroup group, TokenSide side);
  // Words without case, numbers left out.
  void add_message(std::string_view text);
  // A path as a whole, its folder, the folders' names, the words of its name, its extension.
  void add_path(std::string_view path);

  // What was counted since the last call, ascending by id. Beyond `most` the frequent ones stay, then lower ids.
  std::vector<TokenCount> take(std::size_t most = kMostTokens);

 private:
  void count(std::uint64_t hash);
  template <bool kWithOperators>
  void add_line(std::string_view line, std::uint64_t words, std::uint64_t operators);

  std::vector<std::uint8_t> counts_;  // by id
  std::vector<std::uint32_t> seen_;   // its first `distinct_` are the ids with a count; one place more to write to
  std::size_t distinct_ = 0;
};

// Of a single line of a file: what ranks it by the weights of its tokens.
std::vector<TokenCount> line_tokens(std::string_view line, TokenGroup group, TokenSide side);

// Of the paths that a commit touched; not part of records, which hold the paths themselves. Their ids begin at
// kPathTokens, so that a model can weigh them as a block of their own.
inline constexpr std::uint32_t kPathTokens = kTokenSpace;
std::vector<TokenCount> path_tokens(const std::vector<Touch>& touches);

}  // namespace gate::history
