// What a Past is made of; shared by the files that measure, past.cpp and past_measure.cpp.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "gate/history/past.h"

namespace gate::history {

inline constexpr std::uint32_t kNoName = UINT32_MAX;

class Names {
 public:
  std::uint32_t id(const std::string& name);
  std::uint32_t find(const std::string& name) const;  // kNoName when unknown
  const std::unordered_map<std::string, std::uint32_t>& all() const { return ids_; }

 private:
  std::unordered_map<std::string, std::uint32_t> ids_;
};

struct PastChange {
  std::int64_t time = 0;
  std::uint32_t author = 0;  // of author_ids
  bool fix = false, revert = false;
  std::vector<std::uint32_t> paths;  // none for large ones
};

struct FileTouch {
  std::uint32_t change = 0;  // of changes
  std::uint32_t churn = 0;   // lines
};

struct FilePast {
  std::vector<FileTouch> touches;  // ascending
  bool gone = false;
};

struct AuthorPast {
  std::vector<std::int64_t> times;                               // ascending
  std::map<std::string, std::vector<std::uint32_t>> subsystems;  // numbers of the author's commits there
};

struct Past::State {
  Names paths;
  std::vector<PastChange> changes;
  std::vector<FilePast> files;  // by path
  std::unordered_map<std::uint64_t, std::uint32_t> author_ids;
  std::unordered_map<std::uint64_t, AuthorPast> authors;
  bool cut = false;

  std::uint32_t author_of(std::uint64_t hash);
  FilePast& file(std::uint32_t path);
  const FilePast* known_file(const std::string& path) const;
  std::span<const FileTouch> recent(const FilePast& file) const;  // that partners are told by
  // sink(partner, times together, of how many commits)
  void count_partners(std::uint32_t path, const FilePast& file,
                      const std::function<void(std::uint32_t, std::uint32_t, std::uint32_t)>& sink) const;
  void measure_partners(const CommitRecord& change, Metrics& out) const;
  void measure_files(const CommitRecord& change, Metrics& out) const;
  void measure_author(const CommitRecord& change, Metrics& out) const;
};

// Not below 0.
double days_between(std::int64_t earlier, std::int64_t later);

}  // namespace gate::history
