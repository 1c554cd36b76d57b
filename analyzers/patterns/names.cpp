#include "analyzers/patterns/names.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace gate::patterns {
namespace {

// "a.b.c" or "html/template" as parts.
std::vector<std::string_view> parts_of(std::string_view dotted) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0;;) {
    const std::size_t dot = dotted.find('.', start);
    parts.push_back(dotted.substr(start, dot == dotted.npos ? dot : dot - start));
    if (dot == dotted.npos) return parts;
    start = dot + 1;
  }
}

// A dotted chain beyond the real nodes; its places are those of the import.
NodeId make_chain(Ast& ast, const std::vector<std::string_view>& parts, std::uint32_t start, std::uint32_t end) {
  const NodeId first = ast.capacity();
  for (std::size_t n = parts.size(); n > 1; --n)
    ast.open(Kind::dot, n == parts.size() ? Role::none : Role::object, start, end);
  ast.leaf(Kind::identifier, parts.size() > 1 ? Role::object : Role::none, start, end, 0, parts[0]);
  for (std::size_t n = 1; n < parts.size(); ++n) {
    ast.leaf(Kind::identifier, Role::name, start, end, 0, parts[n]);
    ast.close();
  }
  return first;
}

struct Import {
  std::string_view local;
  std::vector<std::string_view> parts;
  std::uint32_t start = 0, end = 0;
};

// What the package of that path is most likely called: the last part, without the version and what says that it is Go.
std::string_view go_package(std::string_view path) {
  auto last = [&] { return path.substr(path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1); };
  std::string_view name = last();
  const bool version = name.size() > 1 && name[0] == 'v' && name.find_first_not_of("0123456789", 1) == name.npos;
  if (version && path.size() > name.size()) {
    path.remove_suffix(name.size() + 1);
    name = last();
  }
  if (const std::size_t dot = name.find(".v"); dot != name.npos && dot > 0) name = name.substr(0, dot);
  for (const std::string_view word : {"go-", "golang-"})
    if (name.starts_with(word) && name.size() > word.size()) name.remove_prefix(word.size());
  for (const std::string_view word : {"-go", ".go"})
    if (name.ends_with(word) && name.size() > word.size()) name.remove_suffix(word.size());
  return name;
}

class Resolver {
 public:
  explicit Resolver(Ast& ast) : ast_(ast) {}

  void run() {
    for (NodeId id = 0; id < ast_.size(); ++id) {
      if (ast_[id].kind == Kind::import) add_import(id);
      if (ast_[id].kind == Kind::define || ast_[id].kind == Kind::assign) add_require(id);
    }
    if (imports_.empty()) return;
    const NodeId real = ast_.size();
    std::unordered_map<std::string_view, std::vector<NodeId>> chains;  // in the order of the imports
    for (const Import& import : imports_)
      chains[import.local].push_back(make_chain(ast_, import.parts, import.start, import.end));
    for (NodeId id = 0; id < real; ++id) {
      if (ast_[id].kind == Kind::import) {
        id = ast_[id].after - 1;
        continue;
      }
      if (ast_[id].kind != Kind::identifier || !ast_.is_leaf(id)) continue;
      const auto found = chains.find(ast_[id].text);
      if (found == chains.end() || is_other_name(id) || is_hidden(id)) continue;
      // The last import before the name.
      for (const NodeId chain : found->second)
        if (ast_[chain].start < ast_[id].start) ast_.set_alias(id, chain);
    }
  }

 private:
  void add(std::string_view local, std::string_view module, std::string_view name, NodeId at) {
    if (local.empty() || module.empty()) return;
    if (ast_.language() == syntax::Language::go) module = go_package(module);
    Import import{.local = local, .parts = {}, .start = ast_[at].start, .end = ast_[at].end};
    import.parts = module.find('/') == module.npos ? parts_of(module) : std::vector{module};
    if (!name.empty()) import.parts.push_back(name);
    if (import.parts.size() == 1 && import.parts[0] == local) return;
    imports_.push_back(std::move(import));
  }

  void add_import(NodeId id) {
    const NodeId object = ast_.child(id, Role::object), name = ast_.child(id, Role::name);
    const NodeId left = ast_.child(id, Role::left);
    if (object == kNone) return;
    std::string_view module = text_of(object), imported = name == kNone ? std::string_view{} : ast_[name].text;
    if (imported == "*" && left == kNone) ast_.add_wildcard(std::string(module));
    if (imported == "*" || imported == "default") imported = {};
    std::string_view local = left != kNone ? ast_[left].text : imported;
    add(local, module, imported, id);
  }

  // const x = require('m'), const {a, b: c} = require('m'), const y = require('m').z
  void add_require(NodeId id) {
    const NodeId value = ast_.child(id, ast_[id].kind == Kind::define ? Role::value : Role::right);
    const NodeId name = ast_.child(id, ast_[id].kind == Kind::define ? Role::name : Role::left);
    if (value == kNone || name == kNone) return;
    NodeId call = value;
    std::string_view member;
    if (ast_[value].kind == Kind::dot) {
      call = ast_.child(value, Role::object);
      const NodeId field = ast_.child(value, Role::name);
      if (call == kNone || field == kNone) return;
      member = ast_[field].text;
    }
    if (ast_[call].kind != Kind::call) return;
    const NodeId callee = ast_.child(call, Role::callee), argument = ast_.child(call, Role::argument);
    if (callee == kNone || argument == kNone || ast_[callee].text != "require" ||
        ast_[callee].kind != Kind::identifier || ast_[argument].kind != Kind::string)
      return;
    const std::string_view module = ast_[argument].text;
    if (ast_[name].kind == Kind::identifier) {
      add(ast_[name].text, module, member, id);
    } else if (ast_[name].kind == Kind::dict) {
      ast_.children(name, [&](NodeId entry) {
        const NodeId key = ast_.child(entry, Role::name), local = ast_.child(entry, Role::value);
        if (key != kNone && local != kNone && ast_[local].kind == Kind::identifier)
          add(ast_[local].text, module, ast_[key].text, id);
      });
    }
  }

  std::string_view text_of(NodeId object) {
    if (ast_.is_leaf(object)) return ast_[object].text;
    const auto dotted = dotted_name(ast_, object);
    return dotted ? ast_.keep(*dotted) : std::string_view{};
  }

  // A name that belongs to something else: a field, a keyword, a key.
  bool is_other_name(NodeId id) const {
    const Node& node = ast_[id];
    if (node.role != Role::name || node.parent == kNone) return false;
    switch (ast_[node.parent].kind) {
      case Kind::dot:
      case Kind::keyword:
      case Kind::pair:
      case Kind::function:
      case Kind::class_:
      case Kind::parameter:
      case Kind::define: return true;
      default: return false;
    }
  }

  // By a parameter of an enclosing function.
  bool is_hidden(NodeId id) const {
    for (NodeId at = ast_[id].parent; at != kNone; at = ast_[at].parent) {
      if (ast_[at].kind != Kind::function && ast_[at].kind != Kind::lambda) continue;
      bool hidden = false;
      ast_.children(at, [&](NodeId child) {
        if (ast_[child].role != Role::parameter) return;
        const NodeId name = ast_[child].kind == Kind::identifier ? child : ast_.child(child, Role::name);
        hidden |= name != kNone && ast_[name].text == ast_[id].text;
      });
      if (hidden) return true;
    }
    return false;
  }

  Ast& ast_;
  std::vector<Import> imports_;
};

}  // namespace

void resolve_imports(Ast& ast) { Resolver(ast).run(); }

std::optional<std::string> dotted_name(const Ast& ast, NodeId id) {
  if (id == kNone) return std::nullopt;
  const Node& node = ast[id];
  if (node.kind == Kind::identifier) return std::string(node.text);
  if (node.kind != Kind::dot) return std::nullopt;
  const NodeId object = ast.child(id, Role::object), name = ast.child(id, Role::name);
  if (object == kNone || name == kNone || ast[name].kind != Kind::identifier) return std::nullopt;
  auto whole = dotted_name(ast, object);
  if (whole) (*whole += '.') += ast[name].text;
  return whole;
}

std::optional<std::string> dotted_import(const Ast& ast, NodeId import) {
  const NodeId object = ast.child(import, Role::object), name = ast.child(import, Role::name);
  if (object == kNone) return std::nullopt;
  std::optional<std::string> whole =
      ast[object].kind == Kind::string ? std::string(ast[object].text) : dotted_name(ast, object);
  if (whole && name != kNone) {
    if (ast[name].kind == Kind::metavariable || ast[name].kind == Kind::ellipsis) return std::nullopt;
    (*whole += '.') += ast[name].text;
  }
  return whole;
}

bool is_wildcard_import(const Ast& pattern, NodeId p, const Ast& target, NodeId t) {
  const NodeId object = pattern.child(p, Role::object), name = pattern.child(p, Role::name);
  if (target.wildcards().empty() || object == kNone || name == kNone || pattern[name].text != target[t].text)
    return false;
  const auto module = dotted_name(pattern, object);
  if (!module) return false;
  return std::ranges::find(target.wildcards(), *module) != target.wildcards().end();
}

}  // namespace gate::patterns
