#include "gate/evidence/coverage/input.h"

#include "gate/base/text.h"
#include "gate/evidence/coverage/cobertura.h"
#include "gate/evidence/coverage/lcov.h"
#include "gate/evidence/pieces.h"

namespace gate::evidence {
namespace {

Expected<Report> read(const Pieces& pieces, const Wanted& wanted, Deadline deadline) {
  const std::string& name = pieces.name;
  NextPiece next = pieces.from_start();
  auto piece = next();
  if (!piece) return std::unexpected(piece.error());
  if (piece->empty()) return fail(ErrorKind::parse, "is empty", name, "run the tests with coverage again");
  ReportBuilder builder(wanted);
  bool xml = is_xml(*piece);
  auto reader = xml ? cobertura_reader(builder) : lcov_reader(builder);
  std::optional<std::string> problem;
  while (piece && !piece->empty() && !problem) {
    if (deadline.expired()) return fail(ErrorKind::limit, "was not read to its end: the time is up", name);
    problem = reader->feed(*piece);
    if (!problem) piece = next();
  }
  if (!piece) return std::unexpected(piece.error());
  if (!problem) problem = reader->finish();
  if (problem) return fail(ErrorKind::parse, *problem, pieces.place(reader->offset()));
  if (builder.overfull())
    return fail(ErrorKind::limit, "names more than 100,000 files that could be changed ones", name);
  for (auto& record : builder.report().records) record.complete();
  builder.report().modified = pieces.modified;
  return std::move(builder.report());
}

}  // namespace

Expected<Report> read_report(const std::filesystem::path& path, const std::string& name, const Wanted& wanted,
                             Deadline deadline) {
  auto pieces = file_pieces(path, name);
  if (!pieces && pieces.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::not_found, pieces.error().message, name, "run the tests with coverage first");
  if (!pieces) return std::unexpected(pieces.error());
  return read(*pieces, wanted, deadline);
}

Expected<Report> parse_report(std::string_view text, const std::string& name, const Wanted& wanted) {
  return read(text_pieces(text, name), wanted, Deadline::never());
}

}  // namespace gate::evidence
