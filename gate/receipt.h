// Receipts of this machine: kept beside the ledger, compared with those of a pipeline. Nothing reads them to decide.
#pragma once

#include <string>
#include <vector>

#include "gate/git/repository.h"
#include "gate/report/receipt.h"

namespace gate {

// The folder of receipts: `gate/receipts` below the git directory that linked work trees share.
std::string receipt_folder(const git::Repository& repository);

// Writes one receipt there and removes the oldest beyond fifty. Returns its path.
Expected<std::string> keep_receipt(const report::Receipt& receipt, const git::Repository& repository);

// The newest one here that judged the same head as `there`, or one that its merge commit joined; else the newest.
// ErrorKind::not_found where there is none.
Expected<report::Receipt> matching_receipt(const report::Receipt& there, const git::Repository& repository);

struct Difference {
  std::string subject;  // "base tree"
  std::string here, there;
  std::string meaning;  // why the results can differ by it, and what to do
};

// What differs, the most telling first; empty: the same was judged in the same way.
std::vector<Difference> compare_receipts(const report::Receipt& here, const report::Receipt& there);

}  // namespace gate
