#include "analyzers/patterns/formula_ranges.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace gate::patterns {
namespace {

std::vector<Variable> signature(const Bindings& bindings) {
  std::vector<Variable> out;
  out.reserve(bindings.size());
  for (const Binding& binding : bindings) out.push_back(binding.variable);
  return out;
}

auto place(const Range& range) { return std::make_tuple(range.match.start, range.match.end, range.kind); }

// A total order of bindings by what and where they are; not whether they are the same code.
std::strong_ordering order(const Binding& a, const Binding& b) {
  if (const auto by = a.variable <=> b.variable; by != 0) return by;
  if (const auto by = a.start <=> b.start; by != 0) return by;
  if (const auto by = a.end <=> b.end; by != 0) return by;
  if (const auto by = std::compare_three_way{}(a.ast, b.ast); by != 0) return by;
  if (const auto by = a.first <=> b.first; by != 0) return by;
  if (const auto by = a.after <=> b.after; by != 0) return by;
  return a.text.compare(b.text) <=> 0;
}

std::strong_ordering order(const Range& a, const Range& b) {
  if (const auto by = place(a) <=> place(b); by != 0) return by;
  const Bindings &x = a.match.bindings, &y = b.match.bindings;
  for (std::size_t i = 0; i < x.size() && i < y.size(); ++i)
    if (const auto by = order(x[i], y[i]); by != 0) return by;
  return x.size() <=> y.size();
}

bool binds_all(const Bindings& bindings, const std::vector<Variable>& variables) {
  return std::all_of(variables.begin(), variables.end(), [&](Variable v) { return find(bindings, v) != nullptr; });
}

}  // namespace

void add_missing(Bindings& into, const Bindings& more) {
  std::size_t at = 0;
  for (const Binding& binding : more) {
    while (at < into.size() && into[at].variable < binding.variable) ++at;
    if (at == into.size() || into[at].variable != binding.variable)
      into.insert(into.begin() + static_cast<std::ptrdiff_t>(at), binding);
    ++at;
  }
}

// Ranges by the variables that they bind: whether two can disagree, and whether one adds to the other, is then asked
// once for many.
class RangeAlgebra::Groups {
 public:
  struct Key {
    bool inside;
    std::vector<Variable> variables;
    auto operator<=>(const Key&) const = default;
  };

  template <class Wanted>
  Groups(const Ranges& ranges, const Wanted& wanted) : ranges_(ranges) {
    std::map<Key, std::vector<Intervals::Interval>> parts;
    for (std::uint32_t i = 0; i < ranges.size(); ++i) {
      const Range& range = ranges[i];
      if (!wanted(range)) continue;
      parts[{range.kind == Range::Kind::inside, signature(range.match.bindings)}].push_back(
          {range.match.start, range.match.end, i});
    }
    for (auto& [key, intervals] : parts) groups_.emplace_back(key, Intervals(std::move(intervals)));
  }

  const Range& operator[](std::uint32_t id) const { return ranges_[id]; }
  auto begin() const { return groups_.begin(); }
  auto end() const { return groups_.end(); }

 private:
  const Ranges& ranges_;
  std::vector<std::pair<Key, Intervals>> groups_;
};

RangeAlgebra::RangeAlgebra(const std::vector<std::string>& variables, Budget& budget) : budget_(budget) {
  for (const std::string& name : variables)
    numbered_.push_back(name.size() > 1 && name.find_first_not_of("0123456789", 1) == std::string::npos);
}

bool RangeAlgebra::agree(const Bindings& a, const Bindings& b) const {
  auto x = a.begin();
  for (const Binding& binding : b) {
    while (x != a.end() && x->variable < binding.variable) ++x;
    if (x == a.end()) return true;
    if (x->variable != binding.variable || (binding.variable < numbered_.size() && numbered_[binding.variable]))
      continue;
    // Comparing costs at most the smaller of both.
    if (!budget_.spend(1 + std::min(x->text.size(), binding.text.size()) / 16) || !same(*x, binding)) return false;
  }
  return true;
}

bool RangeAlgebra::shared(const std::vector<Variable>& variables, const Bindings& bindings) const {
  return std::any_of(variables.begin(), variables.end(), [&](Variable v) {
    return !(v < numbered_.size() && numbered_[v]) && find(bindings, v) != nullptr;
  });
}

// Those of `inner` that lie in a fitting one of `outer`, with its bindings.
void RangeAlgebra::keep_inner(const Ranges& inner, const Ranges& outer, Ranges& out) const {
  const Groups groups(outer, [](const Range&) { return true; });
  for (const Range& x : inner) {
    bool alone = false;  // already kept without further bindings
    for (const auto& [key, intervals] : groups) {
      if (!budget_.spend()) return;
      if (x.kind == Range::Kind::inside && !key.inside) continue;
      const bool adds = !binds_all(x.match.bindings, key.variables);
      if (alone && !adds) continue;
      const bool compare = shared(key.variables, x.match.bindings);
      intervals.around(x.match.start, x.match.end, budget_, [&](std::uint32_t id) {
        const Bindings& more = groups[id].match.bindings;
        if (compare && !agree(x.match.bindings, more)) return !budget_.exhausted();
        out.push_back(x);
        if (adds) add_missing(out.back().match.bindings, more);
        alone = alone || !adds;
        return adds;
      });
    }
  }
}

Ranges RangeAlgebra::intersect(const Ranges& xs, const Ranges& ys) const {
  Ranges out;
  keep_inner(xs, ys, out);
  keep_inner(ys, xs, out);
  unique(out);
  return out;
}

bool RangeAlgebra::excluded(const Range& x, const Groups& plain, const Groups& inside, const Groups& regex) const {
  const Match& match = x.match;
  bool found = false;
  const auto among = [&](const Groups& groups, const auto& query) {
    for (const auto& [key, intervals] : groups) {
      if (found || !budget_.spend()) return;
      const bool compare = shared(key.variables, match.bindings);
      query(intervals, [&](std::uint32_t id) {
        found = !compare || agree(match.bindings, groups[id].match.bindings);
        return !found;
      });
    }
  };
  among(plain, [&](const Intervals& i, const auto& each) { i.equal(match.start, match.end, budget_, each); });
  among(inside, [&](const Intervals& i, const auto& each) { i.around(match.start, match.end, budget_, each); });
  among(regex, [&](const Intervals& i, const auto& each) {
    if (i.around(match.start, match.end, budget_, each)) i.within(match.start, match.end, budget_, each);
  });
  return found;
}

Ranges RangeAlgebra::subtract(Ranges xs, const Ranges& negatives) const {
  const auto of = [&](Range::Kind kind) {
    return Groups(negatives, [kind](const Range& range) { return range.kind == kind; });
  };
  const Groups plain = of(Range::Kind::plain), inside = of(Range::Kind::inside), regex = of(Range::Kind::regex);
  std::erase_if(xs, [&](const Range& x) { return excluded(x, plain, inside, regex); });
  return xs;
}

Ranges RangeAlgebra::restrict(Ranges xs, const Ranges& around) const {
  std::vector<Intervals::Interval> places;
  for (const Range& range : around) places.push_back({range.match.start, range.match.end, 0});
  const Intervals intervals(std::move(places));
  std::erase_if(xs, [&](const Range& x) {
    bool found = false;
    intervals.around(x.match.start, x.match.end, budget_, [&](std::uint32_t) {
      found = true;
      return false;
    });
    return !found;
  });
  return xs;
}

void RangeAlgebra::unique(Ranges& ranges) const {
  if (ranges.size() < 2) return;
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return order(a, b) < 0; });
  const auto last =
      std::unique(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return order(a, b) == 0; });
  ranges.erase(last, ranges.end());
}

}  // namespace gate::patterns
