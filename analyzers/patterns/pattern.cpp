#include "analyzers/patterns/pattern.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <optional>

#include "analyzers/patterns/attempts.h"
#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/placeholders.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

constexpr std::size_t kLongestPattern = 64u << 10;
// Makes the pattern's tree of the parsed one: placeholder words become what they stand for.
class Rebuild {
 public:
  Rebuild(const Ast& raw, Pattern& pattern, const std::vector<Piece>& pieces, std::vector<std::string>& variables)
      : raw_(raw), ast_(*pattern.ast), pattern_(pattern), variables_(variables) {
    for (const Piece& piece : pieces)
      if (piece.kind == Piece::Kind::typed) typed_.push_back(&piece);
  }

  // The topmost nodes that lie within [start, end).
  Expected<void> run(std::uint32_t start, std::uint32_t end) {
    end_ = end;
    std::vector<NodeId> tops;
    for (NodeId id = 0; id < raw_.size();) {
      const Node& node = raw_[id];
      const bool inside = node.start >= start && node.start < end && node.kind != Kind::program;
      const bool whole = inside && (node.end <= end || is_head(id));
      if (whole) tops.push_back(id);
      id = whole ? node.after : id + 1;
    }
    ast_.open(Kind::program, Role::none, 0, static_cast<std::uint32_t>(ast_.source().size()));
    for (const NodeId id : tops) {
      pattern_.roots.push_back(ast_.capacity());
      copy(id);
    }
    ast_.close();
    pattern_.variables.resize(ast_.capacity(), Pattern::kAny);
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  NodeId emit(Kind kind, const Node& from, std::string_view text) {
    return ast_.leaf(kind, from.role, from.start, from.end, from.tag, text);
  }

  // What a wrapper completes: the head of a definition, the first part of a `try`, a definition without its semicolon.
  bool is_head(NodeId id) const {
    const Node& node = raw_[id];
    switch (node.kind) {
      case Kind::class_:
      case Kind::function:
      case Kind::define: {
        const NodeId name = raw_.child(id, Role::name);
        return name != kNone && raw_[name].start < end_;
      }
      case Kind::try_: return true;
      default: return false;
    }
  }

  static bool is_container(Kind kind) {
    return kind == Kind::dict || kind == Kind::list || kind == Kind::set || kind == Kind::tuple || kind == Kind::block;
  }

  static bool is_dummy(std::string_view text) { return text == kDummyWord || text == "Gdummy"; }

  static std::string lowered(std::string_view text) {
    std::string word(text);
    if (!word.empty() && word[0] == 'G') word[0] = 'g';
    return word;
  }

  // The leaf's own meaning, if it is a placeholder.
  bool placeholder(const Node& node) {
    if (node.kind == Kind::string || node.kind == Kind::regex) return false;
    const std::string word = lowered(node.text);
    if (word == kEllipsisWord) {
      emit(Kind::ellipsis, node, "...");
    } else if (word.starts_with(kListWord)) {
      variable(emit(Kind::metavariable_list, node, {}), "$..." + word.substr(kListWord.size()));
    } else if (word.starts_with(kMetavariableWord)) {
      variable(emit(Kind::metavariable, node, {}), "$" + word.substr(kMetavariableWord.size()));
    } else if (word.starts_with(kTypedWord)) {
      const std::size_t number = std::strtoul(word.c_str() + kTypedWord.size(), nullptr, 10);
      if (number >= typed_.size()) return false;
      const NodeId id = ast_.open(Kind::typed_metavariable, node.role, node.start, node.end, node.tag);
      const NodeId type =
          ast_.leaf(Kind::identifier, Role::type, node.start, node.end, 0, ast_.keep(typed_[number]->type));
      ast_.close();
      variable(id, typed_[number]->text);
      type_variable(type, typed_[number]->type);
    } else {
      return false;
    }
    return true;
  }

  // A literal expression is no string to whom splits the pattern: /$X/ and /.../ are words by now.
  std::string_view regex_text(const Node& node) {
    if (node.text == kEllipsisWord) return "...";
    if (!node.text.starts_with(kMetavariableWord)) return keep(node);
    return ast_.keep("$" + std::string(node.text.substr(kMetavariableWord.size())));
  }

  // "$X": any text, bound; "=~/re/": any text that the expression finds.
  void string_form(NodeId id) {
    const Node& node = ast_[id];
    if (node.kind != Kind::string && node.kind != Kind::regex) return;
    // Within a regex literal placeholders are words already.
    const std::string word = node.kind == Kind::regex ? lowered(node.text) : std::string();
    if (word.starts_with(kMetavariableWord)) ast_.at(id).text = ast_.keep("$" + word.substr(kMetavariableWord.size()));
    const std::string_view text = node.text;
    if (text.starts_with("=~/") && text.rfind('/') > 2) {
      const std::size_t end = text.rfind('/');
      std::string expression(text.substr(3, end - 3));
      if (text.substr(end + 1).contains('i')) expression = "(?i)" + expression;
      if (auto regex = Regex::compile(expression))
        pattern_.regexes.emplace_back(id, std::move(*regex));
      else
        error_ = regex.error();
    } else if (is_metavariable(text)) {
      pattern_.variables.resize(id + 1u, Pattern::kAny);
      pattern_.variables[id] = variable_of(text, variables_);
    }
  }

  static bool is_metavariable(std::string_view text) {
    if (text.starts_with("$..."))
      text.remove_prefix(3);
    else if (!text.starts_with("$"))
      return false;
    text.remove_prefix(1);
    if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
    return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == text.npos;
  }

  // "($T $X)" and "($T[] $X)" bind the type, too.
  void type_variable(NodeId id, std::string_view type) {
    if (type.ends_with("[]")) type.remove_suffix(2);
    const bool name =
        type.starts_with('$') && std::ranges::all_of(type.substr(1), [](char c) {
          return std::isupper(static_cast<unsigned char>(c)) || std::isdigit(static_cast<unsigned char>(c)) || c == '_';
        });
    if (!name) return;
    pattern_.variables.resize(id + 1u, Pattern::kAny);
    pattern_.variables[id] = variable_of(type, variables_);
  }

  void variable(NodeId id, const std::string& name) {
    ast_.at(id).text = ast_.keep(name);
    pattern_.variables.resize(id + 1u, Pattern::kAny);
    pattern_.variables[id] = variable_of(name, variables_);
  }

  // The only leaf of a node that is no dummy word, where there is at least one dummy; else kNone. A parameter needs no
  // dummy to be nothing but its placeholder.
  NodeId disguised(NodeId id) const {
    NodeId found = kNone;
    if (is_container(raw_[id].kind)) return kNone;  // {...} is a mapping of anything
    bool dummy = raw_[id].kind == Kind::parameter;
    for (NodeId n = id + 1; n < raw_[id].after; ++n) {
      if (!raw_.is_leaf(n)) continue;
      if (is_dummy(raw_[n].text)) {
        dummy = true;
      } else if (raw_[n].kind == Kind::string || found != kNone) {
        return kNone;
      } else {
        found = n;
      }
    }
    if (!dummy || found == kNone) return kNone;
    const std::string word = lowered(raw_[found].text);
    const bool list = word == kEllipsisWord || word.starts_with(kListWord);
    if (list) return found;
    return word.starts_with(kMetavariableWord) && raw_[id].kind != Kind::parameter ? found : kNone;
  }

  bool is_word(NodeId id, std::string_view word) const {
    return id != kNone && raw_.is_leaf(id) && raw_[id].kind != Kind::string && lowered(raw_[id].text) == word;
  }

  void copy(NodeId id) {
    const Node& node = raw_[id];
    if (raw_.is_leaf(id)) {
      if (!placeholder(node))
        string_form(emit(node.kind, node, node.kind == Kind::regex ? regex_text(node) : keep(node)));
      return;
    }
    if (const NodeId inner = disguised(id); inner != kNone) {
      Node as = raw_[inner];
      as.role = node.role;
      if (placeholder(as)) return;
    }
    if (node.kind == Kind::call && is_word(raw_.child(id, Role::callee), kDeepWord)) {
      ast_.open(Kind::deep, node.role, node.start, node.end, node.tag);
      raw_.children(id, [&](NodeId child) {
        if (raw_[child].role != Role::argument) return;
        const NodeId made = ast_.capacity();
        copy(child);
        ast_.at(made).role = Role::operand;
      });
      ast_.close();
      return;
    }
    if (node.kind == Kind::dot && is_word(raw_.child(id, Role::name), kEllipsisWord)) {
      ast_.open(Kind::any_chain, node.role, node.start, node.end, node.tag);
      if (const NodeId object = raw_.child(id, Role::object); object != kNone) copy(object);
      ast_.close();
      return;
    }
    // What had to be assigned to be a statement: "$X. ... = gdummy".
    if (const NodeId right = raw_.child(id, Role::right);
        node.kind == Kind::assign && right != kNone && raw_.is_leaf(right) && is_dummy(raw_[right].text)) {
      const NodeId made = ast_.capacity();
      copy(raw_.child(id, Role::left));
      ast_.at(made).role = node.role;
      return;
    }
    ast_.open(node.kind, node.role, node.start, node.end, node.tag, keep(node));
    raw_.children(id, [&](NodeId child) {
      if (node.end > end_ && raw_[child].start >= end_) return;  // the wrapper's part of it
      if (!is_dummy(raw_[child].text) || !raw_.is_leaf(child)) copy(child);
    });
    ast_.close();
  }

  // Texts of the raw tree's own pool do not outlive it.
  std::string_view keep(const Node& node) {
    const char* begin = ast_.source().data();
    const bool inside = node.text.data() >= begin && node.text.data() <= begin + ast_.source().size();
    return inside || node.text.empty() ? node.text : ast_.keep(std::string(node.text));
  }

  std::optional<Error> error_;
  std::uint32_t end_ = 0;  // of the pattern within the text
  const Ast& raw_;
  Ast& ast_;
  Pattern& pattern_;
  std::vector<std::string>& variables_;
  std::vector<const Piece*> typed_;
};

// The one entry of a mapping or list, the one word of a command; else the node itself.
NodeId entry_of(const Ast& ast, NodeId id) {
  const Kind kind = ast[id].kind;
  const bool command = kind == Kind::call && ast.child(id, Role::callee) == kNone;
  const bool holds = kind == Kind::dict || kind == Kind::list || command;
  return holds && !ast.is_leaf(id) && ast[id + 1].after == ast[id].after ? id + 1 : id;
}

}  // namespace

Variable variable_of(std::string_view name, std::vector<std::string>& variables) {
  if (name == "$_" || name == "$..." || name == "$..._") return Pattern::kAny;
  const auto found = std::ranges::find(variables, name);
  if (found != variables.end()) return static_cast<Variable>(found - variables.begin());
  variables.emplace_back(name);
  return static_cast<Variable>(variables.size() - 1);
}

std::optional<Reading> find_reading(std::string_view text, syntax::Language language) {
  const LanguageTable* table = language_table(language);
  if (!table || table->scan) return std::nullopt;
  text = trim(text);
  const std::string prepared = table->prepare ? table->prepare(text) : std::string(text);
  const auto pieces = split(prepared, language);
  const auto best = find_attempt(*table, pieces);
  return best ? reading_of(*table, pieces, *best) : Reading{};
}

Expected<Pattern> read_pattern(std::string_view text, syntax::Language language, std::vector<std::string>& variables) {
  const LanguageTable* table = language_table(language);
  if (!table) return fail(ErrorKind::unavailable, "no patterns for this language");
  if (text.size() > kLongestPattern) return fail(ErrorKind::limit, "the pattern is longer than 64 KiB");
  text = trim(text);
  if (text.empty()) return fail(ErrorKind::usage, "the pattern is empty");

  const std::string prepared = table->prepare ? table->prepare(text) : std::string(text);
  const auto pieces = split(prepared, language);
  std::optional<Attempt> attempt;
  const auto known = known_reading(text, language);
  if (known && known->empty()) return unreadable(language);
  if (known) attempt = known_attempt(*table, pieces, *known);
  if (!attempt) {
    auto best = find_attempt(*table, pieces);
    if (!best) return std::unexpected(best.error());
    attempt = std::move(*best);
  }

  Pattern pattern;
  pattern.source = std::make_unique<std::string>(std::move(attempt->text));
  pattern.ast = std::make_unique<Ast>(*pattern.source, language);
  std::optional<Ast> raw;
  if (table->scan) {
    raw.emplace(scan(*pattern.source, language));
  } else {
    auto tree = syntax::Tree::parse(*pattern.source, language);
    if (!tree) return std::unexpected(tree.error());
    raw.emplace(lower(*tree));
  }
  if (auto rebuilt = Rebuild(*raw, pattern, pieces, variables)
                         .run(static_cast<std::uint32_t>(attempt->start), static_cast<std::uint32_t>(attempt->end));
      !rebuilt)
    return std::unexpected(rebuilt.error());
  if (pattern.roots.empty()) return fail(ErrorKind::usage, "the pattern has nothing to match");
  if (table->entry_alone && !text.ends_with(';')) pattern.roots[0] = entry_of(*pattern.ast, pattern.roots[0]);
  pattern.statement = text.ends_with(';');
  return pattern;
}

}  // namespace gate::patterns
