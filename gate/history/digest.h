// A commit's delta reduced to its record: pure, on any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gate/git/log.h"
#include "gate/history/record.h"

namespace gate::history {

// Names never leave the machine: what is kept of an author is a hash, keyed with 16 random bytes of this index.
class AuthorKey {
 public:
  explicit AuthorKey(std::string salt) : salt_(std::move(salt)) {}
  static AuthorKey random();
  const std::string& salt() const { return salt_; }
  // SipHash-2-4 of the e-mail without case (of the name where there is none); 0 where there is neither.
  std::uint64_t hash(const Person& person) const;

 private:
  std::string salt_;
};

// Everything but `order` and `reverted_time`, which depend on other commits.
CommitRecord digest(const git::CommitDelta& delta, const AuthorKey& authors);

}  // namespace gate::history
