// Colours of a terminal (ECMA-48 SGR), and how many columns a character takes there.
#pragma once

#include <string>
#include <string_view>

#include "gate/model/verdict.h"

namespace gate::report {

enum class Ink { plain, bold, dim, red, yellow, green, blue, cyan };

class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  // `text` in that colour, bold where asked; `text` itself when colours are off or there is nothing to colour.
  std::string operator()(Ink ink, std::string_view text, bool bold = false) const;

 private:
  bool on_;
};

Ink ink_of(Status status);
Ink ink_of(Severity severity);

// Columns of a terminal that a printable character takes: 0 (combining), 1 or 2 (East Asian wide, emoji), as the C
// library's `wcwidth` says in UTF-8.
unsigned display_width(char32_t character);

}  // namespace gate::report
