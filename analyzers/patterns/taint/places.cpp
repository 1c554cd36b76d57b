#include "analyzers/patterns/taint/places.h"

#include <algorithm>
#include <bit>
#include <set>

#include "analyzers/patterns/matching.h"

namespace gate::patterns::taint {

void Ranges::ready() {
  std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
    return a.start != b.start ? a.start < b.start : a.number < b.number;
  });
  const std::size_t leaves = std::bit_ceil(std::max<std::size_t>(entries_.size(), 1));
  ends_.assign(2 * leaves, 0);
  for (std::size_t i = 0; i < entries_.size(); ++i) ends_[leaves + i] = entries_[i].end;
  for (std::size_t i = leaves - 1; i > 0; --i) ends_[i] = std::max(ends_[2 * i], ends_[2 * i + 1]);
}

std::vector<std::uint32_t> Ranges::containing(std::uint32_t start, std::uint32_t end) const {
  std::vector<std::uint32_t> found;
  if (entries_.empty()) return found;
  const auto before = std::ranges::upper_bound(entries_, start, {}, &Entry::start) - entries_.begin();
  collect(1, 0, ends_.size() / 2, static_cast<std::size_t>(before), end, found);
  std::ranges::sort(found);
  return found;
}

void Ranges::collect(std::size_t node, std::size_t low, std::size_t high, std::size_t before, std::uint32_t end,
                     std::vector<std::uint32_t>& found) const {
  if (low >= before || ends_[node] < end) return;
  if (high - low == 1) {
    found.push_back(entries_[low].number);
    return;
  }
  const std::size_t middle = low + (high - low) / 2;
  collect(2 * node, low, middle, before, end, found);
  collect(2 * node + 1, middle, high, before, end, found);
}

// As for patterns; but what is given stands for a definition's value, and grouping constructs for their statements.
bool is_expression(const Ast& ast, NodeId id) {
  const Kind kind = ast[id].kind;
  if (kind == Kind::define || kind == Kind::assert_) return true;
  if (kind == Kind::pair || !patterns::is_expression(kind)) return false;
  if (kind != Kind::other) return true;
  bool holds_statements = false;
  ast.children(id, [&](NodeId child) {
    holds_statements |= ast[child].role == Role::statement || ast[child].kind == Kind::block;
  });
  return !holds_statements;
}

NodeId expression_around(const Ast& ast, NodeId id) {
  for (NodeId up = ast[id].parent; up != kNone; up = ast[up].parent) {
    const Kind kind = ast[up].kind;
    if (kind == Kind::function || kind == Kind::lambda || kind == Kind::class_ || kind == Kind::program) return kNone;
    if (is_expression(ast, up)) return up;
  }
  return kNone;
}

struct Places::Search {
  const Rule& rule;
  const File& file;
  Leaves& leaves;
  Budget& budget;

  std::vector<Match> operator()(const TaintPart& part) const {
    return evaluate(rule, part.formula, file, leaves, budget);
  }
};

Places::Places(const Rule& rule, const File& file, Leaves& leaves, Budget& budget) : ast_(*file.ast) {
  const Search search{rule, file, leaves, budget};
  const auto requirement = [&](const TaintPart& part) {
    auto read = part.requires_label.empty() ? Requirement{} : Requirement::read(part.requires_label);
    return &requirements_.emplace(&part, read ? *read : Requirement{}).first->second;
  };
  const std::vector<TaintPart>* parts[] = {&rule.taint->sources, &rule.taint->sinks, &rule.taint->sanitizers};
  for (std::size_t role = 0; role < 3; ++role) {
    for (const TaintPart& part : *parts[role]) {
      const Requirement* needs = requirement(part);
      for (Match& match : search(part)) found_[role].push_back({&part, needs, std::move(match)});
    }
    // Nothing flows where there is no source or no sink; sanitizers are then of no interest.
    if (role < 2 && found_[role].empty()) return;
  }
  drop_conflicts();
  for (std::size_t role = 0; role < 3; ++role) {
    for (const Found& found : found_[role]) ranges_[role].add(found.match.start, found.match.end);
    ranges_[role].ready();
  }
  for (const TaintPart& part : rule.taint->propagators)
    for (Match& match : search(part)) propagators_.push_back({&part, requirement(part), std::move(match)});
  for (std::uint32_t i = 0; i < propagators_.size(); ++i) {
    const Found& found = propagators_[i];
    const Binding* from = find(found.match.bindings, found.part->from);
    const Binding* to = find(found.match.bindings, found.part->to);
    if (from == nullptr || to == nullptr) continue;
    const auto note = [&](const Binding& binding, bool is_from) {
      if (binding.ast != &ast_ || binding.first == kNone) {
        ends_[{binding.start, binding.end}].push_back({i, &found, is_from});
        return;
      }
      for (NodeId n = binding.first; n < binding.after; n = ast_[n].after)
        ends_[{ast_[n].start, ast_[n].end}].push_back({i, &found, is_from});
    };
    note(*from, true);
    note(*to, false);
  }
}

// A sanitizer that must not conflict gives way to a source or sink of the same place.
void Places::drop_conflicts() {
  std::set<std::pair<std::uint32_t, std::uint32_t>> taken;
  for (const Role role : {Role::source, Role::sink})
    for (const Found& found : all(role)) taken.emplace(found.match.start, found.match.end);
  std::erase_if(found_[static_cast<std::size_t>(Role::sanitizer)], [&](const Found& found) {
    return found.part->not_conflicting && taken.contains({found.match.start, found.match.end});
  });
}

std::vector<const Found*> Places::around(Role role, NodeId id) const {
  std::vector<const Found*> found;
  for (const std::uint32_t number : ranges_[static_cast<std::size_t>(role)].containing(ast_[id].start, ast_[id].end))
    found.push_back(&all(role)[number]);
  return found;
}

std::vector<const Found*> Places::of(Role role, NodeId id) const {
  std::vector<const Found*> found = around(role, id);
  if (std::ranges::none_of(found, [](const Found* one) { return one->part->exact; })) return found;
  const NodeId outer = expression_around(ast_, id);
  if (outer == kNone) return found;
  const std::vector<const Found*> further = around(role, outer);
  std::erase_if(found, [&](const Found* one) {
    return one->part->exact && std::ranges::any_of(further, [&](const Found* far) { return far->part == one->part; });
  });
  return found;
}

bool Places::is(const Found& found, NodeId id) const {
  const double place = found.match.end - found.match.start;
  return ast_[id].end - ast_[id].start > 0.99 * place;
}

std::span<const Places::End> Places::ends(NodeId id) const {
  if (ends_.empty()) return {};
  const auto at = ends_.find({ast_[id].start, ast_[id].end});
  return at == ends_.end() ? std::span<const End>{} : std::span<const End>(at->second);
}

}  // namespace gate::patterns::taint
