#include "gate/syntax/tree.h"

#include <bit>
#include <utility>

#include "gate/syntax/grammars.h"

namespace gate::syntax {
namespace {

constexpr std::size_t kMostBytes = 2u << 30;

struct FreeParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};

// Making a parser costs more than a small parse: each thread keeps one.
TSParser* thread_parser() {
  thread_local std::unique_ptr<TSParser, FreeParser> parser(ts_parser_new());
  return parser.get();
}

// tree-sitter's error recovery can take time and memory out of all proportion to the text. It asks for permission to go
// on every hundred operations; a readable text needs about one operation for two bytes.
struct Budget {
  Deadline deadline;
  std::size_t asked = 0, most = 0;

  Budget(Deadline until, std::size_t bytes) : deadline(until), most(2'000 + bytes / 8) {}
  bool spent() { return ++asked > most || deadline.expired(); }
};

TSTree* run(std::string_view text, const TSTree* old, const TSLanguage* language, Deadline deadline) {
  TSParser* parser = thread_parser();
  ts_parser_set_language(parser, language);
  TSInput input{&text,
                [](void* payload, std::uint32_t at, TSPoint, std::uint32_t* size) {
                  const auto& whole = *static_cast<std::string_view*>(payload);
                  if (at >= whole.size()) return *size = 0, "";
                  *size = static_cast<std::uint32_t>(whole.size() - at);
                  return whole.data() + at;
                },
                TSInputEncodingUTF8, nullptr};
  Budget budget(deadline, text.size());
  TSParseOptions options{&budget, [](TSParseState* state) { return static_cast<Budget*>(state->payload)->spent(); }};
  TSTree* tree = ts_parser_parse_with_options(parser, old, input, options);
  if (!tree) ts_parser_reset(parser);
  return tree;
}

std::unexpected<Error> too_long() {
  return fail(ErrorKind::limit, "parsing took longer than the time allowed", {}, "raise limits.timeout");
}

// tree-sitter's place of a byte offset.
TSPoint point_at(std::string_view text, std::uint32_t offset) {
  TSPoint point{0, 0};
  std::size_t line_start = 0;
  for (std::size_t at = text.find('\n'); at != text.npos && at < offset; at = text.find('\n', at + 1)) {
    ++point.row;
    line_start = at + 1;
  }
  point.column = offset - static_cast<std::uint32_t>(line_start);
  return point;
}

}  // namespace

void Tree::Free::operator()(void* tree) const { ts_tree_delete(static_cast<TSTree*>(tree)); }
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(Tree&&) noexcept = default;
Tree::~Tree() = default;

Expected<Tree> Tree::parse(std::string_view text, Language language, Deadline deadline) {
  const TSLanguage* found = grammar(language);
  if (!found) return fail(ErrorKind::unavailable, "no grammar for " + std::string(to_string(language)));
  if (text.size() > kMostBytes) return fail(ErrorKind::limit, "the text is larger than 2 GiB");
  if (deadline.expired()) return too_long();
  TSTree* tree = run(text, nullptr, found, deadline);
  if (!tree) return too_long();
  return Tree(tree, language, text);
}

Expected<Tree> Tree::parse_edited(std::string_view text, std::uint32_t start, std::uint32_t old_end,
                                  std::uint32_t new_end, Deadline deadline) const {
  if (text.size() > kMostBytes) return fail(ErrorKind::limit, "the text is larger than 2 GiB");
  if (deadline.expired()) return too_long();
  Tree old(ts_tree_copy(static_cast<TSTree*>(tree_.get())), language_, text_);
  TSInputEdit edit{start, old_end, new_end, point_at(text, start), point_at(text_, old_end), point_at(text, new_end)};
  ts_tree_edit(static_cast<TSTree*>(old.tree_.get()), &edit);
  TSTree* tree = run(text, static_cast<TSTree*>(old.tree_.get()), grammar(language_), deadline);
  if (!tree) return too_long();
  return Tree(tree, language_, text);
}

Node Tree::root() const { return std::bit_cast<Node>(ts_tree_root_node(static_cast<const TSTree*>(tree_.get()))); }

}  // namespace gate::syntax
