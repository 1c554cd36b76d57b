#include "gate/cli/incident_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "gate/base/file.h"
#include "gate/base/text.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

// Held on the folder, because the file itself is replaced by each write.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder) : file_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (file_ >= 0) held_ = ::flock(file_, LOCK_EX) == 0;
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() {
    if (file_ >= 0) ::close(file_);
  }
  bool held() const { return held_; }

 private:
  int file_;
  bool held_ = false;
};

Expected<std::string> read_if_there(const std::string& path) {
  auto text = read_file(path);
  if (!text && text.error().kind == ErrorKind::not_found) return std::string();
  return text;
}

}  // namespace

Expected<IncidentFile> IncidentFile::of(const git::Repository& repository) {
  if (repository.root().empty())
    return fail(ErrorKind::usage, "a bare repository has no work tree to keep incidents in", "",
                "run this in a clone, and commit the file");
  return IncidentFile((fs::path(repository.root()) / history::kIncidentsPath).string());
}

Expected<std::vector<history::Incident>> IncidentFile::read() const {
  auto text = read_if_there(path_);
  if (!text) return std::unexpected(text.error());
  return history::parse_incidents(*text, std::string(history::kIncidentsPath));
}

Expected<void> IncidentFile::append(const Choose& choose) const {
  const fs::path folder = fs::path(path_).parent_path();
  std::error_code error;
  fs::create_directories(folder, error);
  const FolderLock lock(folder);
  if (!lock.held()) return fail(ErrorKind::io, "cannot lock the folder", printable(folder.string()));
  auto text = read_if_there(path_);
  if (!text) return std::unexpected(text.error());
  auto known = history::parse_incidents(*text, std::string(history::kIncidentsPath));
  if (!known) return std::unexpected(known.error());
  auto chosen = choose(*known);
  if (!chosen) return std::unexpected(chosen.error());
  if (chosen->empty()) return {};
  if (!text->empty() && !text->ends_with('\n')) text->push_back('\n');
  for (const auto& incident : *chosen) *text += history::to_line(incident) + "\n";
  return write_file(path_, *text);
}

Expected<std::vector<std::string>> resolve_all(const git::Repository& repository,
                                               const std::vector<std::string>& revisions) {
  std::vector<std::string> ids;
  for (const auto& revision : revisions) {
    auto id = repository.resolve(revision);
    if (!id) return std::unexpected(id.error());
    if (std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(std::move(*id));
  }
  return ids;
}

}  // namespace gate::cli
