// Which rules can match in a file at all: each asks for words that the text must have. One pass over the text decides
// for all rules, before anything is parsed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/patterns/rule.h"

namespace gate::patterns {

// Words of a rule in conjunctive form: of each clause at least one must be in the text. No clauses: any text may do.
using Clauses = std::vector<std::vector<std::string>>;

// What `rule` asks for when it runs on code of `language` (nullopt: on any text). Only names that a match cannot do
// without: no keywords, no types of metavariables, no contents of strings that a constant may hold.
Clauses required_words(const Rule& rule, std::optional<syntax::Language> language);

// All words that any rule asks for.
class Prefilter {
 public:
  using Needs = std::vector<std::vector<std::uint32_t>>;  // clauses of word numbers

  Needs add(const Clauses& clauses);

  // The words in a text, as a set of numbers.
  class Words {
   public:
    bool meets(const Needs& needs) const;

   private:
    friend class Prefilter;
    std::vector<bool> present_;
  };
  Words words_of(std::string_view text) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

}  // namespace gate::patterns
