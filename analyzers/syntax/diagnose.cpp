#include "analyzers/syntax/diagnose.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <tuple>

#include "analyzers/syntax/changes.h"
#include "analyzers/syntax/gaps.h"
#include "analyzers/syntax/known.h"
#include "analyzers/syntax/layout.h"
#include "analyzers/syntax/macros.h"
#include "analyzers/syntax/trials.h"
#include "analyzers/syntax/trust.h"
#include "analyzers/syntax/wording.h"

namespace gate::syntax_check {
namespace {

using syntax::Tree;

constexpr std::size_t kMostProblems = 6;  // told of one file: the rest follows from them
constexpr std::uint32_t kMostTokens = 8;  // of a gap that is tried as a cause
constexpr std::size_t kMostStumbleText = 1u << 20;

std::string_view slice(std::string_view text, Span span) { return text.substr(span.start, span.end - span.start); }

// One line about an error as the tree shows it, without looking for the cause.
Problem describe_site(const Tree& tree, const Site& site) {
  Problem problem{kMalformedCode, {site.start, site.end}, {}};
  if (site.missing) {
    problem.message = "missing " + in_quotes(site.node.kind());
  } else {
    const auto tokens = split_tokens(tree.text(), {site.start, site.end});
    problem.message = "unexpected " + in_quotes(tokens.empty() ? std::string_view{} : slice(tree.text(), tokens[0]));
    if (!tokens.empty()) problem.span = tokens[0];
  }
  problem.confidence = Confidence::low;
  return problem;
}

// So many pieces that could not be put together: no small edit mends that, and parsing it again costs time in their
// square.
bool is_hopeless(const std::vector<Site>& sites) {
  constexpr std::size_t kMostSites = 200;
  constexpr std::uint32_t kMostPieces = 5000;
  return sites.size() > kMostSites ||
         std::ranges::any_of(sites, [](const Site& site) { return site.node.child_count() > kMostPieces; });
}

class Diagnosis {
 public:
  Diagnosis(const FileView& view, const Tree& tree, Deadline deadline)
      : view_(view),
        tree_(tree),
        deadline_(deadline),
        known_(view),
        trials_(deadline, has_macros(tree.language()) ? 32 : 64),
        current_(&tree) {}

  std::vector<Problem> run() {
    tell_known();
    if (view_.side == Side::before) return std::move(problems_);
    const std::vector<Site> fresh = known_.fresh(tree_);
    fresh_ = fresh.size();
    if (fresh_ == 0) return std::move(problems_);
    if (is_hopeless(fresh)) {
      give_up(std::nullopt);
      return std::move(problems_);
    }
    if (view_.before) {
      candidates_ = candidates_of_change();
      // The rewriting may hide a dropped token: behind a macro, in the second branch of a conditional.
      blame_change(true);
    }
    if (fresh_ > 0) rewrite();
    if (fresh_ > 0 && view_.before) blame_change(false);
    if (fresh_ > 0) search();
    return std::move(problems_);
  }

 private:
  // Errors that are not the change's, as far as they are the text's fault and not the grammar's.
  void tell_known() {
    const bool all = view_.side == Side::before;
    if (has_macros(tree_.language()) || (!all && (!view_.before || known_.was_clean()))) return;
    const auto filled = trials_.rewrite(tree_, rewrite_gaps(tree_.language(), tree_.text()));
    const Tree& tree = filled ? filled->tree : tree_;
    for (const Site& site : find_sites(tree, kMostProblems))
      if (all || known_.is_known(tree, site)) problems_.push_back(describe_site(tree, site));
  }

  // A byte of the text as mended so far as one of the file's.
  std::uint32_t original(std::uint32_t at) const {
    for (std::size_t i = chain_.size(); i-- > 0;) at = chain_[i].original(at);
    return at;
  }

  std::uint32_t mended(std::uint32_t at) const {
    for (const Trial& trial : chain_) {
      const std::uint32_t replaced_end = trial.edit.start + trial.replaced;
      if (at >= replaced_end) {
        at = at - replaced_end + trial.edit.end;
      } else if (at > trial.edit.start) {
        at = trial.edit.end;  // within what was replaced
      }
    }
    return at;
  }

  // Takes the trial as the text to go on with, and `problem`, whose places are those of the trial's original.
  void accept(Trial trial, Problem problem, std::size_t left) {
    problem.fresh = view_.before != nullptr;
    problem.span = {original(problem.span.start), original(problem.span.end)};
    for (auto& [span, message] : problem.related) span = {original(span.start), original(span.end)};
    problems_.push_back(std::move(problem));
    chain_.push_back(std::move(trial));
    current_ = &chain_.back().tree;
    fresh_ = left;
  }

  struct Candidate {
    Span span;         // of the current text
    std::string text;  // takes its place
    bool dropped = false;
    bool own_line = false;  // it began a line
    bool grown = false;     // much was put in its place
    int rank = 0;
  };

  std::vector<Candidate> candidates_of_change() const {
    std::vector<Candidate> found;
    for (Gap& gap : find_gaps(view_)) {
      if (gap.dropped > kMostTokens || gap.added > kMostTokens) continue;
      trim(gap);
      const std::string_view was = view_.before->text;
      const std::size_t line = was.find_last_not_of(" \t", gap.before.start - 1u);
      Candidate candidate{gap.after,
                          std::string(slice(was, gap.before)),
                          gap.after.start == gap.after.end,
                          gap.before.start > 0 && line != was.npos && was[line] == '\n',
                          gap.added >= gap.dropped + 2,
                          0};
      std::ranges::replace(candidate.text, '\n', ' ');
      candidate.rank = static_cast<int>(gap.dropped + gap.added) * 2 + (gap.added > 0 ? 1 : 0);
      found.push_back(std::move(candidate));
    }
    // The parser never stumbles before the fault: of two small edits the nearer one above is the likelier.
    const std::uint32_t stumble = next_stumble().value_or(static_cast<std::uint32_t>(view_.text.size()));
    const auto distance = [&](const Candidate& candidate) {
      const std::uint32_t at = candidate.span.start;
      return at <= stumble ? stumble - at : static_cast<std::uint32_t>(view_.text.size()) + at - stumble;
    };
    std::ranges::sort(found, {}, [&](const Candidate& candidate) {
      return std::tuple(candidate.rank, distance(candidate), candidate.span.start);
    });
    return found;
  }

  // "f(x" that became "fx" lost only the bracket: what both sides of a gap begin and end with is no part of it.
  void trim(Gap& gap) const {
    if (gap.dropped == 0 || gap.added == 0) return;
    const std::string_view was = view_.before->text, now = view_.text;
    while (gap.before.start < gap.before.end && gap.after.start < gap.after.end &&
           was[gap.before.start] == now[gap.after.start])
      ++gap.before.start, ++gap.after.start;
    while (gap.before.start < gap.before.end && gap.after.start < gap.after.end &&
           was[gap.before.end - 1] == now[gap.after.end - 1])
      --gap.before.end, --gap.after.end;
  }

  // Goes on with a text in which the grammar's gaps are filled, where that has fewer errors.
  void rewrite() {
    std::string filled = rewrite_gaps(current_->language(), current_->text());
    if (filled == current_->text()) return;
    auto trial = trials_.rewrite(*current_, std::move(filled));
    if (!trial) return;
    const std::size_t left = known_.fresh(trial->tree).size();
    if (left >= fresh_) return;
    chain_.push_back(std::move(*trial));
    current_ = &chain_.back().tree;
    fresh_ = left;
  }

  // What did the change drop or put in that, taken back, mends the text?
  void blame_change(bool only_dropped) {
    for (const Candidate& candidate : candidates_) {
      if (only_dropped && !candidate.dropped) continue;
      if (fresh_ == 0 || problems_.size() >= kMostProblems || trials_.exhausted()) return;
      const Span span{mended(candidate.span.start), mended(candidate.span.end)};
      if (span.start > span.end || span.end > current_->text().size()) continue;  // mended away
      auto trial = trials_.replace(*current_, span, spaced(candidate.text, span.start, candidate.own_line));
      if (!trial) return;
      const std::size_t left = known_.fresh(trial->tree).size();
      if (left >= fresh_) continue;
      Problem problem = candidate.dropped ? describe_missing(*trial) : describe_replaced(*trial, span, candidate.text);
      problem.confidence =
          trust_change(*current_, *trial, view_.text, candidate.span, candidate.text, known_.was_clean());
      // A rewritten statement may also have lost its end: one token says more than the old wording.
      if ((problem.confidence == Confidence::low || candidate.grown) && mend_surely()) continue;
      accept(std::move(*trial), std::move(problem), left);
    }
  }

  Problem describe_replaced(const Trial& trial, Span span, std::string_view was) const {
    if (was.empty()) return describe_unexpected(trial, current_->text(), span);
    Problem problem = describe_missing(trial);
    problem.span = span;
    problem.insert.clear();
    problem.message += ", found " + in_quotes(slice(current_->text(), span));
    return problem;
  }

  // A word put beside another one needs a blank between them, one that had a line to itself the end of the line.
  std::string spaced(std::string_view text, std::uint32_t at, bool own_line) const {
    std::string result(text);
    const auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    const std::string_view whole = current_->text();
    if (!text.empty() && at > 0 && word(text.front()) && word(whole[at - 1]))
      result.insert(0, 1, own_line ? '\n' : ' ');
    if (!text.empty() && at < whole.size() && word(text.back()) && word(whole[at])) result += ' ';
    return result;
  }

  // Where the parser stumbled: which token would let it go on?
  void search() {
    constexpr std::size_t kManyMacros = 4;
    if (has_macros(tree_.language()) && fresh_ > kManyMacros) return give_up(std::nullopt);
    while (fresh_ > 0 && problems_.size() < kMostProblems) {
      const std::optional<std::uint32_t> place = next_stumble();
      foreign_ = foreign_ || (place && is_foreign(tree_.language(), view_.text, original(token_after(*place).start),
                                                  view_.before != nullptr));
      if (!place || foreign_ || !mend_at(*place)) {
        give_up(place);
        return;
      }
    }
  }

  std::optional<std::uint32_t> next_stumble() const {
    if (current_->text().size() > kMostStumbleText) return std::nullopt;
    const bool clean = known_.was_clean() || !view_.before;
    auto places = syntax::find_stumbles(current_->text(), current_->language(), clean ? 1 : 64, deadline_);
    if (!places || places->empty()) return std::nullopt;
    if (clean) return before_comments(places->front());
    const std::uint32_t first = known_.fresh(*current_).front().end;
    auto nearest =
        std::ranges::min_element(*places, {}, [&](std::uint32_t at) { return at > first ? at - first : first - at; });
    return before_comments(*nearest);
  }

  // The end of the last token at or before `at` that is not a comment.
  std::uint32_t before_comments(std::uint32_t at) const {
    const std::string_view text = current_->text();
    for (int i = 0; i < 64; ++i) {
      while (at > 0 && std::isspace(static_cast<unsigned char>(text[at - 1]))) --at;
      if (at == 0) return 0;
      const syntax::Node leaf = current_->root().smallest_at(at - 1, at);
      if (!leaf.is_extra() || leaf.is_error() || leaf.end_byte() != at) return at;
      at = leaf.start_byte();
    }
    return at;
  }

  Span token_after(std::uint32_t at) const {
    const std::string_view text = current_->text();
    std::uint32_t start = at;
    while (start < text.size() && std::isspace(static_cast<unsigned char>(text[start]))) ++start;
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), start + 64));
    const auto tokens = split_tokens(text, {start, end});
    return tokens.empty() ? Span{start, start} : tokens[0];
  }

  bool mend_surely() {
    const auto place = next_stumble();
    return place && mend_at(*place, Confidence::high);
  }

  // True where one token, put in or taken out, lets the parser go on, with at least that confidence.
  bool mend_at(std::uint32_t place, Confidence least = Confidence::low) {
    std::optional<Trial> best;
    std::size_t best_left = fresh_;
    bool best_inserts = false;
    const auto consider = [&](Span span, std::string_view text) {
      if (best_left == 0) return;
      auto trial = trials_.replace(*current_, span, text);
      if (!trial) return;
      const std::size_t left = known_.fresh(trial->tree).size();
      if (left >= best_left) return;
      best_left = left;
      best_inserts = !text.empty();
      best = std::move(trial);
    };
    for (std::string_view token : insertable(current_->language()))
      if (may_miss(token, place)) consider({place, place}, token);
    if (best && best_inserts) {
      prefer_layout(best, best_left);
      place = best->edit.start;
    }
    const Span next = token_after(place);
    if (next.start < next.end) consider(next, "");
    if (!best) return false;
    Problem problem = best_inserts ? describe_missing(*best) : describe_unexpected(*best, current_->text(), next);
    problem.confidence = trust_guess(*best, *current_, best_inserts ? Span{place, place} : next, best_left == 0);
    if (problem.confidence < least) return false;
    accept(std::move(*best), std::move(problem), best_left);
    return true;
  }

  // A quote can only be missing where their number is odd.
  bool may_miss(std::string_view token, std::uint32_t place) const {
    if (token != "\"" && token != "'" && token != "`") return true;
    const std::string_view text = current_->text();
    std::size_t from = 0, to = text.size();
    if (token != "`") {
      from = place == 0 ? 0 : text.rfind('\n', place - 1) + 1;
      to = std::min(text.find('\n', place), text.size());
    }
    return std::ranges::count(text.substr(from, to - from), token[0]) % 2 == 1;
  }

  // A brace that mends the text far from where it is missing goes where the indentation says, if that mends it too.
  void prefer_layout(std::optional<Trial>& best, std::size_t left) {
    const std::string token(slice(*best->text, best->edit));
    if (token != "{" && token != "}") return;
    const LayoutHint hint = layout_hint(*current_);
    const auto place = token == "{" ? hint.opener : hint.closer;
    if (!place || *place == best->edit.start) return;
    auto trial = trials_.replace(*current_, {*place, *place}, token);
    if (trial && known_.fresh(trial->tree).size() <= left) best = std::move(trial);
  }

  void give_up(std::optional<std::uint32_t> place) {
    const std::vector<Site> sites = known_.fresh(*current_);
    if (sites.empty()) return;
    Problem problem = describe_site(*current_, sites.front());
    if (place) {
      problem.span = token_after(*place);
      problem.rule = kMalformedCode;
      problem.message = problem.span.start == problem.span.end
                            ? "unexpected end of file"
                            : "unexpected " + in_quotes(slice(current_->text(), problem.span));
    }
    problem.confidence = foreign_ ? Confidence::low : trust_unexplained(*current_);
    if (problem.confidence == Confidence::low) {
      problem.rule = kUnknownConstruct;
      problem.message =
          "the grammar cannot read this: a macro, a template, or syntax newer than it (" + problem.message + ")";
    }
    problem.fresh = view_.before != nullptr;
    problem.span = {original(problem.span.start), original(problem.span.end)};
    problems_.push_back(std::move(problem));
  }

  const FileView& view_;
  const Tree& tree_;
  std::vector<Candidate> candidates_;
  Deadline deadline_;
  KnownErrors known_;
  Trials trials_;
  const Tree* current_;
  std::vector<Trial> chain_;
  std::vector<Problem> problems_;
  std::size_t fresh_ = 0;
  bool foreign_ = false;  // what is left is not meant for this parser
};

}  // namespace

std::vector<Problem> diagnose(const FileView& view, const syntax::Tree& tree, Deadline deadline) {
  return Diagnosis(view, tree, deadline).run();
}

}  // namespace gate::syntax_check
