// Which errors of a text its version before the change had too.
#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzers/syntax/changes.h"
#include "analyzers/syntax/sites.h"

namespace gate::syntax_check {

class KnownErrors {
 public:
  // Nothing is known where `view` has no side before or that side cannot be parsed.
  explicit KnownErrors(const FileView& view);

  // The errors of `tree` that are new. Rows of `tree` are those of the view's text.
  std::vector<Site> fresh(const syntax::Tree& tree) const;
  bool is_known(const syntax::Tree& tree, const Site& site) const;

  // The text before the change was there, and clean.
  bool was_clean() const { return was_clean_; }

 private:
  std::optional<RowMap> rows_;
  std::unordered_set<std::uint32_t> known_rows_;
  std::unordered_set<std::uint64_t> known_texts_;
  bool was_clean_ = false;
};

}  // namespace gate::syntax_check
