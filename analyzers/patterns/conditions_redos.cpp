#include <optional>
#include <vector>

#include "analyzers/patterns/conditions.h"

namespace gate::patterns {
namespace {

// Reads an expression once from left to right, with a stack of open groups.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool slow() {
    while (at_ < text_.size() && !slow_) element();
    return slow_;
  }

 private:
  struct Open {
    bool varies = false;         // something inside repeats, two or more times, in more than one number
    bool explosive = false;      // a repeated group with such inside stands in this alternative
    bool any_explosive = false;  // or in another
    bool follows = false;        // it did before this group
  };
  struct Count {
    unsigned least = 1, most = 1;
    bool unlimited = false;
    bool varies() const { return unlimited || (least >= 1 && most > least) || (least == 0 && most >= 2); }
  };

  Open& top() { return open_.back(); }

  // What can fail comes after a part that explodes.
  void constraint() {
    if (top().explosive || top().follows) slow_ = true;
  }

  void element() {
    const char c = text_[at_];
    if (c == '(') return open();
    if (c == ')') return close();
    if (c == '|') {
      ++at_;
      top().any_explosive |= top().explosive;
      top().explosive = false;
      return;
    }
    constraint();
    if (c == '[')
      skip_class();
    else
      at_ += c == '\\' ? 2 : 1;
    if (const auto count = quantifier(); count && count->varies()) top().varies = true;
  }

  void open() {
    ++at_;
    const bool follows = top().explosive || top().follows;
    open_.push_back({.follows = follows});
    if (at_ >= text_.size() || text_[at_] != '?') return;
    // (?: (?= (?<name> (?i) ...: the kind of group does not matter here.
    ++at_;
    while (at_ < text_.size() && std::string_view(":=!>)").find(text_[at_]) == std::string_view::npos) ++at_;
    if (at_ < text_.size() && text_[at_] != ')') ++at_;
  }

  void close() {
    ++at_;
    if (open_.size() == 1) return;
    const Open group = top();
    open_.pop_back();
    const auto count = quantifier();
    const bool many = count && (count->unlimited || count->most >= 4);
    top().varies |= group.varies || (count && count->varies());
    if (group.any_explosive || group.explosive || (many && group.varies)) top().explosive = true;
  }

  void skip_class() {
    ++at_;
    if (at_ < text_.size() && text_[at_] == '^') ++at_;
    if (at_ < text_.size() && text_[at_] == ']') ++at_;
    while (at_ < text_.size() && text_[at_] != ']') at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
  }

  // nullopt: none, or a possessive one, which never goes back.
  std::optional<Count> quantifier() {
    if (at_ >= text_.size()) return std::nullopt;
    Count count;
    const char c = text_[at_];
    if (c == '*' || c == '+') {
      count = {c == '+' ? 1u : 0u, 0, true};
      ++at_;
    } else if (c == '?') {
      count = {0, 1, false};
      ++at_;
    } else if (c != '{' || !braces(count)) {
      return std::nullopt;
    }
    const char next = at_ < text_.size() ? text_[at_] : '\0';
    if (next == '?' || next == '+') ++at_;
    return next == '+' ? std::nullopt : std::optional(count);
  }

  bool braces(Count& count) {
    std::size_t at = at_ + 1;
    const auto number = [&](unsigned& value) {
      const std::size_t before = at;
      for (value = 0; at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; ++at)
        value = value > 100'000 ? value : value * 10 + static_cast<unsigned>(text_[at] - '0');
      return at > before;
    };
    if (!number(count.least)) return false;
    count.most = count.least;
    if (at < text_.size() && text_[at] == ',') {
      ++at;
      count.unlimited = !number(count.most);
    }
    if (at >= text_.size() || text_[at] != '}') return false;
    at_ = at + 1;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Open> open_{Open{}};
  bool slow_ = false;
};

}  // namespace

bool slow_regex(std::string_view expression) { return Reader(expression).slow(); }

}  // namespace gate::patterns
