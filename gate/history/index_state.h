// What an open Index consists of; shared by index*.cpp.
#pragma once

#include <string>

#include "gate/history/index.h"
#include "gate/store/history_database.h"

namespace gate::history {

struct Index::State {
  std::string path;
  store::HistoryDatabase database;
  AuthorKey authors;

  static Expected<State> open(const std::string& path);
  // Starts with an empty file in place of a damaged one.
  Expected<void> replace();
  // `work`, once more in a new file when the file turns out to be damaged.
  Expected<void> mending(const std::function<Expected<void>()>& work);
};

inline constexpr std::int64_t kLatest = std::int64_t{1} << 40;  // seconds: the year 36812; later dates count as this

std::unexpected<Error> damaged(const std::string& path);
std::unexpected<Error> not_indexed(const std::string& oid);

// The row of a commit that the index must hold.
Expected<CommitRecord> read_record(store::HistoryDatabase& database, std::int64_t id, With with);

// Which ids belong to a line.
class Members {
 public:
  bool contains(std::int64_t id) const {
    const auto at = static_cast<std::size_t>(id);
    return id >= 0 && at / 64 < bits_.size() && (bits_[at / 64] >> (at % 64) & 1) != 0;
  }
  bool add(std::int64_t id) {  // false when it was there
    const auto at = static_cast<std::size_t>(id);
    if (at / 64 >= bits_.size()) bits_.resize(at / 64 + 64);
    const std::uint64_t bit = std::uint64_t{1} << (at % 64);
    const bool fresh = (bits_[at / 64] & bit) == 0;
    bits_[at / 64] |= bit;
    return fresh;
  }

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace gate::history
