#include "analyzers/patterns/languages/prepare.h"
#include "analyzers/patterns/languages/tables.h"
#include "analyzers/patterns/languages/words.h"

namespace gate::patterns {
namespace {

void string(Lowering& l, syntax::Node node, Role role) {
  const auto text = l.text(node);
  const auto contents = text.size() < 2 ? std::string_view() : text.substr(1, text.size() - 2);
  if (contents.starts_with("=~/")) {  // a pattern's, escaped by prepare_json
    std::string expression;
    for (std::size_t at = 0; at < contents.size(); ++at) {
      if (contents[at] == '\\' && at + 1 < contents.size()) ++at;
      expression += contents[at];
    }
    l.leaf(Kind::string, role, node, l.ast().keep(std::move(expression)));
    return;
  }
  l.leaf(is_placeholder(contents) ? Kind::identifier : Kind::string, role, node, contents);
}

constexpr Shape kShapes[] = {
    {"object", As::node, Kind::dict, Role::element},
    {"pair", As::node, Kind::pair},
    {"array", As::node, Kind::list, Role::element},
    {"string", As::custom, Kind::string, Role::none, "", string},
    {"number", As::leaf, Kind::number},
    {"true", As::leaf, Kind::boolean},
    {"false", As::leaf, Kind::boolean},
    {"null", As::leaf, Kind::null},
};

constexpr Wrapper kWrappers[] = {{"", ""}, {"{", "}"}};
constexpr std::string_view kEllipses[] = {"\"@\"", "\"@\": \"gdummy\""};
constexpr std::string_view kMetavariables[] = {"\"@\"", "\"@\": \"gdummy\""};

}  // namespace

const LanguageTable& json_table() {
  static const LanguageTable table{syntax::Language::json, kShapes, {},          kWrappers, kEllipses,
                                   kMetavariables,         nullptr, prepare_json};
  return table;
}

}  // namespace gate::patterns
