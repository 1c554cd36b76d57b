#include "analyzers/patterns/formula.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <optional>

#include "analyzers/patterns/conditions.h"
#include "analyzers/patterns/formula_ranges.h"
#include "analyzers/patterns/matcher.h"

namespace gate::patterns {
namespace {

using Op = Formula::Op;

// The matches of one leaf in one file, and where they lie.
struct Found {
  std::vector<Match> matches;
  Intervals intervals;

  explicit Found(std::vector<Match> all) : matches(std::move(all)), intervals(places(matches)) {}
  static std::vector<Intervals::Interval> places(const std::vector<Match>& matches) {
    std::vector<Intervals::Interval> out;
    for (std::uint32_t i = 0; i < matches.size(); ++i) out.push_back({matches[i].start, matches[i].end, i});
    return out;
  }
};

// Where a formula is evaluated: in a whole file, or within a metavariable's binding.
struct Scope {
  const File& file;
  const Match* context = nullptr;  // the binding's place, with what is bound already
};

// A range, and further bindings that conditions found, each set for a match of its own.
struct Candidate {
  Range range;
  std::vector<Bindings> further;
};

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// The pattern "$X", which finds everything.
bool is_metavariable(const Formula& formula) {
  const std::string_view text = without_blanks(formula.text);
  if (formula.op != Op::pattern || text.size() < 2 || text[0] != '$') return false;
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789", 1) == std::string_view::npos;
}

// A guess at how many places a formula finds: those that find few, or none, are asked first.
int expense(const Formula& formula, int depth = 0) {
  constexpr int kUnselective = 100;
  if (formula.op == Op::regex) return 5;
  if (formula.op == Op::pattern) {
    // Words must occur in the file as they are; metavariables, in capitals, need not.
    const auto word =
        std::find_if(formula.text.begin(), formula.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return word != formula.text.end() ? 2 : kUnselective / 2;
  }
  if (depth > 20) return kUnselective;
  int sum = 1, least = kUnselective;
  for (const Formula& part : formula.parts) {
    if (part.op == Op::negation) continue;
    const int cost = expense(part, depth + 1);
    sum = std::min(sum + cost, 1'000'000);
    least = std::min(least, cost);
  }
  return formula.op == Op::all ? least + 1 : sum;
}

// Later bindings stand before earlier ones of the same variable.
void override_with(Bindings& into, const Bindings& with) {
  Bindings out = with;
  add_missing(out, into);
  into = std::move(out);
}

class Evaluator {
 public:
  Evaluator(const Rule& rule, Leaves& leaves, Budget& budget)
      : rule_(rule), leaves_(leaves), budget_(budget), algebra_(rule.variables, budget) {}

  Ranges evaluate(const Scope& scope, const Formula& formula) {
    // Readers of rules allow fewer levels; each metavariable-pattern is one more.
    constexpr int kDeepest = 200;
    if (depth_ >= kDeepest || budget_.exhausted()) return {};
    ++depth_;
    Ranges ranges = combine(scope, formula);
    if (!formula.conditions.empty()) ranges = filter(scope, formula, std::move(ranges));
    if (!formula.focus.empty()) ranges = focus(scope, formula, ranges);
    --depth_;
    return ranges;
  }

 private:
  Ranges combine(const Scope& scope, const Formula& formula) {
    switch (formula.op) {
      case Op::pattern:
      case Op::regex: return leaf(scope, formula);
      case Op::all: return all(scope, formula);
      case Op::any: return any(scope, formula);
      case Op::inside: return inside(scope, formula);
      case Op::negation: break;  // means something only within `all`
    }
    return {};
  }

  Ranges any(const Scope& scope, const Formula& formula) {
    Ranges out;
    for (const Formula& part : formula.parts) {
      Ranges more = evaluate(scope, part);
      std::move(more.begin(), more.end(), std::back_inserter(out));
    }
    algebra_.unique(out);
    return out;
  }

  Ranges inside(const Scope& scope, const Formula& formula) {
    if (formula.parts.empty()) return {};
    Ranges out = evaluate(scope, formula.parts.front());
    for (Range& range : out) range.kind = Range::Kind::inside;
    return out;
  }

  // The leaf's matches in the file, found once.
  const Found& found(const File& file, const Formula& leaf) {
    auto& known = found_[{&file, leaf.index}];
    if (!known) known = std::make_unique<Found>(leaves_.find(leaf, file, budget_));
    return *known;
  }

  Ranges leaf(const Scope& scope, const Formula& formula) {
    const auto kind = formula.op == Op::regex ? Range::Kind::regex : Range::Kind::plain;
    Ranges out;
    if (scope.context == nullptr) {
      for (const Match& match : found(scope.file, formula).matches) {
        if (!budget_.spend()) break;
        out.push_back({match, kind});
      }
      return out;
    }
    return formula.op == Op::regex ? regex_within(scope, formula) : pattern_within(scope, formula);
  }

  // Within a binding a pattern matches what lies in it and agrees with what is bound.
  Ranges pattern_within(const Scope& scope, const Formula& formula) {
    const Match& context = *scope.context;
    const Found& all = found(scope.file, formula);
    Ranges out;
    all.intervals.within(context.start, context.end, budget_, [&](std::uint32_t id) {
      const Match& match = all.matches[id];
      if (!algebra_.agree(match.bindings, context.bindings)) return !budget_.exhausted();
      // A mere name is what the binding is, not a part of it.
      const bool whole = match.start == context.start && match.end == context.end;
      if (!whole && scope.file.ast && is_mere_name(*scope.file.ast, match.first)) return true;
      out.push_back({match, Range::Kind::plain});
      add_missing(out.back().match.bindings, context.bindings);
      return true;
    });
    return out;
  }

  // A regular expression sees the binding's text alone: "^" is its start.
  Ranges regex_within(const Scope& scope, const Formula& formula) {
    const Match& context = *scope.context;
    const File part{.path = scope.file.path,
                    .text = scope.file.text.substr(context.start, context.end - context.start),
                    .ast = nullptr};
    Ranges out;
    for (Match& match : leaves_.find(formula, part, budget_)) {
      match.start += context.start;
      match.end += context.start;
      for (Binding& binding : match.bindings) {
        binding.start += context.start;
        binding.end += context.start;
      }
      out.push_back({std::move(match), Range::Kind::regex});
    }
    return out;
  }

  struct Conjunction {
    std::vector<const Formula*> positive, negative;
    const Formula* selector = nullptr;  // "$X" beside others: found within what they find
  };

  static Conjunction sort_parts(const Formula& formula) {
    Conjunction out;
    std::vector<const Formula*> selectors;
    for (const Formula& part : formula.parts) {
      if (part.op == Op::negation) {
        if (!part.parts.empty()) out.negative.push_back(&part.parts.front());
      } else if (is_metavariable(part)) {
        selectors.push_back(&part);
      } else {
        out.positive.push_back(&part);
      }
    }
    if (out.positive.empty() && !selectors.empty()) {
      out.positive = std::move(selectors);
      return out;
    }
    for (const Formula* one : selectors) {
      if (out.selector == nullptr)
        out.selector = one;
      else if (without_blanks(one->text) != without_blanks(out.selector->text))
        out.positive.push_back(one);
    }
    return out;
  }

  // Evaluates the cheapest first; nothing at all where one has no match.
  std::vector<Ranges> positives(const Scope& scope, const std::vector<const Formula*>& parts) {
    std::vector<std::size_t> order(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(expense(*parts[a]), a) < std::pair(expense(*parts[b]), b);
    });
    std::vector<Ranges> found(parts.size());
    for (const std::size_t i : order) {
      found[i] = evaluate(scope, *parts[i]);
      if (found[i].empty()) return {};
    }
    // What pattern-inside found comes last: it narrows what the others found.
    std::vector<Ranges> out;
    for (const bool inside : {false, true})
      for (Ranges& ranges : found)
        if (!ranges.empty() && (ranges.front().kind == Range::Kind::inside) == inside) out.push_back(std::move(ranges));
    return out;
  }

  Ranges all(const Scope& scope, const Formula& formula) {
    const Conjunction parts = sort_parts(formula);
    Ranges ranges;
    if (!parts.positive.empty()) {
      auto sets = positives(scope, parts.positive);
      if (sets.empty()) return {};
      ranges = std::move(sets.front());
      for (std::size_t i = 1; i < sets.size() && !ranges.empty(); ++i) ranges = algebra_.intersect(ranges, sets[i]);
    } else if (scope.context != nullptr) {
      ranges.push_back({*scope.context, Range::Kind::plain});
    }
    if (parts.selector != nullptr && !ranges.empty())
      ranges = algebra_.intersect(ranges, algebra_.restrict(evaluate(scope, *parts.selector), ranges));
    for (const Formula* negative : parts.negative) {
      if (ranges.empty() || budget_.exhausted()) break;
      ranges = algebra_.subtract(std::move(ranges), evaluate(scope, *negative));
    }
    return ranges;
  }

  // Conditions see what the patterns bound; what conditions bind counts from then on, beside the plain match.
  Ranges filter(const Scope& scope, const Formula& formula, Ranges ranges) {
    std::vector<Candidate> candidates;
    for (Range& range : ranges) candidates.push_back({std::move(range), {}});
    for (const Condition& condition : formula.conditions)
      std::erase_if(candidates, [&](Candidate& one) { return !budget_.spend() || !holds(scope, condition, one); });
    Ranges out;
    for (Candidate& one : candidates) {
      for (const Bindings& further : one.further) {
        if (further.empty() || !budget_.spend()) continue;
        out.push_back(one.range);
        override_with(out.back().match.bindings, further);
      }
      out.push_back(std::move(one.range));
    }
    algebra_.unique(out);
    return out;
  }

  bool holds(const Scope& scope, const Condition& condition, Candidate& candidate) {
    const Bindings& bindings = candidate.range.match.bindings;
    switch (condition.kind) {
      case Condition::Kind::comparison: {
        const auto* comparison = compiled(condition);
        return comparison != nullptr && check_comparison(condition, *comparison, bindings, rule_, budget_);
      }
      case Condition::Kind::analysis: return check_analysis(condition, bindings, budget_);
      case Condition::Kind::type: return check_type(condition, bindings, budget_);
      case Condition::Kind::regex: return keep(candidate, check_regex(condition, bindings, rule_, budget_));
      case Condition::Kind::pattern: return keep(candidate, check_pattern(scope, condition, candidate.range.match));
    }
    return false;
  }

  static bool keep(Candidate& candidate, std::optional<std::vector<Bindings>> further) {
    if (!further) return false;
    std::move(further->begin(), further->end(), std::back_inserter(candidate.further));
    return true;
  }

  const Comparison* compiled(const Condition& condition) {
    auto& known = comparisons_[&condition];
    if (!known) known = Comparison::compile(condition.text);
    return known->has_value() ? &**known : nullptr;
  }

  // metavariable-pattern: nullopt where the formula finds nothing within the binding; else what its matches bind anew.
  std::optional<std::vector<Bindings>> check_pattern(const Scope& scope, const Condition& condition,
                                                     const Match& match) {
    const Binding* binding = find(match.bindings, condition.variable);
    if (binding == nullptr || condition.formula.empty()) return std::nullopt;
    if (condition.language) {
      auto text = string_contents(*binding);
      if (!text && *condition.language == "generic") text = binding->text;
      return text ? check_text(scope, condition, match, *binding, *text, *condition.language) : std::nullopt;
    }
    if (is_imported_name(scope.file, *binding))
      return check_text(scope, condition, match, *binding, binding->text, language_word(*scope.file.ast));
    // Text alone is no part of a tree; without a tree, patterns search the text.
    const bool part = scope.file.ast == nullptr ? binding->end <= scope.file.text.size()
                                                : binding->ast == scope.file.ast && binding->first < binding->after;
    if (!part || binding->end < binding->start) return std::nullopt;
    const Match context{.start = binding->start, .end = binding->end, .bindings = match.bindings};
    return new_bindings(evaluate({scope.file, &context}, condition.formula.front()), match.bindings, 0);
  }

  // A name that an import put there, which stands nowhere in the file by itself.
  static bool is_imported_name(const File& file, const Binding& binding) {
    return file.ast != nullptr && binding.ast == file.ast && binding.first != kNone &&
           binding.first >= file.ast->size() && (*file.ast)[binding.first].kind == Kind::identifier;
  }

  static std::string language_word(const Ast& ast) {
    std::string word(syntax::to_string(ast.language()));
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return word;
  }

  // The binding's text by itself, in that language.
  std::optional<std::vector<Bindings>> check_text(const Scope& scope, const Condition& condition, const Match& match,
                                                  const Binding& binding, std::string_view text,
                                                  const std::string& language) {
    const File* file = reread(scope.file, text, language);
    if (file == nullptr) return std::nullopt;
    const Match context{.end = static_cast<std::uint32_t>(file->text.size()), .bindings = match.bindings};
    // Where the text stands in the outer file; a language may have put something before it.
    const std::string_view outer = scope.file.text;
    const bool lies_in = std::less_equal<>{}(outer.data(), text.data()) &&
                         std::less_equal<>{}(text.data() + text.size(), outer.data() + outer.size());
    const std::int64_t start = lies_in ? text.data() - outer.data() : static_cast<std::int64_t>(binding.start);
    const std::int64_t before =
        file->text.ends_with(text) ? static_cast<std::int64_t>(file->text.size() - text.size()) : 0;
    return new_bindings(evaluate({*file, &context}, condition.formula.front()), match.bindings, start - before);
  }

  // The same text is read again once.
  const File* reread(const File& outer, std::string_view text, const std::string& language) {
    if (!budget_.spend(1 + text.size() / 4)) return nullptr;
    const auto [known, fresh] = reread_.try_emplace({std::string(language), text.data(), text.size()}, nullptr);
    if (fresh) known->second = leaves_.reread(text, outer.path, language);
    return known->second;
  }

  std::optional<std::vector<Bindings>> new_bindings(const Ranges& ranges, const Bindings& known, std::int64_t shift) {
    if (ranges.empty()) return std::nullopt;
    std::vector<Bindings> out;
    for (const Range& range : ranges) {
      if (!budget_.spend()) break;
      Bindings fresh;
      for (Binding binding : range.match.bindings) {
        if (find(known, binding.variable) != nullptr) continue;
        binding.start = static_cast<std::uint32_t>(std::max<std::int64_t>(0, binding.start + shift));
        binding.end = static_cast<std::uint32_t>(std::max<std::int64_t>(binding.start, binding.end + shift));
        fresh.push_back(binding);
      }
      if (!fresh.empty()) out.push_back(std::move(fresh));
    }
    return out;
  }

  // The smaller of two places where one lies in the other.
  static std::optional<Range> overlap(const Range& a, const Range& b) {
    if (a.match.start >= b.match.start && a.match.end <= b.match.end) return a;
    if (b.match.start >= a.match.start && b.match.end <= a.match.end) return b;
    return std::nullopt;
  }

  Ranges focused(const Scope& scope, const std::vector<Variable>& variables, const Range& range) const {
    Ranges out;
    for (const Variable variable : variables) {
      const Binding* binding = find(range.match.bindings, variable);
      const bool nothing = binding == nullptr || (binding->ast != nullptr && binding->first == binding->after);
      if (nothing) continue;
      Range narrow{.match = range.match};
      narrow.match.start = binding->start;
      narrow.match.end = binding->end;
      const bool here = binding->ast != nullptr && binding->ast == scope.file.ast;
      narrow.match.first = narrow.match.last = here ? binding->first : kNone;
      if (here)
        for (NodeId n = binding->first; n < binding->after; n = (*binding->ast)[n].after) narrow.match.last = n;
      if (auto one = overlap(narrow, range)) out.push_back(std::move(*one));
    }
    return out;
  }

  // Several keys: the places on which all agree.
  Ranges focus(const Scope& scope, const Formula& formula, const Ranges& ranges) {
    Ranges out;
    for (const Range& range : ranges) {
      if (!budget_.spend()) break;
      Ranges places = focused(scope, formula.focus.front(), range);
      for (std::size_t i = 1; i < formula.focus.size(); ++i) {
        Ranges both;
        for (const Range& other : focused(scope, formula.focus[i], range))
          for (const Range& place : places)
            if (auto one = overlap(place, other)) both.push_back(std::move(*one));
        places = std::move(both);
      }
      std::move(places.begin(), places.end(), std::back_inserter(out));
    }
    algebra_.unique(out);
    return out;
  }

  const Rule& rule_;
  Leaves& leaves_;
  Budget& budget_;
  RangeAlgebra algebra_;
  int depth_ = 0;
  std::map<std::pair<const File*, std::uint32_t>, std::unique_ptr<Found>> found_;
  std::map<const Condition*, std::optional<Expected<Comparison>>> comparisons_;
  std::map<std::tuple<std::string, const char*, std::size_t>, const File*> reread_;
};

bool same_binding(const Binding& a, const Binding& b) {
  return a.ast == b.ast && a.first == b.first && a.after == b.after && a.start == b.start && a.end == b.end &&
         a.text == b.text;
}

// "$1" and the like do not count.
bool contains(const Bindings& more, const Bindings& less, const std::vector<std::string>& names) {
  return std::all_of(less.begin(), less.end(), [&](const Binding& binding) {
    const std::string_view name = binding.variable < names.size() ? std::string_view(names[binding.variable]) : "";
    const Binding* other = find(more, binding.variable);
    return (name.size() > 1 && name[1] >= '0' && name[1] <= '9') || (other != nullptr && same_binding(binding, *other));
  });
}

// Leaves out matches that another one at the same place says with more bindings. Sorted by place.
void drop_contained(std::vector<Match>& matches, const std::vector<std::string>& names, Budget& budget) {
  constexpr std::size_t kMost = 64;  // at one place; beyond, all stay
  std::vector<Match> kept;
  for (std::size_t first = 0, last = 0; first < matches.size(); first = last) {
    const auto here = [&](std::size_t i) {
      return matches[i].start == matches[first].start && matches[i].end == matches[first].end;
    };
    while (last < matches.size() && here(last)) ++last;
    for (std::size_t i = first; i < last; ++i) {
      bool contained = false;
      for (std::size_t k = first; k < last && last - first <= kMost && !contained && budget.spend(); ++k)
        contained = matches[k].bindings.size() > matches[i].bindings.size() &&
                    contains(matches[k].bindings, matches[i].bindings, names);
      if (!contained) kept.push_back(matches[i]);
    }
  }
  matches = std::move(kept);
}

}  // namespace

std::vector<Match> evaluate(const Rule& rule, const Formula& formula, const File& file, Leaves& leaves,
                            Budget& budget) {
  Ranges ranges = Evaluator(rule, leaves, budget).evaluate({file}, formula);
  for (Range& range : ranges) range.kind = Range::Kind::plain;
  RangeAlgebra(rule.variables, budget).unique(ranges);
  std::vector<Match> out;
  out.reserve(ranges.size());
  for (Range& range : ranges) out.push_back(std::move(range.match));
  drop_contained(out, rule.variables, budget);
  return out;
}

}  // namespace gate::patterns
