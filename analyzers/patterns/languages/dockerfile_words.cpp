// Words of an instruction: quotes, escapes, expansions, and a pattern's placeholders.
#include "analyzers/patterns/languages/dockerfile_parts.h"
#include "analyzers/patterns/placeholders.h"

namespace gate::patterns::dockerfile {
namespace {

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Steps over text while minding quotes and `${}`.
class Scanner {
 public:
  Scanner(std::string_view text, char escape) : text_(text), escape_(escape) {}

  bool plain() const { return quote_ == '\0' && depth_ == 0; }

  // The byte after the one at `at`, or after an escaped pair.
  std::size_t step(std::size_t at) {
    const char c = text_[at];
    if (c == escape_ && quote_ != '\'' && at + 1 < text_.size()) return at + 2;
    if (quote_ != '\0') {
      if (c == quote_) quote_ = '\0';
    } else if (c == '\'' || c == '"') {
      quote_ = c;
    } else if (c == '$' && text_.substr(at).starts_with("${")) {
      ++depth_;
      return at + 2;
    } else if (c == '}' && depth_ > 0) {
      --depth_;
    }
    return at + 1;
  }

 private:
  std::string_view text_;
  char escape_;
  char quote_ = '\0';
  int depth_ = 0;
};

struct Fragment {
  Kind kind = Kind::string;  // string; unary: an expansion; identifier: a placeholder
  std::string text;          // of the string; the expansion's name, or all within its braces
  std::uint32_t start = 0, end = 0;
};

// Length of the placeholder that `text` begins with; 0: none.
std::size_t placeholder_length(std::string_view text) {
  if (text.starts_with(kEllipsisWord)) return kEllipsisWord.size();
  const std::string_view before = text.starts_with(kListWord)           ? kListWord
                                  : text.starts_with(kMetavariableWord) ? kMetavariableWord
                                                                        : std::string_view{};
  if (before.empty()) return 0;
  std::size_t length = before.size();
  while (length < text.size() && is_name(text[length])) ++length;
  return length;
}

class WordReader {
 public:
  WordReader(const Builder& builder, Text word) : builder_(builder), word_(word), text_(word.text) {}

  std::vector<Fragment> read() {
    while (at_ < text_.size()) step();
    flush();
    return std::move(fragments_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == builder_.escape && quote_ != '\'' && at_ + 1 < text_.size()) {
      ++at_;
      literal();
    } else if (quote_ == '\0' ? c == '\'' || c == '"' : c == quote_) {
      quote_ = quote_ == '\0' ? c : '\0';
      quoted_ = true;
      ++at_;
    } else if (c == '$' && quote_ != '\'' && expansion()) {
    } else if (const std::size_t length = quote_ == '\0' && (at_ == 0 || !is_name(text_[at_ - 1]))
                                              ? placeholder_length(text_.substr(at_))
                                              : 0) {
      add(Kind::identifier, std::string(text_.substr(at_, length)), length);
    } else {
      literal();
    }
  }

  void literal() {
    if (piece_.empty()) piece_start_ = at_;
    piece_ += text_[at_++];
  }

  bool expansion() {
    const std::string_view rest = text_.substr(at_ + 1);
    if (rest.starts_with('{')) {
      const std::size_t close = rest.find('}');
      if (close == rest.npos) return false;
      add(Kind::unary, std::string(rest.substr(1, close - 1)), close + 2);
      return true;
    }
    std::size_t length = 0;
    while (length < rest.size() && is_name(rest[length])) ++length;
    if (length == 0) return false;
    add(Kind::unary, std::string(rest.substr(0, length)), length + 1);
    return true;
  }

  void add(Kind kind, std::string text, std::size_t length) {
    flush();
    const std::uint32_t start = word_.start + static_cast<std::uint32_t>(at_);
    fragments_.push_back({kind, std::move(text), start, start + static_cast<std::uint32_t>(length)});
    at_ += length;
  }

  void flush() {
    if (piece_.empty() && !(quoted_ && fragments_.empty() && at_ == text_.size())) return;
    const std::uint32_t end = word_.start + static_cast<std::uint32_t>(at_);
    fragments_.push_back(
        {Kind::string, std::move(piece_), word_.start + static_cast<std::uint32_t>(piece_start_), end});
    piece_.clear();
  }

  const Builder& builder_;
  Text word_;
  std::string_view text_;
  std::size_t at_ = 0, piece_start_ = 0;
  char quote_ = '\0';
  bool quoted_ = false;
  std::string piece_;
  std::vector<Fragment> fragments_;
};

void add_fragment(Builder& builder, Fragment fragment, Role role) {
  Ast& ast = builder.ast;
  const std::string_view text = ast.keep(std::move(fragment.text));
  if (fragment.kind != Kind::unary) {
    ast.leaf(fragment.kind, role, fragment.start, fragment.end, 0, text);
    return;
  }
  ast.open(Kind::unary, role, fragment.start, fragment.end, 0, "$");
  ast.leaf(Kind::identifier, Role::operand, fragment.start, fragment.end, 0, text);
  ast.close();
}

}  // namespace

std::vector<Text> words_of(Text text, char escape) {
  std::vector<Text> words;
  Scanner scanner(text.text, escape);
  std::size_t start = text.text.npos, at = 0;
  while (at < text.text.size()) {
    const bool gap = scanner.plain() && is_blank(text.text[at]);
    if (gap && start != text.text.npos) words.push_back(text.part(start, at));
    if (gap)
      start = text.text.npos;
    else if (start == text.text.npos)
      start = at;
    at = gap ? at + 1 : scanner.step(at);
  }
  if (start != text.text.npos) words.push_back(text.part(start, text.text.size()));
  return words;
}

std::size_t find_plain(Text word, std::string_view set, char escape) {
  Scanner scanner(word.text, escape);
  for (std::size_t at = 0; at < word.text.size(); at = scanner.step(at))
    if (scanner.plain() && set.contains(word.text[at])) return at;
  return word.text.npos;
}

bool is_list_placeholder(std::string_view text) {
  return (text == kEllipsisWord || text.starts_with(kListWord)) && placeholder_length(text) == text.size();
}

void add_word(Builder& builder, Text word, Role role) {
  std::vector<Fragment> fragments = WordReader(builder, word).read();
  if (fragments.empty()) {
    builder.ast.leaf(Kind::string, role, word.start, word.end());
  } else if (fragments.size() == 1) {
    fragments[0].start = word.start;
    fragments[0].end = word.end();
    add_fragment(builder, std::move(fragments[0]), role);
  } else {
    builder.ast.open(Kind::template_string, role, word.start, word.end());
    for (Fragment& fragment : fragments) add_fragment(builder, std::move(fragment), Role::element);
    builder.ast.close();
  }
}

}  // namespace gate::patterns::dockerfile
