#include "analyzers/patterns/pattern.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <optional>

#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/placeholders.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

constexpr std::size_t kLongestPattern = 64u << 10;
constexpr int kMostTrials = 400;  // of forms for one pattern

// One way to write the pattern as code: a wrapper, and a form for each piece.
struct Attempt {
  const Wrapper* wrapper = nullptr;
  std::vector<std::string_view> forms;  // by piece; empty: the piece's word
  std::string text;
  std::size_t start = 0, end = 0;  // of the pattern within `text`
  std::uint64_t errors = 0;
};

// Errors and missing tokens, weighed by the text that they cover.
std::uint64_t count_errors(const syntax::Tree& tree) {
  std::uint64_t errors = 0;
  syntax::visit(tree.root(), [&](syntax::Node node) {
    if (node.is_missing()) errors += 3;
    if (node.is_error()) errors += 4 + (node.end_byte() - node.start_byte());
    // A name that is not there without being called missing.
    if (node.start_byte() == node.end_byte() && node.kind() == "identifier") errors += 3;
    return syntax::Visit::into;
  });
  return errors;
}

std::unexpected<Error> unreadable(syntax::Language language) {
  return fail(ErrorKind::usage, "the pattern cannot be parsed as " + std::string(syntax::to_string(language)));
}

class Reader {
 public:
  Reader(std::string_view text, const LanguageTable& table) : table_(table), pieces_(split(text, table.language)) {}

  // Nothing where the text does not parse so.
  std::optional<Attempt> as_known(const Reading& reading) {
    if (reading.size() != pieces_.size() + 1 || reading[0] >= table_.wrappers.size()) return std::nullopt;
    Attempt attempt{.wrapper = &table_.wrappers[reading[0]]};
    for (std::size_t n = 0; n < pieces_.size(); ++n) {
      const auto forms = forms_of(pieces_[n]);
      if (!forms.empty() && reading[n + 1] >= forms.size()) return std::nullopt;
      attempt.forms.push_back(forms.empty() ? std::string_view{} : forms[reading[n + 1]]);
    }
    measure(attempt);
    return attempt.errors == 0 ? std::optional(std::move(attempt)) : std::nullopt;
  }

  Reading reading_of(const Attempt& attempt) const {
    Reading reading{static_cast<std::uint8_t>(attempt.wrapper - table_.wrappers.data())};
    for (std::size_t n = 0; n < pieces_.size(); ++n) {
      const auto forms = forms_of(pieces_[n]);
      reading.push_back(static_cast<std::uint8_t>(std::ranges::find(forms, attempt.forms[n]) - forms.begin()));
    }
    return reading;
  }

  Expected<Attempt> best() {
    std::vector<Attempt> attempts;
    for (const Wrapper& wrapper : table_.wrappers) {
      Attempt attempt{.wrapper = &wrapper};
      for (const Piece& piece : pieces_) attempt.forms.push_back(first_form(piece));
      measure(attempt);
      if (attempt.errors == 0) return attempt;
      // Before another wrapper: what reads as a statement is one ("for (...) {}" is no method named `for`).
      Attempt other = attempt;
      if (improve_together(other, true) || (attempts.empty() && improve_together(other, false))) return other;
      attempts.push_back(std::move(attempt));
    }
    std::sort(attempts.begin(), attempts.end(), [](const Attempt& a, const Attempt& b) {
      return std::pair(a.errors, a.wrapper) < std::pair(b.errors, b.wrapper);
    });
    for (Attempt& attempt : attempts)
      if (improve(attempt)) return attempt;
    trials_ = 0;
    for (Attempt& attempt : attempts)
      if (start_uniform(attempt) || improve(attempt)) return attempt;
    return unreadable(table_.language);
  }

  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  std::span<const std::string_view> forms_of(const Piece& piece) const {
    switch (piece.kind) {
      case Piece::Kind::ellipsis:
      case Piece::Kind::metavariable_list: return table_.ellipses;
      case Piece::Kind::metavariable: return table_.metavariables;
      default: return {};
    }
  }

  // Where a statement may stand, a form that ends one is tried first: without, `...` would begin the next line's.
  std::string_view first_form(const Piece& piece) const {
    const auto forms = forms_of(piece);
    if (piece.statement && piece.kind != Piece::Kind::metavariable)
      for (const std::string_view form : forms)
        if (form == "@;") return form;
    return forms.empty() ? std::string_view{} : forms.front();
  }

  void write(Attempt& attempt) const {
    attempt.text = attempt.wrapper->before;
    attempt.start = attempt.text.size();
    std::size_t typed = 0;
    for (std::size_t n = 0; n < pieces_.size(); ++n) {
      const Piece& piece = pieces_[n];
      if (attempt.forms[n].empty()) {
        attempt.text += word_of(piece, false, typed);
      } else {
        for (const char c : attempt.forms[n]) {
          if (c == '@')
            attempt.text += word_of(piece, false, typed);
          else if (c == '^')
            attempt.text += word_of(piece, true, typed);
          else
            attempt.text += c;
        }
      }
      if (piece.kind == Piece::Kind::typed) ++typed;
    }
    attempt.end = attempt.text.size();
    attempt.text += attempt.wrapper->after;
  }

  void measure(Attempt& attempt) {
    ++trials_;
    write(attempt);
    if (table_.scan) {
      attempt.errors = 0;
      return;
    }
    auto tree = syntax::Tree::parse(attempt.text, table_.language);
    attempt.errors = tree ? count_errors(*tree) : 1;
  }

  // All ellipses among statements (or members), or all others, in one form; whether no error is left.
  bool improve_together(Attempt& attempt, bool statement) {
    const Attempt before = attempt;
    // Among statements those first that end one.
    std::vector<std::string_view> forms;
    for (const bool ending : {true, false})
      for (const std::string_view form : table_.ellipses)
        if ((statement && form.ends_with(';')) == ending) forms.push_back(form);
    for (const std::string_view form : forms) {
      Attempt other = before;
      bool any = false;
      for (std::size_t n = 0; n < pieces_.size(); ++n) {
        if (pieces_[n].kind != Piece::Kind::ellipsis || pieces_[n].statement != statement) continue;
        any = any || other.forms[n] != form;
        other.forms[n] = form;
      }
      if (!any) continue;
      measure(other);
      if (other.errors < attempt.errors) attempt = std::move(other);
      if (attempt.errors == 0) return true;
    }
    return false;
  }

  // What stands alone between the pattern's first parentheses, in one form: the parameters of a function.
  bool improve_header(Attempt& attempt) {
    std::vector<std::size_t> alone;
    bool inside = false;
    for (std::size_t n = 1; n + 1 < pieces_.size(); ++n) {
      const std::string_view before = trim(pieces_[n - 1].text), after = trim(pieces_[n + 1].text);
      if (pieces_[n].kind == Piece::Kind::code) {
        if (inside && pieces_[n].text.contains(')')) break;
        inside = inside || pieces_[n].text.contains('(');
      } else if ((inside || before.ends_with('(')) && (before.ends_with('(') || before.ends_with(',')) &&
                 (after.starts_with(')') || after.starts_with(','))) {
        inside = true;
        alone.push_back(n);
      }
    }
    if (alone.size() < 2) return false;
    for (const std::string_view form : table_.metavariables) {
      Attempt other = attempt;
      for (const std::size_t n : alone) other.forms[n] = form;
      measure(other);
      if (other.errors < attempt.errors) attempt = std::move(other);
      if (attempt.errors == 0) return true;
    }
    return false;
  }

  // Piece by piece, ellipses first, the form with the fewest errors; twice, since one may depend on a later one. Where
  // that leads nowhere, two pieces at once.
  bool improve(Attempt& attempt) {
    if (improve_together(attempt, true) || improve_header(attempt)) return true;
    for (int round = 0; round < 2; ++round) {
      const std::uint64_t before = attempt.errors;
      for (const bool variables : {false, true})
        for (std::size_t n = 0; n < pieces_.size(); ++n)
          if ((pieces_[n].kind == Piece::Kind::metavariable) == variables)
            for (const std::string_view form : forms_of(pieces_[n]))
              if (try_forms(attempt, n, n, form)) return true;
      if (attempt.errors == before && !improve_pairs(attempt)) return false;
      if (attempt.errors == 0) return true;
    }
    return false;
  }

  // Another point to begin from: all ellipses that are no statements in one form, all metavariables in one. Whether no
  // error is left.
  bool start_uniform(Attempt& attempt) {
    Attempt best;
    for (const std::string_view ellipsis : table_.ellipses)
      for (const std::string_view variable : table_.metavariables) {
        Attempt other = attempt;
        for (std::size_t n = 0; n < pieces_.size(); ++n)
          if (!forms_of(pieces_[n]).empty())
            other.forms[n] = pieces_[n].kind == Piece::Kind::metavariable ? variable
                             : pieces_[n].statement                       ? first_form(pieces_[n])
                                                                          : ellipsis;
        measure(other);
        if (!best.wrapper || other.errors < best.errors) best = std::move(other);
      }
    if (best.wrapper) attempt = std::move(best);
    return attempt.errors == 0;
  }

  // Whether anything got better.
  bool improve_pairs(Attempt& attempt) {
    const std::uint64_t before = attempt.errors;
    for (std::size_t n = 0; n < pieces_.size(); ++n)
      for (std::size_t m = n + 1; m < pieces_.size(); ++m)
        if (forms_of(pieces_[n]).data() == forms_of(pieces_[m]).data())
          for (const std::string_view form : forms_of(pieces_[n]))
            if (try_forms(attempt, n, m, form)) return true;
    return attempt.errors < before;
  }

  // Keeps the form for both pieces where it is better; whether no error is left.
  bool try_forms(Attempt& attempt, std::size_t n, std::size_t m, std::string_view form) {
    if ((form == attempt.forms[n] && form == attempt.forms[m]) || trials_ > kMostTrials) return false;
    Attempt other = attempt;
    other.forms[n] = other.forms[m] = form;
    measure(other);
    if (other.errors < attempt.errors) attempt = std::move(other);
    return attempt.errors == 0;
  }

  const LanguageTable& table_;
  std::vector<Piece> pieces_;
  int trials_ = 0;
};

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
  Reader reader(prepared, *table);
  const auto best = reader.best();
  return best ? reader.reading_of(*best) : Reading{};
}

Expected<Pattern> read_pattern(std::string_view text, syntax::Language language, std::vector<std::string>& variables) {
  const LanguageTable* table = language_table(language);
  if (!table) return fail(ErrorKind::unavailable, "no patterns for this language");
  if (text.size() > kLongestPattern) return fail(ErrorKind::limit, "the pattern is longer than 64 KiB");
  text = trim(text);
  if (text.empty()) return fail(ErrorKind::usage, "the pattern is empty");

  const std::string prepared = table->prepare ? table->prepare(text) : std::string(text);
  Reader reader(prepared, *table);
  std::optional<Attempt> attempt;
  const auto known = known_reading(text, language);
  if (known && known->empty()) return unreadable(language);
  if (known) attempt = reader.as_known(*known);
  if (!attempt) {
    auto best = reader.best();
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
  if (auto rebuilt = Rebuild(*raw, pattern, reader.pieces(), variables)
                         .run(static_cast<std::uint32_t>(attempt->start), static_cast<std::uint32_t>(attempt->end));
      !rebuilt)
    return std::unexpected(rebuilt.error());
  if (pattern.roots.empty()) return fail(ErrorKind::usage, "the pattern has nothing to match");
  if (table->entry_alone && !text.ends_with(';')) pattern.roots[0] = entry_of(*pattern.ast, pattern.roots[0]);
  pattern.statement = text.ends_with(';');
  return pattern;
}

}  // namespace gate::patterns
