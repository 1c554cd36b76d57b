// A report as pieces of bytes, read once from the start: never mapped, since a file that is cut while it is read must
// not kill the process, and never whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "gate/base/error.h"

namespace gate::evidence {

// Hands out the next piece, valid until the next call; an empty one is the end.
using NextPiece = std::function<Expected<std::string_view>()>;

struct Pieces {
  std::string name;                       // of the document, for errors
  std::function<NextPiece()> from_start;  // may be asked again, to look at the same bytes
  std::int64_t modified = 0;              // of the file, seconds since the epoch; 0 for text

  // "NAME:LINE" of a byte of the document, by reading it again.
  std::string place(std::uint64_t offset) const;
};

// Pieces of 256 KiB. ErrorKind::not_found where there is no such file, io where it is not a regular one.
Expected<Pieces> file_pieces(const std::filesystem::path& path, const std::string& name);
// The text must outlive the pieces.
Pieces text_pieces(std::string_view text, const std::string& name);

// Whether a document that begins so is XML, whatever its encoding.
bool is_xml(std::string_view start);

}  // namespace gate::evidence
