#include "gate/diagnostics/xml_document.h"

#include <algorithm>

#include "gate/base/text.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kPiece = 256u << 10;

}  // namespace

Expected<void> read_xml(std::string_view text, const std::string& name, XmlHandler& handler, XmlParser*& parser) {
  if (trim(text).empty()) return fail(ErrorKind::parse, "is empty", name, "run the tool again");
  XmlParser own(handler);
  parser = &own;
  XmlParser::Problem problem;
  for (std::string_view rest = text; !rest.empty() && !problem; rest.remove_prefix(std::min(rest.size(), kPiece)))
    problem = own.feed(rest.substr(0, kPiece));
  if (!problem) problem = own.finish();
  parser = nullptr;
  if (!problem) return {};
  const auto end = static_cast<std::size_t>(std::min<std::uint64_t>(own.offset(), text.size()));
  const auto line = 1 + std::ranges::count(text.substr(0, end), '\n');
  return fail(ErrorKind::parse, *problem, name + ":" + std::to_string(line));
}

}  // namespace gate::diagnostics
