#include <algorithm>

#include "gate/evidence/tests/source_tests.h"

namespace gate::evidence {
namespace {

// Blanks comments in one pass. Strings end with their line, but for the kinds that do not; so a quote that is none (in
// a regular expression, a lifetime) costs one line at most.
class Blanker {
 public:
  Blanker(TestLanguage language, std::string_view text) : language_(language), text_(text), out_(text) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  bool hash() const { return language_ == TestLanguage::python || language_ == TestLanguage::ruby; }
  bool at(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  void step() {
    if (hash() ? at("#") : at("//")) return blank_to("\n", 0);
    if (language_ == TestLanguage::php && at("#") && !at("#[")) return blank_to("\n", 0);
    if (!hash() && at("/*")) return blank_to("*/", 2);
    if (language_ == TestLanguage::ruby && at("=begin") && (at_ == 0 || text_[at_ - 1] == '\n'))
      return blank_to("\n=end", 5);
    if (language_ == TestLanguage::python && (at("\"\"\"") || at("'''"))) return blank_to(text_.substr(at_, 3), 3, 3);
    const char c = text_[at_];
    const bool template_quote = c == '`' && (language_ == TestLanguage::javascript || language_ == TestLanguage::go);
    if (template_quote) return skip_string(c, true);
    if (c == '"') return skip_string(c, false);
    if (c == '\'' && is_string_quote()) return skip_string(c, false);
    ++at_;
  }

  // A single quote also begins a character, a lifetime (Rust) or a digit group (C++).
  bool is_string_quote() const {
    if (hash() || language_ == TestLanguage::javascript || language_ == TestLanguage::php) return true;
    auto close = text_.find('\'', at_ + 1);
    return close != std::string_view::npos && close - at_ <= 4;
  }

  void blank_to(std::string_view end, std::size_t extra, std::size_t from = 2) {
    auto stop = text_.find(end, std::min(at_ + from, text_.size()));
    if (end == "\n") stop = text_.find('\n', at_);
    stop = stop == std::string_view::npos ? text_.size() : stop + extra;
    for (; at_ < stop; ++at_)
      if (out_[at_] != '\n') out_[at_] = ' ';
  }

  void skip_string(char quote, bool lines) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\' && quote != '`') {
        ++at_;
      } else if (text_[at_] == quote) {
        ++at_;
        return;
      } else if (text_[at_] == '\n' && !lines) {
        return;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  TestLanguage language_;
  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

std::string without_comments(TestLanguage language, std::string_view text) { return Blanker(language, text).run(); }

}  // namespace gate::evidence
