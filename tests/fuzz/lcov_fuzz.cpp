// Hostile LCOV tracefiles: read or refused, the same whatever pieces they come in.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "gate/evidence/coverage/lcov.h"

namespace {

using gate::evidence::ReportBuilder;

gate::Change change_of(const char* path) {
  gate::Change change;
  auto& file = change.files.emplace_back();
  file.path = path;
  file.hunks = {{0, 0, 1, 50}};
  return change;
}

bool read(ReportBuilder& builder, std::string_view text, std::size_t piece) {
  auto reader = gate::evidence::lcov_reader(builder);
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
    if (reader->feed(text.substr(0, piece))) return false;
  return !reader->finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const gate::evidence::Wanted wanted(change_of("a.c"));
  ReportBuilder whole(wanted), pieces(wanted);
  const bool read_whole = read(whole, text, size + 1);
  if (read_whole != read(pieces, text, 1 + size % 7)) std::abort();
  if (!read_whole) return 0;
  const auto &one = whole.report().records, &other = pieces.report().records;
  if (one.size() != other.size()) std::abort();
  for (std::size_t at = 0; at < one.size(); ++at)
    if (one[at].hits() != other[at].hits()) std::abort();
  return 0;
}
