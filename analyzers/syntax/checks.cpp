#include "analyzers/syntax/checks.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "analyzers/syntax/changes.h"

namespace gate::syntax_check {
namespace {

using syntax::Language;
using syntax::Node;
using syntax::Visit;

// A language's checks by number of node kind.
using Table = std::vector<void (*)(Checker&, Node)>;

Table make_table(Language language, std::span<const NodeCheck> checks) {
  Table table;
  for (const NodeCheck& entry : checks) {
    const syntax::KindId id = syntax::kind_id(language, entry.kind);
    if (id == 0) continue;  // TypeScript shares JavaScript's checks, not all of its kinds
    if (table.size() <= id) table.resize(id + 1u);
    table[id] = entry.check;
  }
  return table;
}

const Table& table_of(Language language) {
  static const Table none;
  static const Table python = make_table(Language::python, python_checks());
  static const Table javascript = make_table(Language::javascript, javascript_checks());
  static const Table typescript = make_table(Language::typescript, javascript_checks());
  static const Table tsx = make_table(Language::tsx, javascript_checks());
  static const Table go = make_table(Language::go, go_checks());
  static const Table rust = make_table(Language::rust, rust_checks());
  switch (language) {
    case Language::python: return python;
    case Language::javascript: return javascript;
    case Language::typescript: return typescript;
    case Language::tsx: return tsx;
    case Language::go: return go;
    case Language::rust: return rust;
    default: return none;
  }
}

bool touches(const std::vector<RowRange>& rows, Node node) {
  const std::uint32_t first = node.start().row, last = node.end().row;
  const auto next = std::ranges::lower_bound(rows, first, {}, &RowRange::last);
  return next != rows.end() && next->first <= last;
}

// Null `rows`: the whole tree.
std::vector<Problem> run(const syntax::Tree& tree, const Table& table, const std::vector<RowRange>* rows) {
  std::vector<Problem> problems;
  Checker checker(tree, problems);
  syntax::visit(tree.root(), [&](Node node) {
    if (rows && !touches(*rows, node)) return Visit::skip;
    const syntax::KindId kind = node.kind_id();
    if (kind < table.size() && table[kind] && !node.has_error()) table[kind](checker, node);
    return Visit::into;
  });
  return problems;
}

std::uint32_t row_of(std::string_view text, std::uint32_t at) {
  return static_cast<std::uint32_t>(std::ranges::count(text.substr(0, at), '\n'));
}

void drop_known(std::vector<Problem>& problems, const FileView& view, const Table& table) {
  const syntax::Tree* before = view.before->tree ? view.before->tree() : nullptr;
  if (!before) return;
  std::set<std::pair<std::int64_t, std::string>> known;
  for (const Problem& problem : run(*before, table, nullptr))
    known.emplace(row_of(view.before->text, problem.span.start), problem.message);
  const RowMap rows(view);
  std::erase_if(problems, [&](const Problem& problem) {
    return known.contains({rows.before(row_of(view.text, problem.span.start)), problem.message});
  });
  for (Problem& problem : problems) problem.fresh = true;
}

}  // namespace

std::vector<Problem> check_constructs(const FileView& view, const syntax::Tree& tree) {
  const Table& table = table_of(tree.language());
  if (table.empty() || view.side == Side::before) return {};
  if (!view.before) return run(tree, table, nullptr);
  const std::vector<RowRange> rows = touched_rows(view);
  std::vector<Problem> problems = run(tree, table, &rows);
  if (!problems.empty()) drop_known(problems, view, table);
  return problems;
}

}  // namespace gate::syntax_check
