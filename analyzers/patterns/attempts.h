// How a pattern is written as code that its language's grammar accepts: a wrapper around it, and a form for each of its
// own constructs (lowering.h). Found by trials.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/placeholders.h"
#include "analyzers/patterns/readings.h"
#include "gate/base/error.h"

namespace gate::patterns {

// One way to write the pattern as code: a wrapper, and a form for each piece.
struct Attempt {
  const Wrapper* wrapper = nullptr;
  std::vector<std::string_view> forms;  // by piece; empty: the piece's word
  std::string text;
  std::size_t start = 0, end = 0;  // of the pattern within `text`
  std::uint64_t errors = 0;
};

// Error (usage): no way was found to read the pattern in that language.
std::unexpected<Error> unreadable(syntax::Language language);

// The way with which the pattern parses without an error.
Expected<Attempt> find_attempt(const LanguageTable& table, const std::vector<Piece>& pieces);

// The way that a reading tells; nothing where the text does not parse so.
std::optional<Attempt> known_attempt(const LanguageTable& table, const std::vector<Piece>& pieces,
                                     const Reading& reading);

// The reading that tells this way.
Reading reading_of(const LanguageTable& table, const std::vector<Piece>& pieces, const Attempt& attempt);

}  // namespace gate::patterns
