#include "analyzers/patterns/languages/fields.h"
#include "analyzers/patterns/languages/numbers.h"
#include "analyzers/patterns/languages/ruby_statements.h"
#include "analyzers/patterns/languages/ruby_strings.h"
#include "analyzers/patterns/languages/shapes.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kRuby = syntax::Language::ruby;

KindId ruby_kind(std::string_view kind) { return syntax::kind_id(kRuby, kind); }

// a.b and A::b alike; without a receiver the name alone.
void lower_selected(Lowering& lowering, syntax::Node node, Role role, std::uint32_t end) {
  const syntax::Node receiver = node.field("receiver"), method = node.field("method");
  if (!receiver) return lowering.lower(method, role);
  lowering.ast().open(Kind::dot, role, node.start_byte(), end, node.kind_id());
  lowering.lower(receiver, object);
  if (method)
    lowering.lower(method, name);
  else
    lowering.leaf(Kind::identifier, name, node, "call");  // f.(x)
  lowering.close();
}

// Arguments make a call; a name alone, a.b alone do not. A block is an argument of the call's own result:
// f(x) { } is f(x)({ }), so that a pattern f(...) is met by f(x) alone too.
void make_call(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node arguments = node.field("arguments"), block = node.field("block"), method = node.field("method");
  const std::uint32_t end = block && arguments ? arguments.end_byte()
                            : block && method  ? method.end_byte()
                                               : node.end_byte();
  if (block) lowering.open(Kind::call, role, node);
  const Role inner = block ? callee : role;
  if (arguments || !method || block) {
    lowering.ast().open(Kind::call, inner, node.start_byte(), end, node.kind_id());
    lower_selected(lowering, node, callee, method ? method.end_byte() : end);
    lowering.lower(arguments, argument);
    lowering.close();
  } else {
    lower_selected(lowering, node, inner, end);
  }
  if (!block) return;
  lowering.lower(block, argument);
  lowering.close();
}

void make_scope(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRuby, {{"scope", object}, {"name", name}});
  if (!node.field("scope")) return lowering.lower(node.field("name"), role);
  lower_fields(lowering, node, Kind::dot, role, kRoles);
}

void make_element(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRuby, {{"object", object}, {"block", argument}});
  lower_fields(lowering, node, Kind::index, role, kRoles, argument);
}

// Among arguments `key: v` and `:key => v` are named ones.
void make_pair(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node key = node.field("key"), own = node.field("value");
  lowering.open(role == argument ? Kind::keyword : Kind::pair, role, node);
  lowering.lower(key, name);
  lowering.lower(own ? own : key, value);
  lowering.close();
}

// `key => v` as a statement; a pattern's entry of a hash looks like it.
void make_rightward(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRuby, {{"value", name}, {"pattern", value}});
  lower_fields(lowering, node, Kind::pair, role, kRoles);
}

// and, or, not are &&, ||, !.
std::string_view operator_of(Lowering& lowering, syntax::Node node) {
  const std::string_view text = lowering.text(node.field("operator"));
  return text == "and" ? "&&" : text == "or" ? "||" : text == "not" ? "!" : text;
}

void make_binary(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRuby, {{"left", left}, {"right", right}, {"begin", left}, {"end", right}});
  lower_fields(lowering, node, Kind::binary, role, kRoles, none, operator_of(lowering, node));
}

void make_unary(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRuby, {{"operand", operand}});
  lower_fields(lowering, node, Kind::unary, role, kRoles, none, operator_of(lowering, node));
}

void lower_body(Lowering& lowering, syntax::Node node, syntax::Node whole) {
  static const KindId kBody = ruby_kind("body_statement"), kBlock = ruby_kind("block_body");
  if (node && (node.kind_id() == kBody || node.kind_id() == kBlock)) return lowering.lower(node, body);
  lowering.open(Kind::block, body, node ? node : whole);
  lowering.lower(node, statement);
  lowering.close();
}

void lower_parameter(Lowering& lowering, syntax::Node node) {
  static const KindId kSplat = ruby_kind("splat_parameter"), kHash = ruby_kind("hash_splat_parameter"),
                      kBlock = ruby_kind("block_parameter"), kTuple = ruby_kind("destructured_parameter"),
                      kIdentifier = ruby_kind("identifier");
  const KindId kind = node.kind_id();
  lowering.open(Kind::parameter, parameter, node,
                kind == kSplat   ? "*"
                : kind == kHash  ? "**"
                : kind == kBlock ? "&"
                                 : "");
  if (kind == kTuple) {
    lowering.open(Kind::tuple, name, node);
    lowering.lower_children(node, element);
    lowering.close();
  } else {
    lowering.lower(kind == kIdentifier ? node : node.field("name"), name);
    lowering.lower(node.field("value"), value);
  }
  lowering.close();
}

void lower_parameters(Lowering& lowering, syntax::Node parameters) {
  if (parameters) for_named(parameters, [&](syntax::Node child) { lower_parameter(lowering, child); });
}

// `def f`, `def self.f`.
void make_method(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::function, role, node);
  if (const syntax::Node owner = node.field("object")) lowering.leaf(Kind::token, modifier, owner);
  lowering.lower(node.field("name"), name);
  lower_parameters(lowering, node.field("parameters"));
  lower_body(lowering, node.field("body"), node);
  lowering.close();
}

// { |x| ... }, do |x| ... end, -> (x) { ... }
void make_block(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::lambda, role, node);
  lower_parameters(lowering, node.field("parameters"));
  lower_body(lowering, node.field("body"), node);
  lowering.close();
}

void make_lambda(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node block = node.field("body");
  lowering.open(Kind::lambda, role, node);
  lower_parameters(lowering, node.field("parameters"));
  lower_body(lowering, block ? block.field("body") : block, node);
  lowering.close();
}

void make_class(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kModule = ruby_kind("module"), kSingleton = ruby_kind("singleton_class");
  lowering.open(Kind::class_, role, node);
  if (node.kind_id() == kModule) lowering.leaf(Kind::token, modifier, node, "module");
  if (node.kind_id() == kSingleton) lowering.leaf(Kind::token, modifier, node, "<<");
  lowering.lower(node.field(node.kind_id() == kSingleton ? "value" : "name"), name);
  if (const syntax::Node above = node.field("superclass")) lowering.lower(first_named(above), superclass);
  lower_body(lowering, node.field("body"), node);
  lowering.close();
}

constexpr Shape kShapes[] = {
    splice("argument_list"),
    splice("interpolation"),
    splice("pattern"),
    splice("in"),
    {"empty_statement", As::drop},
    {"heredoc_body", As::drop},
    {"uninterpreted", As::drop},
    node("then", Kind::block, statement),
    node("else", Kind::block, statement),
    node("ensure", Kind::block, statement),
    node("do", Kind::block, statement),
    custom("body_statement", make_ruby_body, Kind::block),
    custom("block_body", make_ruby_body, Kind::block),
    custom("begin", make_ruby_begin),
    custom("parenthesized_statements", make_ruby_parentheses),
    custom("rescue_modifier", make_ruby_rescue_modifier),
    custom("call", make_call),
    custom("scope_resolution", make_scope),
    custom("element_reference", make_element),
    custom("pair", make_pair),
    custom("match_pattern", make_rightward),
    custom("binary", make_binary),
    custom("range", make_binary),
    custom("unary", make_unary),
    custom("method", make_method),
    custom("singleton_method", make_method),
    custom("block", make_block),
    custom("do_block", make_block),
    custom("lambda", make_lambda),
    custom("class", make_class),
    custom("module", make_class),
    custom("singleton_class", make_class),
    custom("if", make_ruby_if, Kind::if_),
    custom("elsif", make_ruby_if, Kind::if_),
    custom("unless", make_ruby_if),
    custom("if_modifier", make_ruby_if),
    custom("unless_modifier", make_ruby_if),
    custom("while", make_ruby_while),
    custom("until", make_ruby_while),
    custom("while_modifier", make_ruby_while),
    custom("until_modifier", make_ruby_while),
    custom("for", make_ruby_for),
    custom("case", make_ruby_case),
    custom("when", make_ruby_when),
    custom("return", make_ruby_jump),
    custom("break", make_ruby_jump),
    custom("next", make_ruby_jump),
    custom("yield", make_ruby_jump),
    node("conditional", Kind::conditional),
    node("assignment", Kind::assign),
    node("operator_assignment", Kind::assign_op),
    node("left_assignment_list", Kind::tuple, element),
    node("destructured_left_assignment", Kind::tuple, element),
    node("right_assignment_list", Kind::tuple, element),
    node("rest_assignment", Kind::spread, operand, "*"),
    node("splat_argument", Kind::spread, operand, "*"),
    node("hash_splat_argument", Kind::spread, operand, "**"),
    node("block_argument", Kind::spread, operand, "&"),
    node("array", Kind::list, element),
    node("string_array", Kind::list, element),
    node("symbol_array", Kind::list, element),
    node("hash", Kind::dict, element),
    custom("string", make_ruby_string, Kind::string),
    custom("chained_string", make_ruby_chained_string, Kind::string),
    custom("heredoc_beginning", make_ruby_heredoc, Kind::string),
    custom("subshell", make_ruby_subshell),
    custom("regex", make_ruby_regex, Kind::regex),
    custom("simple_symbol", make_ruby_symbol),
    custom("delimited_symbol", make_ruby_symbol),
    custom("bare_string", make_ruby_bare_string),
    custom("bare_symbol", make_ruby_bare_symbol),
    leaf("character", Kind::other),
    custom("integer", make_integer, Kind::number),
    leaf("float", Kind::number),
    leaf("rational", Kind::number),
    leaf("complex", Kind::number),
    leaf("true", Kind::boolean, "true"),
    leaf("false", Kind::boolean, "false"),
    leaf("nil", Kind::null, "null"),
    leaf("setter", Kind::identifier),
};

constexpr Wrapper kWrappers[] = {{"", "\n"}, {"gdummy = {", "}\n"}};
constexpr std::string_view kEllipses[] = {"@", "@;", "@ => gdummy"};
constexpr std::string_view kMetavariables[] = {"@", "^"};

}  // namespace

const LanguageTable& ruby_table() {
  static const LanguageTable table{kRuby, kShapes, {}, kWrappers, kEllipses, kMetavariables};
  return table;
}

}  // namespace gate::patterns
