#include "gate/report/paint.h"

#include <locale.h>
#include <wchar.h>

namespace gate::report {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::bold: return "1";
    case Ink::dim: return "2";
    case Ink::red: return "31";
    case Ink::yellow: return "33";
    case Ink::green: return "32";
    case Ink::blue: return "34";
    case Ink::cyan: return "36";
  }
  return "";
}

}  // namespace

std::string Paint::operator()(Ink ink, std::string_view text, bool bold) const {
  std::string code(code_of(ink));
  if (bold) code += code.empty() ? "1" : ";1";
  if (!on_ || code.empty() || text.empty()) return std::string(text);
  return "\x1b[" + code + "m" + std::string(text) + "\x1b[0m";
}

Ink ink_of(Status status) {
  switch (status) {
    case Status::not_applicable: return Ink::dim;
    case Status::pass: return Ink::green;
    case Status::warn:
    case Status::no_data: return Ink::yellow;
    case Status::error:
    case Status::fail: return Ink::red;
  }
  return Ink::plain;
}

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::info: return Ink::cyan;
    case Severity::low: return Ink::blue;
    case Severity::medium: return Ink::yellow;
    case Severity::high:
    case Severity::critical: return Ink::red;
  }
  return Ink::plain;
}

unsigned display_width(char32_t character) {
  if (character < 0x300) return 1;
  static const locale_t kUtf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (kUtf8 == nullptr) return 1;
  const locale_t former = uselocale(kUtf8);
  const int width = wcwidth(static_cast<wchar_t>(character));
  uselocale(former);
  return width < 0 ? 1 : static_cast<unsigned>(width);
}

}  // namespace gate::report
