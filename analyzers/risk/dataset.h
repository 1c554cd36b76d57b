// The changes of a line as rows for a model, each measured against what came before it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analyzers/risk/model.h"
#include "gate/history/index.h"

namespace gate::risk {

struct PastChange {
  std::string oid;
  std::int64_t time = 0;   // committer time
  std::int64_t order = 0;  // history::CommitRecord::order
  bool fix = false;
  Row row;
};

// The message words and all that is measured of the message are left out: what a change says of itself can be learnt
// from, and must not be all that is learnt.
enum class Message { with, without };

Row row_of(const history::Past& past, const history::CommitRecord& change, Message message = Message::with);

// Every change of the line but merges, in its order; of commits before position `from` of the line only what they add
// to the past of the others.
Expected<void> each_row(const history::Index& index, const history::Line& line, std::size_t from, Message message,
                        const std::function<void(PastChange&&)>& sink);

}  // namespace gate::risk
