#include <algorithm>
#include <unordered_map>

#include "analyzers/patterns/generic/generic.h"
#include "analyzers/patterns/generic/tokens.h"

namespace gate::patterns {

using generic::Line;
using generic::Token;

// Places of all symbols in one array: those of symbol s are [from[s], from[s + 1]).
struct GenericText::Index {
  std::unordered_map<std::string_view, Id> words;
  std::vector<Id> from, places;
};

namespace {

using Node = GenericText::Node;
using Id = GenericText::Id;

constexpr std::size_t kOpen = ~std::size_t{0};

char closer_of(char c) { return c == '(' ? ')' : c == '[' ? ']' : c == '{' ? '}' : '\0'; }
bool is_closer(char c) { return c == ')' || c == ']' || c == '}'; }

// For each token of a line that opens a bracket closed on that line: the closing one; kOpen for all others. A bracket
// whose first unmatched closing bracket is of another kind is a mark like any other.
std::vector<std::size_t> matching_brackets(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<std::size_t> closing(tokens.size(), kOpen);
  std::vector<std::size_t> unmatched(tokens.size() + 1, kOpen);  // the first unmatched closer at or after a token
  for (std::size_t i = tokens.size(); i-- > 0;) {
    const char c = tokens[i].word ? '\0' : text[tokens[i].start];
    const std::size_t next = unmatched[i + 1];
    if (closer_of(c) != '\0' && next != kOpen && text[tokens[next].start] == closer_of(c)) closing[i] = next;
    unmatched[i] = is_closer(c) ? i : closing[i] != kOpen ? unmatched[closing[i] + 1] : next;
  }
  return closing;
}

class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::vector<Node>& nodes, std::unordered_map<std::string_view, Id>& words)
      : text_(text), nodes_(nodes), words_(words) {
    open(0);
  }

  void add(const Line& line) {
    while (line.indent < indents_.back()) {
      close();
      indents_.pop_back();
    }
    if (line.indent > indents_.back()) {
      open(line.number);
      indents_.push_back(line.indent);
    }
    const std::vector<std::size_t> closing = matching_brackets(text_, line.tokens);
    std::vector<std::size_t> ends;  // of the lists within brackets that are open
    for (std::size_t i = 0; i < line.tokens.size(); ++i) {
      if (!ends.empty() && ends.back() == i) {
        close();
        ends.pop_back();
      }
      leaf(line.tokens[i], line.number);
      if (closing[i] == kOpen || closing[i] == i + 1) continue;
      open(line.number);
      ends.push_back(closing[i]);
    }
  }

  void finish() {
    while (!open_.empty()) close();
  }

 private:
  void open(std::uint32_t line) {
    const Id parent = open_.empty() ? 0 : open_.back();
    open_.push_back(static_cast<Id>(nodes_.size()));
    nodes_.push_back({GenericText::kList, 0, 0, line, parent});
  }
  void close() {
    nodes_[open_.back()].end = static_cast<std::uint32_t>(nodes_.size());
    open_.pop_back();
  }
  void leaf(const Token& token, std::uint32_t line) {
    Id symbol = static_cast<unsigned char>(text_[token.start]);
    if (token.word)
      symbol = words_
                   .try_emplace(text_.substr(token.start, token.end - token.start),
                                static_cast<Id>(GenericText::kList + 1 + words_.size()))
                   .first->second;
    nodes_.push_back({symbol, token.start, token.end, line, open_.back()});
  }

  std::string_view text_;
  std::vector<Node>& nodes_;
  std::unordered_map<std::string_view, Id>& words_;
  std::vector<Id> open_;
  std::vector<std::uint32_t> indents_{0};
};

}  // namespace

bool written_by_people(std::string_view text) {
  text = text.substr(0, 4096);
  if (text.empty()) return true;
  std::size_t lines = 1, printable = 0, control = 0;
  for (const unsigned char c : text) {
    lines += c == '\n';
    if (c >= 0x80) continue;
    ((c >= ' ' && c <= '~') || c == '\n' || c == '\t' || c == '\r' ? printable : control) += 1;
  }
  if (control > 0 && control * 100 >= printable + control) return false;
  return text.size() <= 500 || lines * 150 >= text.size();
}

GenericText::GenericText(std::string_view text, const Json& options) : text_(text), index_(std::make_unique<Index>()) {
  std::string blanked;
  std::string_view source = text;
  if (const auto style = options.find("generic_comment_style"); style != options.end() && style->is_string())
    source = blanked = generic::without_comments(text, style->get_ref<const std::string&>());
  // Words are looked up in the text itself: comments are blanks of the same length, so places agree.
  TreeBuilder builder(text_, nodes_, index_->words);
  std::size_t at = 0;
  std::uint32_t number = 0;
  for (Line line; generic::next_line(source, at, number, line);) builder.add(line);
  builder.finish();

  std::vector<Id>& from = index_->from;
  from.assign(kList + index_->words.size() + 2, 0);
  for (const Node& node : nodes_) ++from[node.symbol + 1];
  for (std::size_t i = 1; i < from.size(); ++i) from[i] += from[i - 1];
  std::vector<Id> next(from.begin(), from.end() - 1);
  index_->places.resize(nodes_.size());
  for (Id id = 0; id < nodes_.size(); ++id) index_->places[next[nodes_[id].symbol]++] = id;
}

GenericText::~GenericText() = default;
GenericText::GenericText(GenericText&&) noexcept = default;
GenericText& GenericText::operator=(GenericText&&) noexcept = default;

GenericText::Id GenericText::symbol_of(std::string_view word) const {
  const auto found = index_->words.find(word);
  return found == index_->words.end() ? kNowhere : found->second;
}

std::span<const GenericText::Id> GenericText::places(Id symbol) const {
  if (symbol == kNowhere) return {};
  const std::vector<Id>& from = index_->from;
  return std::span(index_->places).subspan(from[symbol], from[symbol + 1] - from[symbol]);
}

}  // namespace gate::patterns
