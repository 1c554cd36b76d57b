#include "analyzers/patterns/attempts.h"

#include <algorithm>

#include "gate/base/text.h"

namespace gate::patterns {
namespace {

constexpr int kMostTrials = 400;  // of forms for one pattern

// Errors and missing tokens, weighed by the text that they cover.
std::uint64_t count_errors(const syntax::Tree& tree) {
  std::uint64_t errors = 0;
  syntax::visit(tree.root(), [&](syntax::Node node) {
    if (node.is_missing()) errors += 3;
    if (node.is_error()) errors += 4 + (node.end_byte() - node.start_byte());
    // A name that is not there without being called missing.
    if (node.start_byte() == node.end_byte() && node.kind() == "identifier") errors += 3;
    return syntax::Visit::into;
  });
  return errors;
}

class Attempts {
 public:
  Attempts(const LanguageTable& table, const std::vector<Piece>& pieces) : table_(table), pieces_(pieces) {}

  // Nothing where the text does not parse so.
  std::optional<Attempt> as_known(const Reading& reading) {
    if (reading.size() != pieces_.size() + 1 || reading[0] >= table_.wrappers.size()) return std::nullopt;
    Attempt attempt{.wrapper = &table_.wrappers[reading[0]]};
    for (std::size_t n = 0; n < pieces_.size(); ++n) {
      const auto forms = forms_of(pieces_[n]);
      if (!forms.empty() && reading[n + 1] >= forms.size()) return std::nullopt;
      attempt.forms.push_back(forms.empty() ? std::string_view{} : forms[reading[n + 1]]);
    }
    measure(attempt);
    return attempt.errors == 0 ? std::optional(std::move(attempt)) : std::nullopt;
  }

  Reading reading_of(const Attempt& attempt) const {
    Reading reading{static_cast<std::uint8_t>(attempt.wrapper - table_.wrappers.data())};
    for (std::size_t n = 0; n < pieces_.size(); ++n) {
      const auto forms = forms_of(pieces_[n]);
      reading.push_back(static_cast<std::uint8_t>(std::ranges::find(forms, attempt.forms[n]) - forms.begin()));
    }
    return reading;
  }

  Expected<Attempt> best() {
    std::vector<Attempt> attempts;
    for (const Wrapper& wrapper : table_.wrappers) {
      Attempt attempt{.wrapper = &wrapper};
      for (const Piece& piece : pieces_) attempt.forms.push_back(first_form(piece));
      measure(attempt);
      if (attempt.errors == 0) return attempt;
      // An expression most likely lacks but its semicolon.
      if (attempts.empty())
        if (auto ended = with_semicolon()) return std::move(*ended);
      // Before another wrapper: what reads as a statement is one ("for (...) {}" is no method named `for`).
      Attempt other = attempt;
      if (improve_together(other, true) || (attempts.empty() && improve_together(other, false))) return other;
      attempts.push_back(std::move(attempt));
    }
    std::sort(attempts.begin(), attempts.end(), [](const Attempt& a, const Attempt& b) {
      return std::pair(a.errors, a.wrapper) < std::pair(b.errors, b.wrapper);
    });
    for (Attempt& attempt : attempts)
      if (improve(attempt)) return attempt;
    trials_ = 0;
    for (Attempt& attempt : attempts)
      if (start_uniform(attempt) || improve(attempt)) return attempt;
    return unreadable(table_.language);
  }

 private:
  std::span<const std::string_view> forms_of(const Piece& piece) const {
    switch (piece.kind) {
      case Piece::Kind::ellipsis:
      case Piece::Kind::metavariable_list: return table_.ellipses;
      case Piece::Kind::metavariable: return table_.metavariables;
      default: return {};
    }
  }

  // Where a statement may stand, a form that ends one is tried first: without, `...` would begin the next line's.
  std::string_view first_form(const Piece& piece) const {
    const auto forms = forms_of(piece);
    if (piece.statement && piece.kind != Piece::Kind::metavariable)
      for (const std::string_view form : forms)
        if (form == "@;") return form;
    return forms.empty() ? std::string_view{} : forms.front();
  }

  void write(Attempt& attempt) const {
    attempt.text = attempt.wrapper->before;
    attempt.start = attempt.text.size();
    std::size_t typed = 0;
    for (std::size_t n = 0; n < pieces_.size(); ++n) {
      const Piece& piece = pieces_[n];
      if (attempt.forms[n].empty()) {
        attempt.text += word_of(piece, false, typed);
      } else {
        for (const char c : attempt.forms[n]) {
          if (c == '@')
            attempt.text += word_of(piece, false, typed);
          else if (c == '^')
            attempt.text += word_of(piece, true, typed);
          else
            attempt.text += c;
        }
      }
      if (piece.kind == Piece::Kind::typed) ++typed;
    }
    attempt.end = attempt.text.size();
    attempt.text += attempt.wrapper->after;
  }

  void measure(Attempt& attempt) {
    ++trials_;
    write(attempt);
    if (table_.scan) {
      attempt.errors = 0;
      return;
    }
    auto tree = syntax::Tree::parse(attempt.text, table_.language);
    attempt.errors = tree ? count_errors(*tree) : 1;
  }

  // The pattern as it is with a semicolon behind, where it does not end as a statement does and then has no error.
  std::optional<Attempt> with_semicolon() {
    const std::string_view last = pieces_.empty() ? std::string_view{} : trim(pieces_.back().text);
    if (pieces_.empty() || pieces_.back().kind != Piece::Kind::code || last.empty() || last.back() != ')')
      return std::nullopt;
    const auto wrapper = std::ranges::find_if(
        table_.wrappers, [](const Wrapper& each) { return each.before.empty() && each.after == ";"; });
    if (wrapper == table_.wrappers.end()) return std::nullopt;
    Attempt attempt{.wrapper = &*wrapper};
    for (const Piece& piece : pieces_) attempt.forms.push_back(first_form(piece));
    measure(attempt);
    return attempt.errors == 0 ? std::optional(std::move(attempt)) : std::nullopt;
  }

  // All ellipses among statements (or members), or all others, in one form; whether no error is left.
  bool improve_together(Attempt& attempt, bool statement) {
    const Attempt before = attempt;
    // Among statements those first that end one.
    std::vector<std::string_view> forms;
    for (const bool ending : {true, false})
      for (const std::string_view form : table_.ellipses)
        if ((statement && form.ends_with(';')) == ending) forms.push_back(form);
    for (const std::string_view form : forms) {
      Attempt other = before;
      bool any = false;
      for (std::size_t n = 0; n < pieces_.size(); ++n) {
        if (pieces_[n].kind != Piece::Kind::ellipsis || pieces_[n].statement != statement) continue;
        any = any || other.forms[n] != form;
        other.forms[n] = form;
      }
      if (!any) continue;
      measure(other);
      if (other.errors < attempt.errors) attempt = std::move(other);
      if (attempt.errors == 0) return true;
    }
    return false;
  }

  // What stands alone between the pattern's first parentheses, in one form: the parameters of a function.
  bool improve_header(Attempt& attempt) {
    std::vector<std::size_t> alone;
    bool inside = false;
    for (std::size_t n = 1; n + 1 < pieces_.size(); ++n) {
      const std::string_view before = trim(pieces_[n - 1].text), after = trim(pieces_[n + 1].text);
      if (pieces_[n].kind == Piece::Kind::code) {
        if (inside && pieces_[n].text.contains(')')) break;
        inside = inside || pieces_[n].text.contains('(');
      } else if ((inside || before.ends_with('(')) && (before.ends_with('(') || before.ends_with(',')) &&
                 (after.starts_with(')') || after.starts_with(','))) {
        inside = true;
        alone.push_back(n);
      }
    }
    if (alone.size() < 2) return false;
    for (const std::string_view form : table_.metavariables) {
      Attempt other = attempt;
      for (const std::size_t n : alone) other.forms[n] = form;
      measure(other);
      if (other.errors < attempt.errors) attempt = std::move(other);
      if (attempt.errors == 0) return true;
    }
    return false;
  }

  // Piece by piece, ellipses first, the form with the fewest errors; twice, since one may depend on a later one. Where
  // that leads nowhere, two pieces at once.
  bool improve(Attempt& attempt) {
    if (improve_together(attempt, true) || improve_header(attempt)) return true;
    for (int round = 0; round < 2; ++round) {
      const std::uint64_t before = attempt.errors;
      for (const bool variables : {false, true})
        for (std::size_t n = 0; n < pieces_.size(); ++n)
          if ((pieces_[n].kind == Piece::Kind::metavariable) == variables)
            for (const std::string_view form : forms_of(pieces_[n]))
              if (try_forms(attempt, n, n, form)) return true;
      if (attempt.errors == before && !improve_pairs(attempt)) return false;
      if (attempt.errors == 0) return true;
    }
    return false;
  }

  // Another point to begin from: all ellipses that are no statements in one form, all metavariables in one. Whether no
  // error is left.
  bool start_uniform(Attempt& attempt) {
    Attempt best;
    for (const std::string_view ellipsis : table_.ellipses)
      for (const std::string_view variable : table_.metavariables) {
        Attempt other = attempt;
        for (std::size_t n = 0; n < pieces_.size(); ++n)
          if (!forms_of(pieces_[n]).empty())
            other.forms[n] = pieces_[n].kind == Piece::Kind::metavariable ? variable
                             : pieces_[n].statement                       ? first_form(pieces_[n])
                                                                          : ellipsis;
        measure(other);
        if (!best.wrapper || other.errors < best.errors) best = std::move(other);
      }
    if (best.wrapper) attempt = std::move(best);
    return attempt.errors == 0;
  }

  // Whether anything got better.
  bool improve_pairs(Attempt& attempt) {
    const std::uint64_t before = attempt.errors;
    for (std::size_t n = 0; n < pieces_.size(); ++n)
      for (std::size_t m = n + 1; m < pieces_.size(); ++m)
        if (forms_of(pieces_[n]).data() == forms_of(pieces_[m]).data())
          for (const std::string_view form : forms_of(pieces_[n]))
            if (try_forms(attempt, n, m, form)) return true;
    return attempt.errors < before;
  }

  // Keeps the form for both pieces where it is better; whether no error is left.
  bool try_forms(Attempt& attempt, std::size_t n, std::size_t m, std::string_view form) {
    if ((form == attempt.forms[n] && form == attempt.forms[m]) || trials_ > kMostTrials) return false;
    Attempt other = attempt;
    other.forms[n] = other.forms[m] = form;
    measure(other);
    if (other.errors < attempt.errors) attempt = std::move(other);
    return attempt.errors == 0;
  }

  const LanguageTable& table_;
  const std::vector<Piece>& pieces_;
  int trials_ = 0;
};

}  // namespace

std::unexpected<Error> unreadable(syntax::Language language) {
  return fail(ErrorKind::usage, "the pattern cannot be parsed as " + std::string(syntax::to_string(language)));
}

Expected<Attempt> find_attempt(const LanguageTable& table, const std::vector<Piece>& pieces) {
  return Attempts(table, pieces).best();
}

std::optional<Attempt> known_attempt(const LanguageTable& table, const std::vector<Piece>& pieces,
                                     const Reading& reading) {
  return Attempts(table, pieces).as_known(reading);
}

Reading reading_of(const LanguageTable& table, const std::vector<Piece>& pieces, const Attempt& attempt) {
  return Attempts(table, pieces).reading_of(attempt);
}

}  // namespace gate::patterns
