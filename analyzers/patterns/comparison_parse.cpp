#include <array>
#include <optional>

#include "analyzers/patterns/comparison_tree.h"

namespace gate::patterns {
namespace {

using Step = ComparisonStep;
constexpr int kDeepest = 100;

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// Recursive descent by Python's levels of precedence.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Expected<Step> all() {
    Step step = disjunction();
    blank();
    if (!failed_ && at_ < text_.size()) error("unexpected text");
    if (failed_) return fail(ErrorKind::usage, "not a comparison: " + problem_, "offset " + std::to_string(where_));
    return step;
  }

 private:
  // Counts levels, so that no text can exhaust the stack.
  struct Level {
    explicit Level(Parser& p) : parser(p) {
      if (++parser.depth_ > kDeepest) parser.error("nested too deeply");
    }
    ~Level() { --parser.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Parser& parser;
  };

  void error(std::string problem) {
    if (failed_) return;
    failed_ = true;
    problem_ = std::move(problem);
    where_ = at_;
  }

  void blank() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  bool take(std::string_view token) {
    blank();
    if (!text_.substr(at_).starts_with(token)) return false;
    const std::size_t end = at_ + token.size();
    if (starts_name(token[0]) && end < text_.size() && (starts_name(text_[end]) || digit(text_[end]))) return false;
    at_ = end;
    return true;
  }

  static Step binary(std::string op, Step left, Step right) {
    Step step;
    step.is = Step::Is::binary;
    step.text = std::move(op);
    step.parts.push_back(std::move(left));
    step.parts.push_back(std::move(right));
    return step;
  }

  Step unary(std::string op, Step operand) {
    Step step;
    step.is = Step::Is::unary;
    step.text = std::move(op);
    step.parts.push_back(std::move(operand));
    return step;
  }

  Step disjunction() {
    const Level level(*this);
    Step left = conjunction();
    for (int n = 0; !failed_ && take("or"); ++n) left = chain("or", std::move(left), conjunction(), n);
    return left;
  }

  Step conjunction() {
    Step left = negation();
    for (int n = 0; !failed_ && take("and"); ++n) left = chain("and", std::move(left), negation(), n);
    return left;
  }

  // The tree grows to the left by a level with each operator.
  Step chain(std::string op, Step left, Step right, int length) {
    if (length > kDeepest) error("too many operators in a row");
    return binary(std::move(op), std::move(left), std::move(right));
  }

  Step negation() {
    const Level level(*this);
    if (failed_) return {};
    if (take("not")) return unary("not", negation());
    return comparison();
  }

  // a < b < c is a < b and b < c.
  Step comparison() {
    Step left = bits();
    std::optional<Step> all;
    for (int n = 0; !failed_; ++n) {
      const std::string op = relation();
      if (op.empty()) break;
      Step right = bits();
      Step one = binary(op, left, right);
      all = all ? chain("and", std::move(*all), std::move(one), n) : std::move(one);
      left = std::move(right);
    }
    return all ? std::move(*all) : left;
  }

  std::string relation() {
    for (const std::string_view op : {"==", "!=", "<=", ">=", "<", ">"})
      if (take(op)) return std::string(op);
    if (take("in")) return "in";
    const std::size_t before = at_;
    if (take("not")) {
      if (take("in")) return "not in";
      at_ = before;
    }
    return {};
  }

  Step bits() {
    return level_of({"|", "^", "&"}, [this] { return sum(); });
  }
  Step sum() {
    return level_of({"+", "-"}, [this] { return product(); });
  }
  Step product() {
    return level_of({"//", "/", "%", "*"}, [this] { return factor(); });
  }

  template <class Next>
  Step level_of(std::initializer_list<std::string_view> operators, Next next) {
    Step left = next();
    for (int n = 0; !failed_; ++n) {
      std::string_view found;
      for (const std::string_view op : operators) {
        blank();
        if (op == "*" && text_.substr(at_).starts_with("**")) continue;
        if (take(op)) {
          found = op;
          break;
        }
      }
      if (found.empty()) break;
      left = chain(std::string(found), std::move(left), next(), n);
    }
    return left;
  }

  Step factor() {
    const Level level(*this);
    if (failed_) return {};
    for (const std::string_view op : {"-", "+", "~"})
      if (take(op)) return unary(std::string(op), factor());
    Step base = atom();
    if (!failed_ && take("**")) return binary("**", std::move(base), factor());
    return base;
  }

  Step atom() {
    blank();
    if (at_ >= text_.size()) {
      error("something is missing at the end");
      return {};
    }
    const char c = text_[at_];
    if (c == '$') return variable();
    if (c == '(') return group();
    if (c == '[') return arguments({.is = Step::Is::list}, ']');
    if (c == '"' || c == '\'') return string();
    if (digit(c) || c == '.') return number();
    if (starts_name(c)) return word();
    error("unexpected text");
    return {};
  }

  Step variable() {
    std::size_t end = at_ + 1;
    if (text_.substr(end).starts_with("...")) end += 3;
    while (end < text_.size() && (starts_name(text_[end]) || digit(text_[end]))) ++end;
    Step step{.is = Step::Is::variable, .text = std::string(text_.substr(at_, end - at_))};
    at_ = end;
    return step;
  }

  Step group() {
    ++at_;
    Step step = disjunction();
    if (!failed_ && !take(")")) error("a ')' is missing");
    return step;
  }

  // From the opening bracket on.
  Step arguments(Step step, char close) {
    ++at_;
    const std::string_view end(&close, 1);
    while (!failed_ && !take(end)) {
      step.parts.push_back(disjunction());
      if (failed_ || take(",")) continue;
      if (!take(end)) error(std::string("a '") + close + "' is missing");
      break;
    }
    return step;
  }

  Step string() {
    const std::string_view rest = text_.substr(at_);
    const std::string mark = rest.starts_with("\"\"\"") || rest.starts_with("'''") ? std::string(rest.substr(0, 3))
                                                                                   : std::string(rest.substr(0, 1));
    std::size_t end = at_ + mark.size();
    while (end < text_.size() && !text_.substr(end).starts_with(mark)) end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) {
      error("a quote is missing");
      return {};
    }
    Step step{.value = {std::string(text_.substr(at_ + mark.size(), end - at_ - mark.size()))}};
    at_ = end + mark.size();
    return step;
  }

  Step number() {
    std::size_t end = at_;
    while (end < text_.size() && (starts_name(text_[end]) || digit(text_[end]) || text_[end] == '.')) ++end;
    const auto value = read_number(text_.substr(at_, end - at_));
    if (!value) {
      error("not a number");
      return {};
    }
    at_ = end;
    return {.value = *value};
  }

  Step word() {
    std::size_t end = at_;
    while (end < text_.size() && (starts_name(text_[end]) || digit(text_[end]) || text_[end] == '.')) ++end;
    const std::string name(text_.substr(at_, end - at_));
    const bool quoted = end < text_.size() && (text_[end] == '"' || text_[end] == '\'');
    if (quoted && (name == "r" || name == "b" || name == "u")) {
      at_ = end;
      return string();
    }
    if (name == "True" || name == "true" || name == "False" || name == "false") {
      at_ = end;
      return {.value = {name == "True" || name == "true"}};
    }
    static constexpr std::array kFunctions{"int",   "float",    "str",      "len",
                                           "today", "strptime", "re.match", "parse_promql_duration"};
    for (const std::string_view function : kFunctions) {
      if (name != function) continue;
      at_ = end;
      blank();
      if (at_ < text_.size() && text_[at_] == '(') return arguments({.is = Step::Is::call, .text = name}, ')');
      error("'" + name + "' is a function");
      return {};
    }
    error("unknown name '" + name + "'");
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
  std::string problem_;
  std::size_t where_ = 0;
};

}  // namespace

Expected<ComparisonStep> parse_comparison(std::string_view text) { return Parser(text).all(); }

}  // namespace gate::patterns
