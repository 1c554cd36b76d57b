// Whole files, read and written with errors that name the path.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "gate/base/error.h"

namespace gate {

// Reads a regular file of at most `limit` bytes (ErrorKind::limit beyond; not_found when absent; io otherwise).
// Never opens a FIFO, a socket or a device.
Expected<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit = 64u << 20);

// Writes by a temporary file beside `path`, fsync and rename: readers see the old or the new text, never a half.
Expected<void> write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace gate
