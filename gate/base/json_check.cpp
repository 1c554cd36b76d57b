#include "gate/base/json_check.h"

#include <fmt/format.h>

#include <optional>

#include "gate/base/text.h"

namespace gate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
 public:
  Scanner(std::string_view text, JsonDialect dialect) : text_(text), comments_(dialect == JsonDialect::jsonc) {}

  // Runs to the end or the first problem.
  void run() {
    if (text_.starts_with("\xEF\xBB\xBF")) line_ = at_ = 3;
    while (!found_) {
      skip_space();
      if (found_) return;
      if (line_begins_) indent_ = at_ - line_;
      if (at_ >= text_.size()) return finish();
      (this->*state_)();
      line_begins_ = false;
    }
  }

  std::optional<JsonProblem> found() { return std::move(found_); }

 private:
  struct Level {
    std::size_t opened;
    bool object;
    std::size_t indent;  // of the line that opened it
  };
  using State = void (Scanner::*)();

  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void problem(std::size_t offset, std::string message) {
    if (found_) return;
    LineIndex::Place place = LineIndex(text_).place(offset);
    found_ = JsonProblem{place.line, place.column, offset, std::move(message)};
  }

  std::uint32_t line_of(std::size_t offset) const { return LineIndex(text_).place(offset).line; }

  // What stands at the place, for "unexpected ...".
  std::string seen() const {
    CodePoint c = decode_utf8(text_, at_);
    if (!c.valid) return "a byte that is not UTF-8";
    if (!is_word(text_[at_])) return fmt::format("'{}'", printable(text_.substr(at_, c.length)));
    std::size_t end = at_;
    while (end < text_.size() && end - at_ < 24 && is_word(text_[end])) ++end;
    return fmt::format("'{}'", printable(to_utf8(text_.substr(at_, end - at_))));
  }

  void skip_space() {
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '\n') {
        line_ = ++at_;
        line_begins_ = true;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        ++at_;
      } else if (c == '/' && (peek(1) == '/' || peek(1) == '*')) {
        if (!comments_) return problem(at_, "comments are not allowed in JSON");
        if (!comment()) return;
      } else {
        return;
      }
    }
  }

  bool comment() {
    std::size_t opened = at_;
    bool line = peek(1) == '/';
    std::size_t end = text_.find(line ? "\n" : "*/", at_ + 2);
    if (end == std::string_view::npos && !line) {
      problem(opened, "unclosed comment '/*'");
      return false;
    }
    at_ = end == std::string_view::npos ? text_.size() : line ? end : end + 2;
    std::size_t newline = text_.substr(0, at_).rfind('\n');
    if (newline != std::string_view::npos && newline > opened) {
      line_ = newline + 1;
      line_begins_ = true;
    }
    return true;
  }

  void finish() {
    if (levels_.empty() && state_ == &Scanner::after_root) return;
    if (levels_.empty()) return problem(text_.size(), "no value: the text is empty");
    const Level& level = suspect_ ? *suspect_ : levels_.back();
    std::string_view until =
        suspect_ ? "a bracket that is indented less closes it" : "the text ends before its bracket";
    problem(level.opened, fmt::format("unclosed '{}': {}", level.object ? '{' : '[', until));
  }

  // States: what is expected at a token's first byte.

  void value() {
    char c = peek();
    if (c == '{' || c == '[') {
      levels_.push_back({at_++, c == '{', indent_});
      state_ = c == '{' ? &Scanner::first_key : &Scanner::first_element;
      return;
    }
    if (c == '"') {
      if (!string("string")) return;
    } else if (c == '-' || is_digit(c)) {
      if (!number()) return;
    } else if (!word()) {
      return;
    }
    after_value();
  }

  void first_element() { peek() == ']' ? close() : value(); }

  void next_element() {
    if (peek() != ']') return value();
    if (!comments_) return problem(comma_, "trailing ',' before ']'");
    close();
  }

  void first_key() { peek() == '}' ? close() : key(); }

  void next_key() {
    if (peek() != '}') return key();
    if (!comments_) return problem(comma_, "trailing ',' before '}'");
    close();
  }

  void key() {
    char c = peek();
    if (c == '\'') return problem(at_, "single quotes are not allowed: keys are written in double quotes");
    if (c == ']') return mismatch();
    if (c == ',') return problem(at_, "unexpected ','; expected a key");
    if (c != '"' && is_word(c)) return problem(at_, fmt::format("key {} must be in double quotes", seen()));
    if (c != '"') return problem(at_, fmt::format("expected a key in double quotes, found {}", seen()));
    if (string("key")) state_ = &Scanner::colon;
  }

  void colon() {
    if (peek() != ':') return problem(at_, fmt::format("missing ':' after key, found {}", seen()));
    ++at_;
    state_ = &Scanner::member_value;
  }

  void member_value() {
    if (peek() == '}' || peek() == ',') return problem(at_, fmt::format("missing value after ':', found {}", seen()));
    value();
  }

  void after_element() {
    char c = peek();
    if (c == ',') return comma(&Scanner::next_element);
    if (c == ']') return close();
    if (c == '}') return mismatch();
    if (c == ':') return problem(at_, "unexpected ':' in an array; objects are written with '{'");
    problem(value_end_, fmt::format("missing ',' between array elements, before {}", seen()));
  }

  void after_member() {
    char c = peek();
    if (c == ',') return comma(&Scanner::next_key);
    if (c == '}') return close();
    if (c == ']') return mismatch();
    if (c == ':') return problem(at_, "unexpected ':'; a ',' may be missing before the key");
    problem(value_end_, fmt::format("missing ',' between members of the object, before {}", seen()));
  }

  void after_root() {
    if (peek() == '}' || peek() == ']') return problem(at_, fmt::format("'{}' closes nothing", peek()));
    problem(at_, fmt::format("unexpected {} after the end of the value", seen()));
  }

  void comma(State next) {
    comma_ = at_++;
    state_ = next;
  }

  void mismatch() {
    const Level& level = levels_.back();
    problem(at_, fmt::format("'{}' does not close '{}' opened at line {}", peek(), level.object ? '{' : '[',
                             line_of(level.opened)));
  }

  // A bracket that begins its line and is indented less than the line of its partner was meant for another one: should
  // the text end too early, the partner is what was left open.
  void close() {
    const Level& level = levels_.back();
    if (!suspect_ && line_begins_ && at_ - line_ < level.indent) suspect_ = level;
    ++at_;
    levels_.pop_back();
    after_value();
  }

  void after_value() {
    value_end_ = at_;
    state_ = levels_.empty()         ? &Scanner::after_root
             : levels_.back().object ? &Scanner::after_member
                                     : &Scanner::after_element;
  }

  // Tokens. Each returns false after a problem.

  bool word() {
    for (std::string_view literal : {"true", "false", "null"}) {
      if (text_.substr(at_, literal.size()) == literal && !is_word(peek(literal.size()))) {
        at_ += literal.size();
        return true;
      }
    }
    char c = peek();
    if (!levels_.empty() && (c == '}' || c == ']')) {
      mismatch();
    } else if (c == '\'') {
      problem(at_, "single quotes are not allowed: strings are written in double quotes");
    } else if (c == ',') {
      problem(at_, "unexpected ','; expected a value");
    } else if (c == '.' || c == '+') {
      problem(at_, "invalid number: it must begin with a digit or '-'");
    } else if (is_word(c)) {
      problem(at_, fmt::format("{} is not a JSON value", seen()));
    } else {
      problem(at_, fmt::format("expected a value, found {}", seen()));
    }
    return false;
  }

  std::size_t digits() {
    std::size_t first = at_;
    while (is_digit(peek())) ++at_;
    return at_ - first;
  }

  bool number() {
    std::size_t first = at_;
    if (peek() == '-') ++at_;
    bool zero = peek() == '0';
    std::size_t whole = digits();
    std::string_view wrong;
    if (whole == 0) wrong = "no digit after '-'";
    if (zero && whole > 1) wrong = "a leading zero is not allowed";
    if (wrong.empty() && peek() == '.') {
      ++at_;
      if (digits() == 0) wrong = "no digit after '.'";
    }
    if (wrong.empty() && (peek() == 'e' || peek() == 'E')) {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (digits() == 0) wrong = "no digit in the exponent";
    }
    if (wrong.empty() && (is_word(peek()) || peek() == '.' || peek() == '+')) wrong = "unexpected characters in it";
    if (wrong.empty()) return true;
    problem(first, fmt::format("invalid number: {}", wrong));
    return false;
  }

  bool string(std::string_view what) {
    std::size_t opened = at_++;
    while (at_ < text_.size()) {
      auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') return ++at_, true;
      if (c == '\n' || c == '\r') {
        problem(opened, fmt::format("unclosed {}: no '\"' before the end of the line", what));
        return false;
      }
      if (c < 0x20) {
        problem(at_, fmt::format("control character \\x{:02X} in a {}; write it as \\u{:04x}", c, what, c));
        return false;
      }
      if (c == '\\' ? !escape() : !character()) return false;
    }
    problem(opened, fmt::format("unclosed {}: the text ends before its '\"'", what));
    return false;
  }

  bool character() {
    CodePoint c = decode_utf8(text_, at_);
    if (!c.valid) problem(at_, "a byte that is not UTF-8");
    at_ += c.length;
    return c.valid;
  }

  bool escape() {
    char c = peek(1);
    if (c == 'u') {
      for (std::size_t i = 2; i < 6; ++i) {
        if (is_hex(peek(i))) continue;
        problem(at_, "invalid escape: \\u needs four hexadecimal digits");
        return false;
      }
      at_ += 6;
      return true;
    }
    if (c == '\0' || std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) {
      problem(at_,
              c == '\0' ? "invalid escape" : fmt::format("invalid escape '\\{}'", printable(text_.substr(at_ + 1, 1))));
      return false;
    }
    at_ += 2;
    return true;
  }

  std::string_view text_;
  bool comments_;
  std::size_t at_ = 0;
  std::size_t comma_ = 0;      // the ',' read last
  std::size_t value_end_ = 0;  // end of the value read last
  State state_ = &Scanner::value;
  std::vector<Level> levels_;
  std::size_t line_ = 0;     // start of the current line
  std::size_t indent_ = 0;   // of the line of the current token
  bool line_begins_ = true;  // nothing but blanks and comments stands before the current token on its line
  std::optional<Level> suspect_;
  std::optional<JsonProblem> found_;
};

}  // namespace

std::vector<JsonProblem> check_json(std::string_view text, JsonDialect dialect) {
  Scanner scanner(text, dialect);
  scanner.run();
  if (auto problem = scanner.found()) return {std::move(*problem)};
  return {};
}

}  // namespace gate
