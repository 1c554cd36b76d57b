#include "gate/git/line_diff.h"

#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "gate/git/library.h"

namespace gate::git {
namespace {

constexpr std::size_t kBinaryProbe = 8000;
constexpr std::size_t kTailBlock = 1024;

// An object database of two blobs under made-up ids. git_diff_buffers would hash both texts; blobs that the library
// reads from here cost one copy. The last byte of an id says which side is meant.
struct TwoBlobs {
  git_odb_backend backend;
  std::array<std::string_view, 2> texts;
};

int read_blob(void** data, std::size_t* size, git_object_t* type, git_odb_backend* backend, const git_oid* id) {
  // `backend` is the first member of TwoBlobs, which is of standard layout.
  const std::string_view text = reinterpret_cast<TwoBlobs*>(backend)->texts[id->id[GIT_OID_RAWSZ - 1] & 1];
  *data = git_odb_backend_data_alloc(backend, text.size() + 1);
  if (*data == nullptr) return GIT_ERROR;
  if (!text.empty()) std::memcpy(*data, text.data(), text.size());
  static_cast<char*>(*data)[text.size()] = '\0';
  *size = text.size();
  *type = GIT_OBJECT_BLOB;
  return GIT_OK;
}

int has_blob(git_odb_backend*, const git_oid*) { return 1; }
void keep_backend(git_odb_backend*) {}

// As git does for diffs without context (xdiff-interface.c): what both texts end with is cut off in blocks, up to the
// end of a line, before lines are compared. It decides where a hunk among repeated lines lies, and saves the work.
void trim_common_tail(std::string_view& before, std::string_view& after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t trimmed = 0;
  while (trimmed + kTailBlock <= shorter &&
         std::memcmp(before.data() + before.size() - trimmed - kTailBlock,
                     after.data() + after.size() - trimmed - kTailBlock, kTailBlock) == 0) {
    trimmed += kTailBlock;
  }
  const std::string_view tail = before.substr(before.size() - trimmed);
  const std::size_t line_end = tail.find('\n');
  const std::size_t kept = line_end == std::string_view::npos ? trimmed : line_end + 1;
  before.remove_suffix(trimmed - kept);
  after.remove_suffix(trimmed - kept);
}

int collect_hunk(const git_diff_delta*, const git_diff_hunk* hunk, void* payload) {
  static_cast<std::vector<Hunk>*>(payload)->push_back(
      {static_cast<std::uint32_t>(hunk->old_start), static_cast<std::uint32_t>(hunk->old_lines),
       static_cast<std::uint32_t>(hunk->new_start), static_cast<std::uint32_t>(hunk->new_lines)});
  return 0;
}

}  // namespace

bool is_binary(std::string_view contents) {
  return contents.substr(0, kBinaryProbe).find('\0') != std::string_view::npos;
}

std::uint32_t count_lines(std::string_view text) {
  // Eight bytes at once, each with a sum of its own, which 255 rounds cannot overflow.
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101, kLow7 = 0x7F * kOnes, kEvenBytes = 0x00FF'00FF'00FF'00FF;
  constexpr std::size_t kRounds = 255;
  std::uint32_t ends = 0;
  std::size_t at = 0;
  while (at + sizeof kOnes <= text.size()) {
    std::uint64_t sums = 0;
    for (std::size_t round = 0; round < kRounds && at + sizeof kOnes <= text.size(); ++round, at += sizeof kOnes) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + at, sizeof word);
      word ^= '\n' * kOnes;  // an end is now a zero byte
      sums += (~(((word & kLow7) + kLow7) | word) >> 7) & kOnes;
    }
    const std::uint64_t pairs = (sums & kEvenBytes) + ((sums >> 8) & kEvenBytes);
    ends += static_cast<std::uint32_t>((pairs * 0x0001'0001'0001'0001) >> 48);
  }
  for (; at < text.size(); ++at) ends += text[at] == '\n' ? 1 : 0;
  return ends + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

struct LineDiff::Scratch {
  TwoBlobs blobs{};
  OwnedOdb odb;
  OwnedRepository repository;
  std::uint64_t serial = 0;

  Expected<OwnedBlob> blob(unsigned side) {
    git_oid id{};
    std::memcpy(id.id, &serial, sizeof serial);
    id.id[GIT_OID_RAWSZ - 2] = 1;
    id.id[GIT_OID_RAWSZ - 1] = static_cast<unsigned char>(side);
    git_blob* blob = nullptr;
    if (git_blob_lookup(&blob, repository.get(), &id) != 0) return std::unexpected(library_error("cannot hold a text"));
    return OwnedBlob(blob);
  }
};

LineDiff::LineDiff(std::unique_ptr<Scratch> scratch) : scratch_(std::move(scratch)) {}
LineDiff::LineDiff(LineDiff&&) noexcept = default;
LineDiff& LineDiff::operator=(LineDiff&&) noexcept = default;
LineDiff::~LineDiff() = default;

Expected<LineDiff> LineDiff::create() {
  start_library();
  auto scratch = std::make_unique<Scratch>();
  git_odb_backend& backend = scratch->blobs.backend;
  git_odb_init_backend(&backend, GIT_ODB_BACKEND_VERSION);
  backend.read = read_blob;
  backend.exists = has_blob;
  backend.free = keep_backend;
  git_odb* odb = nullptr;
  if (git_odb_new(&odb) != 0) return std::unexpected(library_error("cannot make an object store"));
  scratch->odb.reset(odb);
  git_repository* repository = nullptr;
  if (git_odb_add_backend(odb, &backend, 1) != 0 || git_repository_wrap_odb(&repository, odb) != 0) {
    return std::unexpected(library_error("cannot make an object store"));
  }
  scratch->repository.reset(repository);
  return LineDiff(std::move(scratch));
}

Expected<std::vector<Hunk>> LineDiff::hunks(std::string_view before, std::string_view after) {
  if (!before.empty() && !after.empty()) trim_common_tail(before, after);
  return counted_hunks(before, after);
}

Expected<std::vector<Hunk>> LineDiff::counted_hunks(std::string_view before, std::string_view after) {
  std::vector<Hunk> found;
  if (before.empty() || after.empty()) {
    const std::uint32_t old_lines = count_lines(before), new_lines = count_lines(after);
    if (old_lines + new_lines > 0) found.push_back({old_lines ? 1u : 0u, old_lines, new_lines ? 1u : 0u, new_lines});
    return found;
  }
  scratch_->blobs.texts = {before, after};
  ++scratch_->serial;
  auto old_blob = scratch_->blob(0);
  if (!old_blob) return std::unexpected(old_blob.error());
  auto new_blob = scratch_->blob(1);
  if (!new_blob) return std::unexpected(new_blob.error());

  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
  options.context_lines = 0;
  options.interhunk_lines = 0;
  options.max_size = -1;
  // An empty path: the library asks no attributes and no diff driver.
  if (git_diff_blobs(old_blob->get(), "", new_blob->get(), "", &options, nullptr, nullptr, collect_hunk, nullptr,
                     &found) != 0) {
    return std::unexpected(library_error("cannot compare two texts"));
  }
  return found;
}

}  // namespace gate::git
