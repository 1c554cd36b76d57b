#include <algorithm>
#include <map>
#include <optional>

#include "analyzers/patterns/generic/alien.h"
#include "analyzers/patterns/generic/generic.h"
#include "analyzers/patterns/generic/tokens.h"
#include "analyzers/patterns/pattern.h"

namespace gate::patterns {
namespace {

using Node = GenericPattern::Node;
using Kind = GenericPattern::Kind;
using generic::Line;
using generic::Token;

constexpr std::size_t kMostLevels = 100;

class Reader {
 public:
  Reader(std::string_view text, std::vector<Node>& nodes, std::vector<std::string>& variables)
      : text_(text), nodes_(nodes), variables_(variables) {}

  Expected<void> read() {
    std::size_t at = 0;
    std::uint32_t number = 0;
    for (Line line; generic::next_line(text_, at, number, line);) {
      while (line.indent < indents_.back()) close();
      if (line.indent > indents_.back()) {
        if (open_.size() == kMostLevels) return wrong(line, "pattern is indented more than 100 levels deep");
        open(line.indent);
      }
      if (auto added = add(line); !added) return added;
    }
    while (!open_.empty()) close();
    if (nodes_.empty()) return fail(ErrorKind::usage, "pattern has no word to look for", "1");
    return {};
  }

 private:
  static std::unexpected<Error> wrong(const Line& line, std::string message) {
    return fail(ErrorKind::usage, std::move(message), std::to_string(line.number + 1));
  }

  void open(std::uint32_t indent) {
    open_.push_back(nodes_.size());
    indents_.push_back(indent);
    nodes_.push_back({.kind = Kind::list});
    last_is_dots_ = false;
  }
  void close() {
    nodes_[open_.back()].after = static_cast<std::uint32_t>(nodes_.size());
    open_.pop_back();
    indents_.pop_back();
    last_is_dots_ = false;
  }

  Expected<void> add(const Line& line) {
    const std::vector<Token>& tokens = line.tokens;
    for (std::size_t i = 0; i < tokens.size();) {
      if (const std::size_t dots = run_of_dots(tokens, i); dots > 0) {
        // Longer runs of dots are dots, not ellipses.
        if (dots == 3) push({.kind = Kind::dots, .variable = GenericPattern::kUnnamed});
        for (std::size_t k = 0; dots != 3 && k < dots; ++k) push({.kind = Kind::mark, .text = "."});
        i += dots;
        continue;
      }
      if (is_dollar(tokens[i])) {
        if (const auto skipped = metavariable(tokens, i)) {
          const auto name = text_.substr(tokens[i].start, tokens[i + *skipped - 1].end - tokens[i].start);
          const Kind kind = *skipped == 2 ? Kind::metavariable : Kind::dots;
          if (kind == Kind::dots && last_is_dots_)
            return wrong(line, "pattern has an ellipsis directly before " + std::string(name) +
                                   ", so that neither's share of the text is certain");
          push({.kind = kind, .variable = variable_of(name, variables_)});
          i += *skipped;
          continue;
        }
      }
      push({.kind = tokens[i].word ? Kind::word : Kind::mark,
            .text = std::string(text_.substr(tokens[i].start, tokens[i].end - tokens[i].start))});
      ++i;
    }
    return {};
  }

  bool is_dollar(const Token& token) const { return !token.word && text_[token.start] == '$'; }

  // Number of tokens "." at `i` that touch each other; 0 if fewer than three.
  std::size_t run_of_dots(const std::vector<Token>& tokens, std::size_t i) const {
    std::size_t count = 0;
    while (i + count < tokens.size() && text_[tokens[i + count].start] == '.' &&
           (count == 0 || tokens[i + count].start == tokens[i + count - 1].end))
      ++count;
    return count >= 3 ? count : 0;
  }

  // How many tokens a metavariable at `i`, which is a "$", has: 2 for $X, 5 for $...X; nullopt: it is none.
  std::optional<std::size_t> metavariable(const std::vector<Token>& tokens, std::size_t i) const {
    const std::string_view rest = text_.substr(tokens[i].start + 1);
    const bool dots = rest.starts_with("...");
    const std::size_t letter = dots ? 3 : 0;
    if (letter >= rest.size() || rest[letter] < 'A' || rest[letter] > 'Z') return std::nullopt;
    const std::size_t count = dots ? 5 : 2;
    return i + count <= tokens.size() ? std::optional(count) : std::nullopt;
  }

  void push(Node node) {
    last_is_dots_ = node.kind == Kind::dots;
    node.after = static_cast<std::uint32_t>(nodes_.size() + 1);
    nodes_.push_back(std::move(node));
  }

  std::string_view text_;
  std::vector<Node>& nodes_;
  std::vector<std::string>& variables_;
  std::vector<std::size_t> open_;
  std::vector<std::uint32_t> indents_{0};
  bool last_is_dots_ = false;
};

// A node is free unless it lies after the first and not after the last place of some variable.
void mark_free(std::vector<Node>& nodes) {
  std::map<Variable, std::pair<std::size_t, std::size_t>> places;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const bool named = nodes[i].kind == Kind::metavariable || nodes[i].kind == Kind::dots;
    if (!named || nodes[i].variable == GenericPattern::kUnnamed) continue;
    // An ellipsis is bound where the last of those in a row with it ends.
    std::size_t last = i;
    while (nodes[i].kind == Kind::dots && last + 1 < nodes.size() && nodes[last + 1].kind == Kind::dots) ++last;
    places.try_emplace(nodes[i].variable, i, last).first->second.second = last;
  }
  std::vector<int> change(nodes.size() + 1, 0);
  for (const auto& [variable, reach] : places) {
    ++change[reach.first + 1];
    --change[reach.second + 1];
  }
  int covering = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i].free = (covering += change[i]) == 0;
}

}  // namespace

Expected<GenericPattern> GenericPattern::read(std::string_view text, std::vector<std::string>& variables,
                                              const Json& options) {
  GenericPattern pattern;
  pattern.options_ = options;
  const auto engine = options.find("generic_engine");
  if (engine != options.end() && engine->is_string() && engine->get<std::string>() == "aliengrep") {
    generic::AlienExpression alien = generic::alien_expression(text, variables, options);
    auto regex = Regex::compile(alien.text, {.multiline = false});
    if (!regex) return fail(ErrorKind::usage, "pattern cannot be made an expression: " + regex.error().message, "1");
    pattern.expression_ = std::move(*regex);
    pattern.groups_ = std::move(alien.groups);
    return pattern;
  }
  if (auto read = Reader(text, pattern.nodes_, variables).read(); !read) return std::unexpected(read.error());
  mark_free(pattern.nodes_);
  if (const auto span = options.find("generic_ellipsis_max_span"); span != options.end() && span->is_number_integer())
    pattern.span_ =
        static_cast<std::uint32_t>(std::clamp(span->get<std::int64_t>(), std::int64_t{0}, std::int64_t{1'000'000}));
  return pattern;
}

}  // namespace gate::patterns
