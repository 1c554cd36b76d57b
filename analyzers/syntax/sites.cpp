#include "analyzers/syntax/sites.h"

#include "gate/base/hash.h"

namespace gate::syntax_check {

using syntax::Node;
using syntax::Visit;

std::vector<Site> find_sites(const syntax::Tree& tree, std::size_t most) {
  std::vector<Site> sites;
  syntax::visit(tree.root(), [&](Node node) {
    if (!node.has_error() && !node.is_missing()) return Visit::skip;
    if (!node.is_error() && !node.is_missing()) return Visit::into;
    sites.push_back({node, node.start_byte(), node.end_byte(), node.start().row, node.is_missing()});
    return sites.size() < most ? Visit::skip : Visit::stop;
  });
  return sites;
}

std::uint64_t site_hash(const syntax::Tree& tree, const Site& site) {
  const std::string_view kind = site.node.kind();
  if (!site.missing) return fnv1a(tree.text(site.node).substr(0, 200), fnv1a(kind));
  // A made-up token has no text: the end of what stands before it tells it apart.
  const std::uint32_t from = site.start > 40 ? site.start - 40 : 0;
  return fnv1a(tree.text().substr(from, site.start - from), fnv1a(kind));
}

}  // namespace gate::syntax_check
