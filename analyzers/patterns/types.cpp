#include "analyzers/patterns/types.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "analyzers/patterns/names.h"

namespace gate::patterns {
namespace {

std::string normalised(std::string_view type, bool arguments) {
  std::string out;
  int depth = 0;
  for (const char c : type) {
    if (std::isspace(static_cast<unsigned char>(c)) || c == '?') continue;
    if (!arguments && c == '<') ++depth;
    if (depth == 0) out += c;
    if (!arguments && c == '>') --depth;
  }
  while (out.starts_with("::") || out.starts_with(":")) out.erase(0, 1);
  if (out.starts_with('&')) out[0] = '*';
  return out;
}

std::string_view last_part(std::string_view type) {
  const std::size_t dot = type.find_last_of(".:\\");
  return dot == type.npos ? type : type.substr(dot + 1);
}

bool same_type(std::string_view pattern, std::string_view actual) {
  if (actual.empty()) return false;
  if (pattern.starts_with('$')) {  // "$T *" is any pointer
    const std::size_t star = pattern.find('*');
    return star == pattern.npos || normalised(actual, true).ends_with(normalised(pattern.substr(star), true));
  }
  const bool arguments = pattern.find('<') != pattern.npos && pattern.find('$') == pattern.npos;
  const std::string a = normalised(pattern, arguments), b = normalised(actual, arguments);
  if (a == b) return true;
  // "java.io.File" and "File": one of them leaves the package out.
  const bool pointer = a.starts_with('*') == b.starts_with('*') && a.starts_with('[') == b.starts_with('[');
  const bool qualified = (a.find_first_of(".:\\") == a.npos) != (b.find_first_of(".:\\") == b.npos);
  return pointer && qualified && last_part(a) == last_part(b);
}

// What a literal is called in the languages that patterns with types are written for.
bool literal_type(Kind kind, std::string_view text, std::string_view written) {
  const std::string plain = normalised(written, true);
  const std::string_view type = last_part(plain);
  switch (kind) {
    case Kind::string:
    case Kind::template_string: return type == "String" || type == "string" || type == "str" || type == "char*";
    case Kind::number: {
      const bool whole = text.find_first_of(".eE") == text.npos || text.starts_with("0x");
      if (!whole)
        return type == "float" || type == "double" || type == "number" || type == "float64" || type == "Double";
      return type == "int" || type == "long" || type == "number" || type == "Int" || type == "Integer" ||
             type == "int64";
    }
    case Kind::boolean: return type == "bool" || type == "boolean" || type == "Boolean";
    default: return false;
  }
}

bool boolean_operator(std::string_view op) {
  static constexpr std::string_view kOperators[] = {"==", "!=", "===", "!==", "<", "<=", ">", ">=", "&&", "||"};
  return std::ranges::find(kOperators, op) != std::end(kOperators);
}

// The T of Go's &T{...}; kNone for anything else.
NodeId pointed_to(const Ast& ast, NodeId id) {
  if (ast[id].kind != Kind::unary || ast[id].text != "&") return kNone;
  const NodeId made = ast.child(id, Role::operand);
  return made != kNone && ast[made].kind == Kind::create ? ast.child(made, Role::type) : kNone;
}

// The type that a declaration gives, or that its value shows.
NodeId declared_by(const Ast& ast, NodeId declaration) {
  if (const NodeId type = ast.child(declaration, Role::type); type != kNone) {
    const std::string_view text = ast.source(type);
    if (text != "var" && text != "auto" && text != "val") return type;
  }
  const NodeId value = ast.child(declaration, ast[declaration].kind == Kind::assign ? Role::right : Role::value);
  if (value == kNone) return kNone;
  if (pointed_to(ast, value) != kNone) return value;
  const bool says = ast[value].kind == Kind::create || ast[value].kind == Kind::cast;
  return says ? ast.child(value, Role::type) : kNone;
}

bool declares(const Ast& ast, NodeId id, std::string_view name) {
  const Kind kind = ast[id].kind;
  if (kind == Kind::assign && ast[id].text == ":=") {  // Go's declaration
    const NodeId own = ast.child(id, Role::left);
    return own != kNone && ast[own].kind == Kind::identifier && ast[own].text == name;
  }
  if (kind != Kind::parameter && kind != Kind::define && kind != Kind::for_each && kind != Kind::catch_) return false;
  const NodeId own = ast.child(id, kind == Kind::for_each ? Role::left : Role::name);
  return own != kNone && ast[own].kind == Kind::identifier && ast[own].text == name;
}

}  // namespace

NodeId declared_type(const Ast& ast, NodeId id) {
  const std::string_view name = ast[id].text;
  NodeId from = id;
  for (NodeId scope = ast[id].parent; scope != kNone; from = scope, scope = ast[scope].parent) {
    NodeId found = kNone;
    ast.children(scope, [&](NodeId child) {
      if (ast[child].role == Role::body && ast[scope].kind == Kind::class_) return;
      // A later statement of the same block does not declare what stands before it, but a member of a class does.
      const bool member = ast[scope].parent != kNone && ast[ast[scope].parent].kind == Kind::class_;
      if (child > from && !member) return;
      if (declares(ast, child, name))
        if (const NodeId type = declared_by(ast, child); type != kNone) found = type;
      // Resources, initialisers and the like stand a level below their statement.
      if (ast[child].role == Role::initializer || ast[child].role == Role::none)
        ast.children(child, [&](NodeId inner) {
          if (declares(ast, inner, name))
            if (const NodeId type = declared_by(ast, inner); type != kNone) found = type;
        });
    });
    if (declares(ast, scope, name))
      if (const NodeId type = declared_by(ast, scope); type != kNone) found = type;
    if (found != kNone) return found;
  }
  return kNone;
}

NodeId written_type(const Ast& ast, NodeId id) {
  switch (ast[id].kind) {
    case Kind::identifier: return declared_type(ast, id);
    case Kind::create:
    case Kind::cast: return ast.child(id, Role::type);
    case Kind::dot: {  // this.x
      const NodeId object = ast.child(id, Role::object), name = ast.child(id, Role::name);
      if (object == kNone || name == kNone || (ast[object].text != "this" && ast[object].text != "self")) return kNone;
      return declared_type(ast, name);
    }
    default: return kNone;
  }
}

std::string_view known_type(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  if (const NodeId type = written_type(ast, id); type != kNone) {
    const NodeId made = pointed_to(ast, type);
    return made == kNone ? ast.source(type) : ast.source().substr(ast[type].start, ast[made].end - ast[type].start);
  }
  switch (node.kind) {
    case Kind::string: return "String";
    case Kind::boolean: return "boolean";
    case Kind::number:
      if (node.text.ends_with('L') || node.text.ends_with('l')) return "long";
      return node.text.find_first_of(".eE") == node.text.npos || node.text.starts_with("0x") ? "int" : "double";
    default: return {};
  }
}

bool has_type(const Ast& ast, NodeId id, std::string_view type) {
  const Node& node = ast[id];
  // One kind of numbers for all.
  const bool floats = ast.language() == syntax::Language::javascript ||
                      ast.language() == syntax::Language::typescript || ast.language() == syntax::Language::tsx;
  if (floats && node.kind == Kind::number && type == "float") return true;
  if (literal_type(node.kind, node.text, type)) return true;
  // The class itself, where nothing else is called so.
  if (node.kind == Kind::identifier && node.text == type && declared_type(ast, id) == kNone) return true;
  switch (node.kind) {
    case Kind::conditional: {
      const NodeId then = ast.child(id, Role::then), otherwise = ast.child(id, Role::otherwise);
      return (then != kNone && has_type(ast, then, type)) || (otherwise != kNone && has_type(ast, otherwise, type));
    }
    case Kind::identifier:
    case Kind::create:
    case Kind::cast:
    case Kind::dot: return same_type(type, known_type(ast, id));
    case Kind::binary: return boolean_operator(node.text) && literal_type(Kind::boolean, {}, type);
    case Kind::unary: return (node.text == "!" || node.text == "not") && literal_type(Kind::boolean, {}, type);
    default: return false;
  }
}

}  // namespace gate::patterns
