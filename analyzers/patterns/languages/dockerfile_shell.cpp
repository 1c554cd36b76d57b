// The shell code of RUN, CMD and ENTRYPOINT, parsed with the grammar of bash.
#include <algorithm>
#include <array>
#include <vector>

#include "analyzers/patterns/languages/dockerfile_parts.h"
#include "gate/syntax/tree.h"

namespace gate::patterns::dockerfile {
namespace {

using syntax::FieldId;
using syntax::Language;

constexpr int kMostDepth = 400;

template <std::size_t N>
bool is_one_of(std::string_view kind, const std::array<std::string_view, N>& kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

constexpr std::array<std::string_view, 9> kWords{"word",      "string",           "raw_string",
                                                 "number",    "concatenation",    "ansi_c_string",
                                                 "expansion", "simple_expansion", "translated_string"};
constexpr std::array<std::string_view, 3> kBlocks{"compound_statement", "subshell", "do_group"};
constexpr std::array<std::string_view, 2> kSubstitutions{"command_substitution", "process_substitution"};

class Shell {
 public:
  Shell(Builder& builder, Text script) : builder_(builder), ast_(builder.ast), script_(script) {}

  void statements(syntax::Node parent) {
    syntax::for_children(parent, [&](syntax::Node child, FieldId) {
      if (child.is_named()) lower(child, Role::statement);
    });
  }

  void lower(syntax::Node node, Role role) {
    if (node.is_extra() || node.is_missing()) return;
    const std::string_view kind = node.kind();
    if (depth_ > kMostDepth) {
      leaf(Kind::other, role, node);
      return;
    }
    ++depth_;
    if (kind == "command_name")
      lower(node.named_child(0), role);
    else if (is_one_of(kind, kWords))
      word(node, role);
    else if (is_one_of(kind, kSubstitutions))
      substitution(node, node, role);
    else if (kind == "command")
      command(node, role);
    else if (kind == "list")
      list(node, role);
    else if (kind == "pipeline")
      pipeline(node, role);
    else if (kind == "variable_assignment")
      assignment(node, role);
    else if (kind == "test_command" || kind.ends_with("redirect"))
      leaf(Kind::other, role, node);
    else if (kind == "negated_command")
      unary(node, role);
    else if (is_one_of(kind, kBlocks))
      block(node, role == Role::none ? Role::body : role);
    else
      other(node, role);
    --depth_;
  }

 private:
  std::uint32_t start(syntax::Node node) const { return script_.start + node.start_byte(); }
  std::uint32_t end(syntax::Node node) const { return script_.start + node.end_byte(); }
  Text text(syntax::Node node) const { return script_.part(node.start_byte(), node.end_byte()); }

  NodeId open(Kind kind, Role role, syntax::Node node, std::string_view text = {}) {
    return ast_.open(kind, role, start(node), end(node), kind == Kind::other ? node.kind_id() : 0, text);
  }
  void leaf(Kind kind, Role role, syntax::Node node) {
    open(kind, role, node, text(node).text);
    ast_.close();
  }

  // The first `$(...)`, `<(...)` within a word; the null node: none.
  static syntax::Node substitution_in(syntax::Node word) {
    syntax::Node found;
    syntax::visit(word, [&](syntax::Node node) {
      if (!is_one_of(node.kind(), kSubstitutions)) return syntax::Visit::into;
      found = node;
      return syntax::Visit::stop;
    });
    return found;
  }

  void word(syntax::Node node, Role role) {
    if (const syntax::Node inner = substitution_in(node))
      substitution(node, inner, role);
    else
      add_word(builder_, text(node), role);
  }

  // A word with the output of commands in it.
  void substitution(syntax::Node word, syntax::Node inner, Role role) {
    open(Kind::template_string, role, word);
    if (word != inner && inner.start_byte() > word.start_byte()) {
      const Text before = script_.part(word.start_byte(), inner.start_byte());
      ast_.leaf(Kind::string, Role::element, before.start, before.end(), 0, before.text);
    }
    block(inner, Role::element);
    ast_.close();
  }

  void block(syntax::Node node, Role role) {
    open(Kind::block, role, node);
    statements(node);
    ast_.close();
  }

  // A command alone that is any number of words is any statement. Variables set for a command stand around it.
  void command(syntax::Node node, Role role) {
    if (is_list_placeholder(text(node).text)) {
      leaf(Kind::identifier, role, node);
      return;
    }
    std::vector<syntax::Node> words, others;
    syntax::for_children(node, [&](syntax::Node child, FieldId) {
      if (!child.is_named()) return;
      const bool aside = child.kind() == "variable_assignment" || child.kind().ends_with("redirect");
      (aside ? others : words).push_back(child);
    });
    if (words.empty()) {
      other(node, role);
      return;
    }
    if (!others.empty()) {
      open(Kind::other, role, node);
      for (const syntax::Node aside : others) lower(aside, Role::argument);
      role = Role::operand;
    }
    ast_.open(Kind::tuple, role, start(words.front()), end(words.back()));
    for (const syntax::Node each : words) lower(each, Role::element);
    ast_.close();
    if (!others.empty()) ast_.close();
  }

  void list(syntax::Node node, Role role) {
    std::vector<syntax::Node> operands;
    std::string_view op;
    syntax::for_children(node, [&](syntax::Node child, FieldId) {
      if (child.is_named())
        operands.push_back(child);
      else if (op.empty())
        op = text(child).text;
    });
    chain(operands, op, role);
  }

  void pipeline(syntax::Node node, Role role) {
    std::vector<syntax::Node> operands;
    syntax::for_children(node, [&](syntax::Node child, FieldId) {
      if (child.is_named() && !child.is_extra()) operands.push_back(child);
    });
    chain(operands, "pipe", role);
  }

  // a op b op c as (a op b) op c.
  void chain(const std::vector<syntax::Node>& operands, std::string_view op, Role role) {
    if (operands.empty()) return;
    for (std::size_t n = operands.size(); n-- > 1;)
      ast_.open(Kind::binary, n + 1 == operands.size() ? role : Role::left, start(operands[0]), end(operands[n]), 0,
                op);
    lower(operands[0], operands.size() == 1 ? role : Role::left);
    for (std::size_t n = 1; n < operands.size(); ++n) {
      lower(operands[n], Role::right);
      ast_.close();
    }
  }

  void assignment(syntax::Node node, Role role) {
    static const FieldId value_field = syntax::field_id(Language::bash, "value");
    open(Kind::assign, role, node, "=");
    if (const syntax::Node name = node.field("name")) add_word(builder_, text(name), Role::left);
    if (const syntax::Node value = node.field(value_field)) lower(value, Role::right);
    ast_.close();
  }

  void unary(syntax::Node node, Role role) {
    open(Kind::unary, role, node, "!");
    if (const syntax::Node operand = node.named_child(0)) lower(operand, Role::operand);
    ast_.close();
  }

  void other(syntax::Node node, Role role) {
    static const FieldId condition = syntax::field_id(Language::bash, "condition");
    open(Kind::other, role, node);
    syntax::for_children(node, [&](syntax::Node child, FieldId field) {
      if (!child.is_named()) return;
      const bool is_else = child.kind() == "else_clause" || child.kind() == "elif_clause";
      const bool is_body = is_one_of(child.kind(), kBlocks);
      lower(child, field != 0 && field == condition ? Role::condition
                   : is_else                        ? Role::otherwise
                   : is_body                        ? Role::body
                   : field != 0                     ? Role::argument
                                                    : Role::statement);
    });
    ast_.close();
  }

  Builder& builder_;
  Ast& ast_;
  Text script_;
  int depth_ = 0;
};

}  // namespace

void add_shell_statements(Builder& builder, Text script) {
  const auto tree = syntax::Tree::parse(script.text, Language::bash);
  if (tree) Shell(builder, script).statements(tree->root());
}

void add_shell(Builder& builder, Text script, Role role) {
  builder.ast.open(Kind::block, role, script.start, script.end());
  add_shell_statements(builder, script);
  builder.ast.close();
}

}  // namespace gate::patterns::dockerfile
