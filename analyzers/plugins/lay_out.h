// Contents of a tree, written into a private folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/model/source.h"

namespace gate::plugins {

// A file to be laid out.
struct LaidFile {
  std::string path;  // in the repository
  BlobRef blob;
};

struct LayLimits {
  std::uint64_t file_bytes = 2ull << 20;
  std::uint64_t total_bytes = 2ull << 30;
  std::size_t files = 200'000;
};

struct Laid {
  struct LeftOut {
    std::string path, reason;
    std::string text() const;  // for the reader
  };
  std::vector<std::string> paths;
  std::vector<LeftOut> left_out;
};

// Writes files below `folder` as git has them: no filter, no conversion of line ends; nothing is followed or replaced.
// Symbolic links, submodules and names that are no plain relative paths are left out and said.
// Errors: limit (files or bytes in total, deadline), git, io.
Expected<Laid> lay_out(const std::vector<LaidFile>& files, const Source& source, const std::string& folder,
                       const LayLimits& limits, const Deadline& deadline);

// Links folders of the checkout (`expose:`) into a tree. Errors: not_found (not there: it is to be installed first),
// config (reached by a symbolic link, which could lead anywhere, or there is no checkout).
Expected<void> link_exposed(const std::vector<std::string>& expose, const std::string& root, const std::string& folder);

// Why a path of the repository cannot be a path of a file system; "" when it can: empty, absolute, "..", ".git", NUL
// and control characters, too long.
std::string odd_path(std::string_view path);

}  // namespace gate::plugins
