// The words that stand for a pattern's own constructs while its text is parsed as code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/syntax/tree.h"

namespace gate::patterns {

inline constexpr std::string_view kEllipsisWord = "gellipsis";
inline constexpr std::string_view kDeepWord = "gdeep";         // <... e ...> is gdeep(e)
inline constexpr std::string_view kMetavariableWord = "gmv_";  // $X is gmv_X
inline constexpr std::string_view kListWord = "gmvs_";         // $...X is gmvs_X
inline constexpr std::string_view kTypedWord = "gtyped_";      // (T $X) is gtyped_0
inline constexpr std::string_view kDummyWord = "gdummy";       // fills up what the grammar asks for

// A part of a pattern's text: code as it is, or one of its own constructs.
struct Piece {
  enum class Kind { code, ellipsis, metavariable, metavariable_list, deep_open, deep_close, typed };
  Kind kind = Kind::code;
  std::string text;        // code; the name with its '$'
  std::string type;        // typed: as written
  bool statement = false;  // stands where a statement may begin
};

// Splits a pattern's text. Constructs within strings stay code, but for those in interpolations.
std::vector<Piece> split(std::string_view text, syntax::Language language);

// The word of a piece, capitalised or not.
std::string word_of(const Piece& piece, bool capital, std::size_t typed_number);

}  // namespace gate::patterns
