#include "analyzers/patterns/generic/alien.h"

#include <algorithm>
#include <cctype>

#include "analyzers/patterns/pattern.h"

namespace gate::patterns::generic {
namespace {

enum class Kind { dots, long_dots, metavariable, word, open, close, line, other };

struct Token {
  Kind kind = Kind::other;
  std::string text;         // as written; of variables the name with "$" or "$..."
  bool named = false;       // dots: $...X
  std::size_t partner = 0;  // open, close: the other bracket; 0: none
};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c))) out += '\\';
    out += c;
  }
  return out;
}

bool flag(const Json& options, const char* name, bool otherwise) {
  const auto found = options.find(name);
  return found != options.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

struct Style {
  bool multiline = true, caseless = false;
  std::string word_characters;  // beyond letters, digits and "_"
  std::vector<std::pair<char, char>> brackets{{'(', ')'}, {'[', ']'}, {'{', '}'}};

  explicit Style(const Json& options) {
    multiline = flag(options, "generic_multiline", true);
    caseless = flag(options, "generic_caseless", false);
    if (!multiline) brackets.insert(brackets.end(), {{'"', '"'}, {'\'', '\''}});
    if (const auto own = options.find("generic_braces"); own != options.end() && own->is_array()) brackets.clear();
    add_brackets(options, "generic_braces");
    add_brackets(options, "generic_extra_braces");
    if (const auto extra = options.find("generic_extra_word_characters"); extra != options.end() && extra->is_array())
      for (const Json& one : *extra)
        if (one.is_string() && one.get_ref<const std::string&>().size() == 1)
          word_characters += one.get_ref<const std::string&>();
  }

  bool is_word(char c) const {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || word_characters.contains(c);
  }
  char closing(char c) const {
    for (const auto& [open, close] : brackets)
      if (open == c) return close;
    return '\0';
  }
  bool closes(char c) const {
    return std::ranges::any_of(brackets, [&](const auto& pair) { return pair.second == c; });
  }

 private:
  void add_brackets(const Json& options, const char* name) {
    const auto pairs = options.find(name);
    if (pairs == options.end() || !pairs->is_array()) return;
    for (const Json& pair : *pairs) {
      if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) continue;
      const auto open = pair[0].get<std::string>(), close = pair[1].get<std::string>();
      if (open.size() == 1 && close.size() == 1) brackets.emplace_back(open[0], close[0]);
    }
  }
};

class Lexer {
 public:
  Lexer(std::string_view text, const Style& style) : text_(text), style_(style) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) next();
    pair_brackets();
    return std::move(tokens_);
  }

 private:
  void next() {
    const char c = text_[at_];
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("....")) return take(Kind::long_dots, 4);
    if (rest.starts_with("...")) return take(Kind::dots, 3);
    if (c == '$' && variable(rest)) return;
    if (c == '\n' && !style_.multiline) return take(Kind::line, 1);
    if (std::isspace(static_cast<unsigned char>(c))) {
      ++at_;
      return;
    }
    std::size_t length = 0;
    while (length < rest.size() && style_.is_word(rest[length])) ++length;
    if (length > 0) return take(Kind::word, length);
    length = 1;  // a character of several bytes
    while (static_cast<unsigned char>(c) >= 0xc0 && length < rest.size() && (rest[length] & 0xc0) == 0x80) ++length;
    take(style_.closing(c) != '\0' ? Kind::open : style_.closes(c) ? Kind::close : Kind::other, length);
  }

  bool variable(std::string_view rest) {
    std::size_t dots = 0;
    while (dots < 4 && 1 + dots < rest.size() && rest[1 + dots] == '.') ++dots;
    const std::size_t name = 1 + dots;
    if ((dots != 0 && dots < 3) || name >= rest.size() || !is_upper(rest[name])) return false;
    std::size_t end = name;
    while (end < rest.size() && (is_upper(rest[end]) || (rest[end] >= '0' && rest[end] <= '9') || rest[end] == '_'))
      ++end;
    take(dots == 0 ? Kind::metavariable : dots == 3 ? Kind::dots : Kind::long_dots, end);
    Token& token = tokens_.back();
    token.named = dots > 0;
    if (dots == 4) token.text.erase(1, 1);
    return true;
  }

  void take(Kind kind, std::size_t length) {
    tokens_.push_back({kind, std::string(text_.substr(at_, length))});
    at_ += length;
  }

  // A bracket without its partner is a mark like any other.
  void pair_brackets() {
    std::vector<std::size_t> open;
    for (std::size_t n = 0; n < tokens_.size(); ++n) {
      Token& token = tokens_[n];
      if (token.kind != Kind::open && token.kind != Kind::close) continue;
      auto partner = std::ranges::find_if(open.rbegin(), open.rend(), [&](std::size_t at) {
        return style_.closing(tokens_[at].text[0]) == token.text[0];
      });
      if (partner != open.rend()) {
        token.kind = Kind::close;
        token.partner = *partner;
        tokens_[*partner].partner = n;
        open.erase(std::prev(partner.base()), open.end());
      } else if (token.kind == Kind::open) {
        open.push_back(n);
      } else {
        token.kind = Kind::other;
      }
    }
    for (Token& token : tokens_)
      if (token.kind == Kind::open && token.partner == 0) token.kind = Kind::other;
  }

  std::string_view text_;
  const Style& style_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

class Writer {
 public:
  Writer(const Style& style, const std::vector<Token>& tokens, std::vector<std::string>& variables)
      : style_(style), tokens_(tokens), variables_(variables) {
    inside_ = "A-Za-z0-9_" + escaped(style.word_characters);
    word_ = "[" + inside_ + "]";
  }

  AlienExpression run() {
    std::string& out = made_.text;
    if (style_.caseless) out += "(?i)";
    out += "(?(DEFINE)(?<word>(?<!" + word_ + ")" + word_ + "++)";
    define(kLine, "line");
    define(kAny, "any");
    out += ")";
    for (std::size_t n = 0; n < tokens_.size(); ++n) {
      if (n > 0) out += style_.multiline ? kAny : kLine;
      element(n);
    }
    return std::move(made_);
  }

 private:
  static constexpr std::string_view kLine = "[[:blank:]]*+", kAny = "[[:space:]]*+";
  static constexpr std::uint32_t kDefined = 5;  // groups of the definitions

  // A word, a pair of brackets with all between them, or a mark.
  void define(std::string_view blank, const std::string& name) {
    std::string pairs;
    for (const auto& [open, close] : style_.brackets) {
      const std::string end = escaped({&close, 1});
      pairs += (pairs.empty() ? "" : "|") + escaped({&open, 1}) + "(?:" + std::string(blank) + "(?!" + end + ")(?:(?&" +
               name + ")" + std::string(blank) + ")*?)??" + end;
    }
    if (pairs.empty()) pairs = "(?!)";
    made_.text += "(?<" + name + "_pair>" + pairs + ")(?<" + name + ">(?&word)|(?&" + name + "_pair)|[^[:space:]" +
                  inside_ + "])";
  }

  void element(std::size_t n) {
    const Token& token = tokens_[n];
    switch (token.kind) {
      case Kind::word: made_.text += "(?<!" + word_ + ")" + escaped(token.text) + "(?!" + word_ + ")"; break;
      case Kind::line: made_.text += "\\r?\\n"; break;
      case Kind::metavariable: variable(token.text, "(?&word)", "(?<!" + word_ + ")", "(?!" + word_ + ")"); break;
      case Kind::dots:
      case Kind::long_dots: dots(n); break;
      case Kind::open:
        closing_.push_back(tokens_[token.partner].text);
        made_.text += escaped(token.text);
        break;
      case Kind::close:
        if (!closing_.empty()) closing_.pop_back();
        made_.text += escaped(token.text);
        break;
      case Kind::other: made_.text += escaped(token.text); break;
    }
  }

  // An ellipsis at the pattern's edge reaches to that of the text or line.
  void dots(std::size_t n) {
    const Token& token = tokens_[n];
    const bool lines = style_.multiline || token.kind == Kind::long_dots;
    const bool first = n == 0 || (!lines && tokens_[n - 1].kind == Kind::line);
    const bool last = n + 1 == tokens_.size() || (!lines && tokens_[n + 1].kind == Kind::line);
    const std::string not_closing = closing_.empty() ? "" : "(?!" + escaped(closing_.back()) + ")";
    const std::string name = lines ? "(?&any)" : "(?&line)", blank(lines ? kAny : kLine);
    std::string skipped = "(?:" + not_closing + name + "(?:" + blank + not_closing + name + ")*?)??";
    if (!style_.multiline && lines) skipped = "(?:\\n" + blank + ")??" + skipped + "(?:[[:space:]]*\\n)??";
    if (first) made_.text += lines ? "\\A[[:space:]]*+" : "(?:\\A|(?<=\\n))[[:blank:]]*+";
    const std::string edge = "(?!(?<=" + word_ + ")" + word_ + ")";
    if (token.named)
      variable(token.text, skipped, edge, edge);
    else
      made_.text += skipped;
    if (last) made_.text += lines ? "[[:space:]]*+\\z" : "[[:blank:]]*+(?:\\z|(?=\\r?\\n))";
  }

  // Binds at its first place; later ones must say the same.
  void variable(const std::string& name, std::string_view what, const std::string& before, const std::string& after) {
    const Variable variable = variable_of(name, variables_);
    const auto known = std::ranges::find(made_.groups, variable, &std::pair<Variable, std::uint32_t>::first);
    if (known != made_.groups.end()) {
      made_.text += before + "\\g{" + std::to_string(known->second) + "}" + after;
      return;
    }
    made_.groups.emplace_back(variable, kDefined + static_cast<std::uint32_t>(made_.groups.size()) + 1);
    ((made_.text += "(") += what) += ")";
  }

  const Style& style_;
  const std::vector<Token>& tokens_;
  std::vector<std::string>& variables_;
  std::string word_, inside_;
  std::vector<std::string> closing_;
  AlienExpression made_;
};

}  // namespace

AlienExpression alien_expression(std::string_view pattern, std::vector<std::string>& variables, const Json& options) {
  const Style style(options);
  while (!pattern.empty() && std::isspace(static_cast<unsigned char>(pattern.back()))) pattern.remove_suffix(1);
  const std::vector<Token> tokens = Lexer(pattern, style).run();
  return Writer(style, tokens, variables).run();
}

}  // namespace gate::patterns::generic
