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
  return out;
}

std::string_view last_part(std::string_view type) {
  const std::size_t dot = type.find_last_of(".:\\");
  return dot == type.npos ? type : type.substr(dot + 1);
}

bool same_type(std::string_view pattern, std::string_view actual) {
  if (actual.empty()) return false;
  if (pattern.starts_with('$')) return true;
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

// The type that a declaration gives, or that its value shows.
std::string_view declared_by(const Ast& ast, NodeId declaration) {
  if (const NodeId type = ast.child(declaration, Role::type); type != kNone) {
    const std::string_view text = ast.source(type);
    if (text != "var" && text != "auto" && text != "val") return text;
  }
  const NodeId value = ast.child(declaration, Role::value);
  if (value == kNone) return {};
  if (ast[value].kind == Kind::create)
    if (const NodeId type = ast.child(value, Role::type); type != kNone) return ast.source(type);
  if (ast[value].kind == Kind::cast)
    if (const NodeId type = ast.child(value, Role::type); type != kNone) return ast.source(type);
  return {};
}

bool declares(const Ast& ast, NodeId id, std::string_view name) {
  const Kind kind = ast[id].kind;
  if (kind != Kind::parameter && kind != Kind::define && kind != Kind::for_each && kind != Kind::catch_) return false;
  const NodeId own = ast.child(id, kind == Kind::for_each ? Role::left : Role::name);
  return own != kNone && ast[own].kind == Kind::identifier && ast[own].text == name;
}

}  // namespace

std::string_view declared_type(const Ast& ast, NodeId id) {
  const std::string_view name = ast[id].text;
  NodeId from = id;
  for (NodeId scope = ast[id].parent; scope != kNone; from = scope, scope = ast[scope].parent) {
    std::string_view found;
    ast.children(scope, [&](NodeId child) {
      if (ast[child].role == Role::body && ast[scope].kind == Kind::class_) return;
      // A later statement of the same block does not declare what stands before it, but a member of a class does.
      const bool member = ast[scope].parent != kNone && ast[ast[scope].parent].kind == Kind::class_;
      if (child > from && !member) return;
      if (declares(ast, child, name))
        if (const auto type = declared_by(ast, child); !type.empty()) found = type;
      // Resources, initialisers and the like stand a level below their statement.
      if (ast[child].role == Role::initializer || ast[child].role == Role::none)
        ast.children(child, [&](NodeId inner) {
          if (declares(ast, inner, name))
            if (const auto type = declared_by(ast, inner); !type.empty()) found = type;
        });
    });
    if (declares(ast, scope, name))
      if (const auto type = declared_by(ast, scope); !type.empty()) found = type;
    if (!found.empty()) return found;
  }
  return {};
}

std::string_view known_type(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  switch (node.kind) {
    case Kind::identifier: return declared_type(ast, id);
    case Kind::create:
    case Kind::cast: {
      const NodeId made = ast.child(id, Role::type);
      return made == kNone ? std::string_view() : ast.source(made);
    }
    case Kind::dot: {  // this.x
      const NodeId object = ast.child(id, Role::object), name = ast.child(id, Role::name);
      if (object == kNone || name == kNone || (ast[object].text != "this" && ast[object].text != "self")) return {};
      return declared_type(ast, name);
    }
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
  switch (node.kind) {
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
