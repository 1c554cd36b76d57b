#include "analyzers/syntax/known.h"

namespace gate::syntax_check {

KnownErrors::KnownErrors(const FileView& view) {
  if (!view.before || !view.before->tree) return;
  const syntax::Tree* tree = view.before->tree();
  if (!tree) return;
  was_clean_ = !tree->root().has_error();
  if (was_clean_) return;
  rows_.emplace(view);
  for (const Site& site : find_sites(*tree)) {
    known_rows_.insert(site.row);
    known_texts_.insert(site_hash(*tree, site));
  }
}

bool KnownErrors::is_known(const syntax::Tree& tree, const Site& site) const {
  if (!rows_) return false;
  const std::int64_t row = rows_->before(site.row);
  return (row >= 0 && known_rows_.contains(static_cast<std::uint32_t>(row))) ||
         known_texts_.contains(site_hash(tree, site));
}

std::vector<Site> KnownErrors::fresh(const syntax::Tree& tree) const {
  if (!tree.root().has_error()) return {};
  std::vector<Site> sites = find_sites(tree);
  std::erase_if(sites, [&](const Site& site) { return is_known(tree, site); });
  return sites;
}

}  // namespace gate::syntax_check
