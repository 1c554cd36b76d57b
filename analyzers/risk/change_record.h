// The change under judgement as the record of one commit that comes next: what a squash would make of it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gate/history/digest.h"
#include "gate/history/record.h"
#include "gate/model/change.h"
#include "gate/model/source.h"

namespace gate::risk {

// A file of the change with its texts; null where there is none or it cannot be read.
struct FileTexts {
  std::shared_ptr<const std::string> before, after;
};

class ChangeRecorder {
 public:
  // Reads both sides of every changed file of at most `file_limit` bytes. `now` stands for the time of a change that is
  // not committed yet.
  ChangeRecorder(const Change& change, const Source& source, const history::AuthorKey& authors, std::int64_t now,
                 std::uint64_t file_limit);

  const history::CommitRecord& whole() const { return whole_; }
  // The same commit, had it touched these files alone (indices of Change::files).
  history::CommitRecord part(const std::vector<std::size_t>& files) const;
  const FileTexts& texts(std::size_t file) const { return texts_[file]; }

 private:
  history::CommitRecord record(const std::vector<std::size_t>& files) const;

  const Change& change_;
  const history::AuthorKey& authors_;
  Commit commit_;
  std::vector<FileTexts> texts_;
  history::CommitRecord whole_;
};

}  // namespace gate::risk
