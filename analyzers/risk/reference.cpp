#include "analyzers/risk/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "analyzers/risk/dataset.h"

namespace gate::risk {
namespace {

// The last commit counted is a multiple of this, or of a smaller step where there are few.
constexpr std::size_t kStep = 256, kSmallStep = 16;

std::string pack(const Reference& reference) {
  std::string bytes(reference.size() * sizeof(float), '\0');
  if (!bytes.empty()) std::memcpy(bytes.data(), reference.data(), bytes.size());
  return bytes;
}

Reference unpack(const std::string& bytes) {
  Reference reference(bytes.size() / sizeof(float));
  if (!reference.empty()) std::memcpy(reference.data(), bytes.data(), reference.size() * sizeof(float));
  return reference;
}

}  // namespace

Expected<Reference> reference_of(history::Index& index, const history::Line& line, const Predictor& predictor,
                                 const Deadline& deadline) {
  history::Line prefix = line;
  prefix.ids.resize(line.ids.size() - line.ids.size() % (line.ids.size() < 2 * kStep ? kSmallStep : kStep));
  std::uint64_t mark = prefix.ids.size();
  for (const auto id : prefix.ids) mark = (mark ^ id) * 1099511628211ULL;
  const auto key = fmt::format("reference {} {:016x}", predictor.version, mark);
  if (auto known = index.note(key)) return unpack(*known);

  const std::size_t from = prefix.ids.size() - std::min(prefix.ids.size(), kReferenceCommits);
  Reference reference;
  bool late = false;
  auto done = each_row(index, prefix, from, Message::with, [&](PastChange&& change) {
    late = late || (reference.size() % 64 == 0 && deadline.expired());
    if (!late) reference.push_back(static_cast<float>(predictor.log_odds(change.row)));
  });
  if (!done) return std::unexpected(done.error());
  if (late) return fail(ErrorKind::limit, "time ran out before the recent changes were weighed");
  if (reference.size() < kLeastReference) reference.clear();
  std::ranges::sort(reference);
  (void)index.keep_note(key, pack(reference));  // best effort: without it the next run weighs them again
  return reference;
}

std::optional<double> percentile(const Reference& reference, double log_odds) {
  if (reference.empty()) return std::nullopt;
  const auto value = static_cast<float>(log_odds);
  const auto [low, high] = std::ranges::equal_range(reference, value);
  const double below = static_cast<double>(low - reference.begin()), same = static_cast<double>(high - low);
  return 100.0 * (below + same / 2) / static_cast<double>(reference.size());
}

}  // namespace gate::risk
