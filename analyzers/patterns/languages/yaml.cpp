// YAML: mappings are dicts of pairs, sequences lists, block and flow style alike; a tagged value is a cast to its tag.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

#include "analyzers/patterns/languages/prepare.h"
#include "analyzers/patterns/languages/tables.h"
#include "analyzers/patterns/languages/words.h"

namespace gate::patterns {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

bool is_number(std::string_view text) {
  const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  const std::string_view digits = text.substr(sign ? 1 : 0);
  if (digits.empty() || !(std::isdigit(static_cast<unsigned char>(digits[0])) || digits[0] == '.')) return false;
  if (digits.starts_with("0x") || digits.starts_with("0o"))
    return digits.size() > 2 && digits.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size();
}

// YAML 1.1's words for truth: the files that rules look at are read by programs that know them.
void plain_scalar(Lowering& l, syntax::Node node, Role role) {
  const auto text = l.text(node);
  if (is_placeholder(text))
    l.leaf(Kind::identifier, role, node);
  else if (is_one_of(text, {"null", "NULL", "Null", "~"}))
    l.leaf(Kind::null, role, node, "null");
  else if (is_one_of(text, {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"}))
    l.leaf(Kind::boolean, role, node, "true");
  else if (is_one_of(text, {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"}))
    l.leaf(Kind::boolean, role, node, "false");
  else
    l.leaf(is_number(text) ? Kind::number : Kind::string, role, node);
}

std::string_view between_quotes(std::string_view text) {
  return text.size() < 2 ? std::string_view() : text.substr(1, text.size() - 2);
}

void single_quoted(Lowering& l, syntax::Node node, Role role) {
  l.leaf(Kind::string, role, node, between_quotes(l.text(node)));
}

// With the common escapes read; others stay as written.
void double_quoted(Lowering& l, syntax::Node node, Role role) {
  const std::string_view contents = between_quotes(l.text(node));
  if (contents.find('\\') == std::string_view::npos) return void(l.leaf(Kind::string, role, node, contents));
  static constexpr std::string_view kEscapes = "ntr\\\"/", kMeanings = "\n\t\r\\\"/";
  std::string text;
  for (std::size_t at = 0; at < contents.size(); ++at) {
    const auto escape =
        contents[at] == '\\' && at + 1 < contents.size() ? kEscapes.find(contents[at + 1]) : std::string_view::npos;
    text += escape == std::string_view::npos ? contents[at] : kMeanings[escape];
    if (escape != std::string_view::npos) ++at;
  }
  l.leaf(Kind::string, role, node, l.ast().keep(std::move(text)));
}

// The lines of `>`: those that follow each other become one, with blanks between.
std::string folded(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool joins = text[at] == '\n' && at > 0 && at + 1 < text.size() && text[at - 1] != '\n' &&
                       text[at + 1] != '\n' && text[at + 1] != ' ';
    out += joins ? ' ' : text[at];
  }
  return out;
}

// The lines after `|` or `>` without the indentation of the first that has text.
void block_scalar(Lowering& l, syntax::Node node, Role role) {
  const std::string_view source = l.text(node);
  std::size_t from = std::min(source.find('\n'), source.size() - 1) + 1;
  const std::size_t first = source.find_first_not_of(" \n\r", from);
  const std::size_t line = first == std::string_view::npos ? from : source.rfind('\n', first) + 1;
  const std::size_t indent = first == std::string_view::npos ? 0 : first - line;
  std::string text;
  for (std::size_t end = from; from < source.size(); from = end) {
    end = std::min(source.find('\n', from), source.size() - 1) + 1;
    std::size_t skip = from;
    while (skip < end && skip - from < indent && source[skip] == ' ') ++skip;
    text += source.substr(skip, end - skip);
  }
  if (source.starts_with('>')) text = folded(text);
  const bool placeholder = is_placeholder(text);
  if (!placeholder && source.substr(0, source.find('\n')).find('-') == std::string_view::npos) text += '\n';
  l.leaf(placeholder ? Kind::identifier : Kind::string, role, node, l.ast().keep(std::move(text)));
}

// A value with its tag, if any; the anchor says nothing.
void any_node(Lowering& l, syntax::Node node, Role role) {
  syntax::Node tag, value;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.kind() == "tag")
      tag = child;
    else if (child.is_named() && !child.is_extra() && child.kind() != "anchor")
      value = child;
  });
  if (tag) {
    const auto text = l.text(tag);
    l.open(Kind::cast, role, node);
    l.ast().leaf(Kind::identifier, Role::type, tag.start_byte(), tag.end_byte(), tag.kind_id(), text.substr(1));
    role = Role::value;
  }
  if (value)
    l.lower(value, role);
  else
    l.ast().leaf(Kind::string, role, node.end_byte(), node.end_byte(), node.kind_id());
  if (tag) l.close();
}

// `key:` without a value has the empty text.
void pair(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::pair, role, node);
  l.lower(node.field("key"), Role::name);
  if (const auto value = node.field("value"))
    l.lower(value, Role::value);
  else
    l.ast().leaf(Kind::string, Role::value, node.end_byte(), node.end_byte(), node.kind_id());
  l.close();
}

void sequence_item(Lowering& l, syntax::Node node, Role role) {
  if (const auto value = first_named(node))
    l.lower(value, role);
  else
    l.ast().leaf(Kind::string, role, node.end_byte(), node.end_byte(), node.kind_id());
}

// In `{a: b, c}` the c is a key alone.
void flow_mapping(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::dict, role, node);
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (!child.is_named() || child.is_extra()) return;
    if (child.kind() == "flow_pair" || is_placeholder(l.text(child))) return l.lower(child, Role::element);
    l.open(Kind::pair, Role::element, child);
    l.lower(child, Role::name);
    l.close();
  });
  l.close();
}

constexpr Shape kShapes[] = {
    {"document", As::splice},
    {"yaml_directive", As::drop},
    {"tag_directive", As::drop},
    {"reserved_directive", As::drop},
    {"block_node", As::custom, Kind::other, Role::none, "", any_node},
    {"flow_node", As::custom, Kind::other, Role::none, "", any_node},
    {"block_mapping", As::node, Kind::dict, Role::element},
    {"block_mapping_pair", As::custom, Kind::pair, Role::none, "", pair},
    {"flow_mapping", As::custom, Kind::dict, Role::none, "", flow_mapping},
    {"flow_pair", As::custom, Kind::pair, Role::none, "", pair},
    {"block_sequence", As::node, Kind::list, Role::element},
    {"block_sequence_item", As::custom, Kind::other, Role::none, "", sequence_item},
    {"flow_sequence", As::node, Kind::list, Role::element},
    {"plain_scalar", As::custom, Kind::string, Role::none, "", plain_scalar},
    {"double_quote_scalar", As::custom, Kind::string, Role::none, "", double_quoted},
    {"single_quote_scalar", As::custom, Kind::string, Role::none, "", single_quoted},
    {"block_scalar", As::custom, Kind::string, Role::none, "", block_scalar},
    {"alias", As::leaf, Kind::identifier},
};

constexpr Wrapper kWrappers[] = {{"", ""}};
constexpr std::string_view kEllipses[] = {"@", "@: gdummy", "- @"};
constexpr std::string_view kMetavariables[] = {"@", "@: gdummy"};

}  // namespace

const LanguageTable& yaml_table() {
  static const LanguageTable table{syntax::Language::yaml, kShapes, {},           kWrappers, kEllipses,
                                   kMetavariables,         nullptr, prepare_yaml, true};
  return table;
}

}  // namespace gate::patterns
