// For languages whose names are texts: tells a pattern's placeholder from a text.
#pragma once

#include <string_view>

#include "analyzers/patterns/placeholders.h"

namespace gate::patterns {

// Whether `text` is a word that stands for a pattern's construct: no string then, but an identifier.
inline bool is_placeholder(std::string_view text) {
  if (text == kEllipsisWord || text == kDummyWord) return true;
  if (!text.starts_with(kMetavariableWord) && !text.starts_with(kListWord) && !text.starts_with(kTypedWord))
    return false;
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", text.find('_')) == std::string_view::npos;
}

}  // namespace gate::patterns
