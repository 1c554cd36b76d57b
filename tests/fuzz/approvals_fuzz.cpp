// The approvals file, and trailers of a commit message.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/evidence/approvals/approvals.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto review = gate::evidence::parse_approvals(input, "approvals.json")) {
    for (const auto& given : review->reviews) {
      if (given.user.empty() || given.source != "file") std::abort();
    }
  }
  gate::Change change;
  change.commits.resize(1);
  change.commits[0].message = input;
  for (const auto& given : gate::evidence::trailer_reviews(change)) {
    if (given.verified) std::abort();
  }
  gate::evidence::commit_authors(change);
  return 0;
}
