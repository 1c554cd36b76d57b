#include "gate/evidence/tests/input.h"

#include "gate/base/text.h"
#include "gate/evidence/pieces.h"

namespace gate::evidence {
namespace {

bool is_tap_line(std::string_view line) {
  line = trim(line);
  auto follows = [&](std::string_view word) {
    return line.starts_with(word) && (line.size() == word.size() || line[word.size()] == ' ');
  };
  return line.starts_with("TAP version ") || follows("ok") || follows("not ok") || line.starts_with("Bail out!") ||
         (line.size() > 3 && line.starts_with("1..") && line[3] >= '0' && line[3] <= '9');
}

// Tools write words of their own before both line formats, so the first line that is of one of them decides.
std::unique_ptr<TestReader> reader_for(std::string_view start, TestReport& report) {
  if (is_xml(start)) return xml_test_reader(report);
  for (auto line : split_lines(start)) {
    if (trim(line).starts_with('{') && line.find("\"Action\"") != std::string_view::npos) return go_test_reader(report);
    if (is_tap_line(line)) return tap_reader(report);
  }
  return nullptr;
}

Expected<TestReport> read(const Pieces& pieces, Deadline deadline) {
  const std::string& name = pieces.name;
  NextPiece next = pieces.from_start();
  auto piece = next();
  if (!piece) return std::unexpected(piece.error());
  if (trim(*piece).empty())
    return fail(ErrorKind::not_found, "is empty: no test was reported", name, "run the tests again");
  TestReport report;
  auto reader = reader_for(*piece, report);
  if (reader == nullptr)
    return fail(ErrorKind::parse, "is no test report that gate reads", name,
                "it reads JUnit XML, CTest's XML, `go test -json` and TAP");
  std::optional<std::string> problem;
  while (piece && !piece->empty() && !problem) {
    if (deadline.expired()) return fail(ErrorKind::limit, "was not read to its end: the time is up", name);
    problem = reader->feed(*piece);
    if (!problem) piece = next();
  }
  if (!piece) return std::unexpected(piece.error());
  if (!problem) problem = reader->finish();
  if (problem) return fail(ErrorKind::parse, *problem, pieces.place(reader->offset()));
  if (report.overfull()) return fail(ErrorKind::limit, "tells of more than 500,000 tests", name);
  return report;
}

}  // namespace

Expected<TestReport> read_test_report(const std::filesystem::path& path, const std::string& name, Deadline deadline) {
  auto pieces = file_pieces(path, name);
  if (!pieces) return std::unexpected(pieces.error());
  return read(*pieces, deadline);
}

Expected<TestReport> parse_test_report(std::string_view text, const std::string& name) {
  return read(text_pieces(text, name), Deadline::never());
}

}  // namespace gate::evidence
