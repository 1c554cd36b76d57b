#include "analyzers/plugins/lay_out.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "gate/base/text.h"

namespace gate::plugins {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 255;   // NAME_MAX of Linux's file systems
constexpr std::size_t kLongestPath = 3500;  // PATH_MAX less the private folder's own path

class Layer {
 public:
  Layer(const Source& source, std::string folder, const LayLimits& limits)
      : source_(source), folder_(std::move(folder)), limits_(limits) {}

  Expected<void> add(const LaidFile& file) {
    if (std::string reason = refusal(file); !reason.empty()) {
      laid.left_out.push_back({file.path, reason});
      return {};
    }
    auto text = source_.blob(file.blob, limits_.file_bytes);
    if (!text && text.error().kind == ErrorKind::limit) {
      laid.left_out.push_back({file.path, text.error().text()});
      return {};
    }
    if (!text) return std::unexpected(text.error());
    bytes_ += (*text)->size();
    if (bytes_ > limits_.total_bytes)
      return fail(ErrorKind::limit, fmt::format("the files are more than {} MiB together", limits_.total_bytes >> 20));
    return write(file, **text);
  }

  Laid laid;

 private:
  std::string refusal(const LaidFile& file) const {
    if (file.blob.mode == FileMode::symlink) return "a symbolic link is not followed";
    if (file.blob.mode == FileMode::submodule) return "a submodule is not looked into";
    if (file.blob.mode == FileMode::absent) return "it is not there";
    if (file.blob.size > limits_.file_bytes) return fmt::format("it is larger than {} KiB", limits_.file_bytes >> 10);
    return odd_path(file.path);
  }

  Expected<void> write(const LaidFile& file, std::string_view text) {
    std::string path = folder_ + "/" + file.path;
    std::string parent = path.substr(0, path.rfind('/'));
    if (made_.insert(parent).second) {
      std::error_code error;
      fs::create_directories(parent, error);
      if (error) return broken(error.value(), path);
    }
    mode_t mode = file.blob.mode == FileMode::executable ? 0755 : 0644;
    int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0 && errno == EEXIST) {  // a file system that does not tell "A" from "a"
      laid.left_out.push_back({file.path, "another file has this name here"});
      return {};
    }
    if (descriptor < 0) return broken(errno, path);
    int code = write_all(descriptor, text) ? 0 : errno;
    if (::close(descriptor) != 0 && code == 0) code = errno;
    if (code != 0) return broken(code, path);
    laid.paths.push_back(file.path);
    return {};
  }

  static bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
      ssize_t written = ::write(descriptor, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  static std::unexpected<Error> broken(int code, const std::string& path) {
    return fail(ErrorKind::io, fmt::format("cannot lay out a file: {}", std::strerror(code)), printable(path),
                code == ENOSPC || code == EDQUOT ? "free some space, or set TMPDIR to a place that has more" : "");
  }

  const Source& source_;
  std::string folder_;
  LayLimits limits_;
  std::set<std::string> made_;  // folders
  std::uint64_t bytes_ = 0;
};

}  // namespace

std::string Laid::LeftOut::text() const { return printable(path) + ": " + reason; }

std::string odd_path(std::string_view path) {
  if (path.empty() || path.starts_with('/')) return "it is not a relative path";
  if (path.size() > kLongestPath) return "its path is too long";
  for (char c : path)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return "its name holds control characters";
  for (const std::string& part : split(path, '/')) {
    if (part.empty() || part == "." || part == "..") return "its path is not a plain one";
    if (lower(part) == ".git") return "it would be git's own folder";
    if (part.size() > kLongestName) return "its name is too long";
  }
  return "";
}

Expected<Laid> lay_out(const std::vector<LaidFile>& files, const Source& source, const std::string& folder,
                       const LayLimits& limits, const Deadline& deadline) {
  if (files.size() > limits.files)
    return fail(ErrorKind::limit, fmt::format("{} files are more than the {} that gate lays out for a plugin",
                                              files.size(), limits.files));
  Layer layer(source, folder, limits);
  for (const LaidFile& file : files) {
    if (deadline.expired()) return fail(ErrorKind::limit, "the time limit was reached while its files were laid out");
    if (auto added = layer.add(file); !added) return std::unexpected(added.error());
  }
  return std::move(layer.laid);
}

Expected<void> link_exposed(const std::vector<std::string>& expose, const std::string& root,
                            const std::string& folder) {
  for (const std::string& name : expose) {
    if (root.empty())
      return fail(ErrorKind::config, "expose needs a checkout, and this repository is bare", printable(name));
    std::string target = root + "/" + name;
    std::error_code error;
    if (!fs::is_directory(target, error))
      return fail(ErrorKind::not_found, fmt::format("expose: the checkout has no folder {}", printable(name)), {},
                  "install it before gate runs (npm ci, for example)");
    fs::path real = fs::canonical(root, error) / name;
    if (fs::canonical(target, error) != real)
      return fail(ErrorKind::config, fmt::format("expose: {} is reached by a symbolic link", printable(name)));
    fs::path link = fs::path(folder) / name;
    fs::create_directories(link.parent_path(), error);
    fs::create_symlink(real, link, error);
    if (error) return fail(ErrorKind::io, fmt::format("expose: cannot link {}: {}", printable(name), error.message()));
  }
  return {};
}

}  // namespace gate::plugins
