#include "analyzers/patterns/placeholders.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace gate::patterns {
namespace {

using syntax::Language;

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

bool types_first(Language language) {
  return language == Language::java || language == Language::c || language == Language::cpp ||
         language == Language::csharp || language == Language::php;
}

// Where code begins again within a string: "${" in JavaScript.
std::string_view interpolation(Language language, char quote) {
  switch (language) {
    case Language::javascript:
    case Language::typescript:
    case Language::tsx: return quote == '`' ? "${" : "";
    case Language::ruby: return quote == '\'' ? "" : "#{";
    case Language::kotlin:
    case Language::hcl: return quote == '"' ? "${" : "";
    case Language::python:
    case Language::csharp: return "{";
    default: return "";
  }
}

bool is_quote(Language language, char c) {
  if (c == '"') return true;
  if (c == '\'') return language != Language::rust && language != Language::hcl;
  if (c == '`')
    return language == Language::javascript || language == Language::typescript || language == Language::tsx ||
           language == Language::go || language == Language::ruby;
  return false;
}

class Splitter {
 public:
  Splitter(std::string_view text, Language language) : text_(text), language_(language) {}

  std::vector<Piece> run() {
    code(false);
    flush();
    return std::move(pieces_);
  }

 private:
  bool at(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  char before() const { return at_ > 0 ? text_[at_ - 1] : '\n'; }
  char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n'; }

  // Code up to the end, or, within an interpolation, up to the brace that closes it.
  void code(bool nested) {
    int braces = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (nested && c == '{') ++braces;
      if (nested && c == '}' && braces-- == 0) return;
      if (is_quote(language_, c) && string()) continue;
      if (own()) continue;
      code_ += c;
      ++at_;
    }
  }

  // A string literal; false when the quote opens none.
  bool string() {
    const char quote = text_[at_];
    if (language_ == Language::yaml || language_ == Language::bash) {
      if (quote == '\'' && is_name(before())) return false;  // don't
      if (language_ == Language::bash) return false;         // expansions live in strings
    }
    const std::string_view triple = text_.substr(at_, 3);
    const bool tripled = triple.size() == 3 && triple[1] == quote && triple[2] == quote;
    const std::string_view closing = tripled ? triple : text_.substr(at_, 1);
    std::size_t end = at_ + closing.size();
    for (; end < text_.size() && text_.substr(end, closing.size()) != closing; ++end)
      if (text_[end] == '\\') ++end;
    if (end >= text_.size()) return false;
    if (!tripled && quote == '\'' && text_.substr(at_, end - at_).contains('\n')) return false;
    const std::string_view opening = interpolation(language_, quote);
    const bool interpolates =
        !opening.empty() && (opening != "{" || before() == 'f' || before() == 'F' || before() == '$');
    const std::size_t last = end + closing.size();
    if (language_ == Language::php && quote == '"' && dollars(last)) return true;
    while (at_ < last) {
      if (interpolates && text_.substr(at_).starts_with(opening)) {
        code_ += opening;
        at_ += opening.size();
        code(true);
        continue;
      }
      code_ += text_[at_++];
    }
    return true;
  }

  // PHP: "...$X..." interpolates an expression; "$X" alone is a string of which the contents are bound.
  bool dollars(std::size_t last) {
    const std::size_t only = name_length(2);
    if (peek(1) == '$' && at_ + 2 + only + 1 == last) return false;
    while (at_ < last) {
      const std::size_t length = text_[at_] == '$' ? name_length(1) : 0;
      const std::string_view name = text_.substr(at_ + 1, length);
      if (length > 0 && names_metavariable(name)) {
        code_ += '$';
        code_ += kMetavariableWord;
        code_ += name;
        at_ += 1 + length;
      } else {
        code_ += text_[at_++];
      }
    }
    return true;
  }

  bool own() {
    const char c = text_[at_];
    if (c == '<' && at("<...") && peek(4) != '>' && peek(4) != ',') return mark(Piece::Kind::deep_open, 4);
    if (c == '.' && at("...")) return dots();
    if (c == '$') return metavariable();
    if (c == '(') return typed();
    return false;
  }

  bool mark(Piece::Kind kind, std::size_t length, std::string name = {}) {
    Piece piece{kind, std::move(name), {}, starts_statement()};
    flush();
    at_ += length;
    piece.statement = piece.statement && ends_statement();
    pieces_.push_back(std::move(piece));
    return true;
  }

  bool dots() {
    if (at("...>")) return mark(Piece::Kind::deep_close, 4);
    const char next = peek(3);
    const bool spread = (is_name(next) || next == '$' || next == '[') && before() != '.';
    const bool javascript = language_ == Language::javascript || language_ == Language::typescript ||
                            language_ == Language::tsx || language_ == Language::php;
    if ((spread && javascript) || (is_name(before()) && language_ != Language::yaml)) {
      code_ += "...";
      at_ += 3;
      return true;
    }
    return mark(Piece::Kind::ellipsis, 3);
  }

  std::size_t name_length(std::size_t from) const {
    std::size_t n = 0;
    while (is_name(peek(from + n))) ++n;
    return n;
  }

  // Upper case, but for the variables that PHP itself defines.
  static bool names_metavariable(std::string_view name) {
    constexpr std::string_view kPredefined[] = {"_SERVER", "_GET",     "_POST",    "_FILES",
                                                "_COOKIE", "_SESSION", "_REQUEST", "_ENV"};
    for (const char c : name)
      if (std::islower(static_cast<unsigned char>(c))) return false;
    if (std::isdigit(static_cast<unsigned char>(name.front()))) return false;
    return std::find(std::begin(kPredefined), std::end(kPredefined), name) == std::end(kPredefined);
  }

  // $X, $X1_Y, $_, $...ARGS; names are upper case.
  bool metavariable() {
    const bool list = at("$...");
    const std::size_t skip = list ? 4 : 1, length = name_length(skip);
    const std::string_view name = text_.substr(at_ + skip, length);
    if (length == 0 && !list) return false;
    if (length > 0 && !names_metavariable(name)) return false;
    if (is_name(before()) && language_ != Language::yaml && language_ != Language::bash) return false;
    return mark(list ? Piece::Kind::metavariable_list : Piece::Kind::metavariable, skip + length,
                std::string(text_.substr(at_, skip + length)));
  }

  // (T $X) or ($X : T): an expression of that type.
  bool typed() {
    std::size_t back = at_;
    bool called = false;  // Python: f($X: T) is a call with that argument
    while (back > 0 && (text_[back - 1] == ' ' || text_[back - 1] == '\n')) --back;
    if (back > 0 && (is_name(text_[back - 1]) || text_[back - 1] == ']')) {
      std::size_t start = back;
      while (start > 0 && is_name(text_[start - 1])) --start;
      const std::string_view word = text_.substr(start, back - start);
      const bool operand =
          word == "return" || word == "await" || word == "in" || word == "throw" || word == "yield" || word == "not";
      called = !operand;
      if (called && (language_ != Language::python || text_.substr(0, start).ends_with("def "))) return false;
    }
    const std::size_t close = text_.find(')', at_);
    if (close == text_.npos) return false;
    std::size_t after = close + 1;
    while (after < text_.size() && text_[after] == ' ') ++after;
    if (text_.substr(after).starts_with("=>") || text_.substr(after).starts_with("->")) return false;
    const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    auto found = types_first(language_) ? type_then_name(inside) : name_then_type(inside);
    if (!found) return false;
    found->statement = false;
    if (called) code_ += '(';
    flush();
    at_ = close + 1;
    pieces_.push_back(std::move(*found));
    if (called) code_ += ')';
    return true;
  }

  static std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
  }

  static bool is_variable(std::string_view name) {
    if (name.size() < 2 || name[0] != '$') return false;
    for (const char c : name.substr(1))
      if (!is_name(c) || std::islower(static_cast<unsigned char>(c))) return false;
    return true;
  }

  static bool is_type(std::string_view type) {
    if (type.empty() || (!std::isalpha(static_cast<unsigned char>(type[0])) && type[0] != '$' && type[0] != '*' &&
                         type[0] != '[' && type[0] != '_'))
      return false;
    const bool named = std::ranges::any_of(type, is_name);
    return named && type.find_first_of("(){};=!+\"'\n") == type.npos;
  }

  static std::optional<Piece> type_then_name(std::string_view inside) {
    inside = trimmed(inside);
    const std::size_t dollar = inside.rfind('$');
    if (dollar == inside.npos || dollar == 0) return std::nullopt;
    const char separator = inside[dollar - 1];
    if (separator != ' ' && separator != '*' && separator != '&') return std::nullopt;
    const std::string_view type = trimmed(inside.substr(0, dollar)), name = inside.substr(dollar);
    if (!is_variable(name) || !is_type(type) || type.contains(':') || type.substr(0, type.find('<')).contains(','))
      return std::nullopt;
    const char last = type.back();
    if (!is_name(last) && last != '>' && last != ']' && last != '*' && last != '&' && last != '?') return std::nullopt;
    if (type == "new" || type == "await" || type == "return") return std::nullopt;
    return Piece{Piece::Kind::typed, std::string(name), std::string(type), false};
  }

  static std::optional<Piece> name_then_type(std::string_view inside) {
    const std::size_t colon = inside.find(':');
    if (colon == inside.npos) return std::nullopt;
    const std::string_view name = trimmed(inside.substr(0, colon)), type = trimmed(inside.substr(colon + 1));
    if (!is_variable(name) || !is_type(type)) return std::nullopt;
    return Piece{Piece::Kind::typed, std::string(name), std::string(type), false};
  }

  bool starts_statement() const {
    std::size_t back = at_;
    while (back > 0 && (text_[back - 1] == ' ' || text_[back - 1] == '\t')) --back;
    if (back == 0) return true;
    const char c = text_[back - 1];
    if (c == '\n') {  // a line that goes on from the one before is no start
      while (back > 0 && std::isspace(static_cast<unsigned char>(text_[back - 1]))) --back;
      if (back == 0) return true;
      if (text_.substr(0, back).ends_with("...")) return true;
      const char last = text_[back - 1];
      return last != ',' && last != '(' && last != '[' && last != '.' && last != '=';
    }
    return c == '{' || c == '}' || c == ';';
  }

  bool ends_statement() const {
    std::size_t next = at_;
    while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) ++next;
    if (next == text_.size()) return true;
    const char c = text_[next];
    return c == '\n' || c == '}' || c == '\r' || std::isalpha(static_cast<unsigned char>(c)) || c == '$';
  }

  void flush() {
    if (!code_.empty()) pieces_.push_back({Piece::Kind::code, std::move(code_), {}, false});
    code_.clear();
  }

  std::string_view text_;
  Language language_;
  std::size_t at_ = 0;
  std::string code_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> split(std::string_view text, Language language) { return Splitter(text, language).run(); }

std::string word_of(const Piece& piece, bool capital, std::size_t typed_number) {
  std::string word;
  switch (piece.kind) {
    case Piece::Kind::ellipsis: word = kEllipsisWord; break;
    case Piece::Kind::metavariable: word = std::string(kMetavariableWord) + piece.text.substr(1); break;
    case Piece::Kind::metavariable_list: word = std::string(kListWord) + piece.text.substr(4); break;
    case Piece::Kind::typed: word = std::string(kTypedWord) + std::to_string(typed_number); break;
    case Piece::Kind::deep_open: return std::string(kDeepWord) + "(";
    case Piece::Kind::deep_close: return ")";
    case Piece::Kind::code: return piece.text;
  }
  if (capital) word[0] = 'G';
  return word;
}

}  // namespace gate::patterns
