#include "analyzers/patterns/taint/labels.h"

#include <cctype>

namespace gate::patterns::taint {

// Recursive descent over `text`, writing postfix terms.
class RequirementReader {
 public:
  explicit RequirementReader(std::string_view text) : text_(text) { next(); }

  Expected<Requirement> read() {
    if (!either(0) || !word_.empty())
      return fail(ErrorKind::parse, "'" + std::string(text_) + "' is no expression over labels", {},
                  "join labels with 'and', 'or', 'not' and parentheses");
    Requirement made;
    made.terms_ = std::move(terms_);
    return made;
  }

 private:
  using Op = Requirement::Op;

  void next() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
    const std::size_t from = at_;
    const auto in_word = [&] {
      return at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_');
    };
    while (in_word()) ++at_;
    if (at_ == from && at_ < text_.size()) ++at_;
    word_ = text_.substr(from, at_ - from);
  }
  bool take(std::string_view word) {
    if (word_ != word) return false;
    next();
    return true;
  }

  bool either(int depth) {
    if (!both(depth)) return false;
    while (take("or")) {
      if (!both(depth)) return false;
      terms_.push_back({Op::either, {}});
    }
    return true;
  }
  bool both(int depth) {
    if (!one(depth)) return false;
    while (take("and")) {
      if (!one(depth)) return false;
      terms_.push_back({Op::both, {}});
    }
    return true;
  }
  bool one(int depth) {
    if (depth > 100) return false;
    if (take("not")) {
      if (!one(depth + 1)) return false;
      terms_.push_back({Op::invert, {}});
      return true;
    }
    if (take("(")) return either(depth + 1) && take(")");
    if (word_.empty() || word_ == "and" || word_ == "or") return false;
    if (!std::isalnum(static_cast<unsigned char>(word_[0])) && word_[0] != '_') return false;
    terms_.push_back({Op::label, std::string(word_)});
    next();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view word_;  // empty: at the end
  std::vector<Requirement::Term> terms_;
};

Expected<Requirement> Requirement::read(std::string_view text) { return RequirementReader(text).read(); }

bool Requirement::holds(const std::function<bool(std::string_view)>& has) const {
  std::vector<bool> stack;
  for (const Term& term : terms_) {
    if (term.op == Op::label) {
      stack.push_back(has(term.label));
    } else if (term.op == Op::invert) {
      stack.back() = !stack.back();
    } else {
      const bool right = stack.back();
      stack.pop_back();
      stack.back() = term.op == Op::both ? stack.back() && right : stack.back() || right;
    }
  }
  return stack.empty() || stack.back();
}

}  // namespace gate::patterns::taint
