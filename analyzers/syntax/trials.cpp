#include "analyzers/syntax/trials.h"

#include <algorithm>

namespace gate::syntax_check {

std::optional<Trial> Trials::replace(const syntax::Tree& tree, Span span, std::string_view replacement) {
  if (exhausted()) return std::nullopt;
  --left_;
  const std::string_view old = tree.text();
  bytes_left_ -= std::min(bytes_left_, old.size());
  auto text = std::make_unique<std::string>();
  text->reserve(old.size() + replacement.size());
  text->append(old.substr(0, span.start)).append(replacement).append(old.substr(span.end));
  const auto end = static_cast<std::uint32_t>(span.start + replacement.size());
  auto parsed = tree.parse_edited(*text, span.start, span.end, end, deadline_);
  if (!parsed) return std::nullopt;
  return Trial{std::move(text), std::move(*parsed), {span.start, end}, span.end - span.start};
}

std::optional<Trial> Trials::rewrite(const syntax::Tree& tree, std::string text) {
  if (deadline_.expired()) return std::nullopt;
  auto kept = std::make_unique<const std::string>(std::move(text));
  auto parsed = syntax::Tree::parse(*kept, tree.language(), deadline_);
  if (!parsed) return std::nullopt;
  return Trial{std::move(kept), std::move(*parsed), {0, 0}, 0};
}

}  // namespace gate::syntax_check
