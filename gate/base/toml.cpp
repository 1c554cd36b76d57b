#include "gate/base/toml.h"

// toml++'s assertions fire on some malformed texts; without them it reports an error.
#ifndef NDEBUG
#define NDEBUG
#endif
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "gate/base/text.h"

namespace gate {
namespace {

constexpr std::size_t kDeepestValue = 100;
constexpr std::size_t kLongestKey = 50;

// A look at brackets and keys before toml++ sees them: it recurses by level, its destructors also by part of a dotted
// key. Strings and comments are skipped as the grammar of TOML skips them.
class Outline {
 public:
  explicit Outline(std::string_view text) : text_(text) {
    while (at_ < text_.size() && too_deep_ == kNone) step();
  }

  static constexpr std::size_t kNone = std::string_view::npos;

  std::size_t too_deep() const { return too_deep_; }  // kNone: it is not
  bool long_key() const { return dots_ > kLongestKey; }
  // The innermost bracket or multi-line string that the text leaves open.
  std::size_t unclosed() const { return open_string_ != kNone || open_.empty() ? open_string_ : open_.back(); }

 private:
  void step() {
    char c = text_[at_];
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    if (c == '"' || c == '\'') return skip_string(c);
    if (c == '.') {
      if (++dots_ > kLongestKey) too_deep_ = at_;
    } else if (c == '=' || c == ',' || c == '\n' || c == '[' || c == ']' || c == '{' || c == '}') {
      dots_ = 0;
    }
    if (c == '[' || c == '{') {
      open_.push_back(at_);
      if (open_.size() > kDeepestValue) too_deep_ = at_;
    } else if ((c == ']' || c == '}') && !open_.empty()) {
      open_.pop_back();
    }
    ++at_;
  }

  void skip_string(char quote) {
    std::size_t opened = at_;
    bool multi_line = text_.substr(at_, 3) == std::string(3, quote);
    at_ += multi_line ? 3 : 1;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '\\' && quote == '"') {
        at_ += 2;
      } else if (!multi_line && (c == quote || c == '\n')) {
        ++at_;
        return;
      } else if (multi_line && text_.substr(at_, 3) == std::string(3, quote)) {
        at_ += 3;
        while (at_ < text_.size() && text_[at_] == quote) ++at_;  // up to two quotes may stand before the closing three
        return;
      } else {
        ++at_;
      }
    }
    if (multi_line) open_string_ = opened;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t dots_ = 0;
  std::vector<std::size_t> open_;
  std::size_t open_string_ = kNone;
  std::size_t too_deep_ = kNone;
};

TomlProblem at(std::string_view text, std::size_t offset, std::string message) {
  LineIndex::Place place = LineIndex(text).place(offset);
  return {place.line, place.column, std::move(message)};
}

// toml++ counts characters, without the byte order mark.
std::size_t offset_of(std::string_view text, const toml::source_position& place) {
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::uint32_t line = 1; line < place.line && at < text.size(); ++line) {
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  for (std::uint32_t column = 1; column < place.column && at < text.size() && text[at] != '\n'; ++column) {
    at += decode_utf8(text, at).length;
  }
  return std::min(at, text.size());
}

// "Error while parsing array: expected ..." -> "in an array: expected ...".
std::string plain_words(std::string_view theirs) {
  constexpr std::string_view kStart = "Error while parsing ";
  if (!theirs.starts_with(kStart)) return printable(to_utf8(theirs));
  theirs.remove_prefix(kStart.size());
  bool vowel = std::string_view("aeiou").find(theirs.substr(0, 1)) != std::string_view::npos;
  std::string_view article = theirs.starts_with("root table") ? "the " : vowel ? "an " : "a ";
  return fmt::format("in {}{}", article, printable(to_utf8(theirs)));
}

// What a person would call the commonest slips, at the place where they were made.
TomlProblem explain(std::string_view text, std::size_t offset, std::string_view theirs, const Outline& outline) {
  auto says = [&](std::string_view words) { return theirs.find(words) != std::string_view::npos; };
  bool at_newline = offset < text.size() && (text[offset] == '\n' || text[offset] == '\r');
  if (says("encountered end-of-file") && outline.unclosed() != Outline::kNone) {
    std::size_t opened = outline.unclosed();
    bool string = text[opened] == '"' || text[opened] == '\'';
    return at(text, opened,
              fmt::format("unclosed {}", string ? text.substr(opened, 3) : fmt::format("'{}'", text[opened])));
  }
  if (says("string: ") && says("control characters") && at_newline) {
    return at(text, offset,
              fmt::format("unclosed {} before the end of the line", says("literal string") ? "\"'\"" : "'\"'"));
  }
  if (says("expected comma or closing")) {
    char close = says("']'") ? ']' : '}';
    std::size_t end = text.substr(0, offset).find_last_not_of(" \t\r\n");
    std::size_t place = end == std::string_view::npos ? offset : end + 1;
    return at(text, place, fmt::format("missing ',' or '{}' after the value", close));
  }
  if (says("could not determine value type"))
    return at(text, offset, "this is no value of TOML; text stands in quotes");
  return at(text, offset, plain_words(theirs));
}

}  // namespace

std::vector<TomlProblem> check_toml(std::string_view text) {
  Outline outline(text);
  if (outline.too_deep() != Outline::kNone) {
    return {at(text, outline.too_deep(),
               outline.long_key() ? fmt::format("a key of more than {} parts", kLongestKey)
                                  : fmt::format("nested deeper than {} levels", kDeepestValue))};
  }
  try {
    auto table = toml::parse(text);
    static_cast<void>(table);
  } catch (const toml::parse_error& error) {
    return {explain(text, offset_of(text, error.source().begin), error.description(), outline)};
  }
  return {};
}

}  // namespace gate
