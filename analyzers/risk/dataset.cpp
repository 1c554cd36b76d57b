#include "analyzers/risk/dataset.h"

#include <algorithm>

#include "gate/history/tokens.h"

namespace gate::risk {
namespace {

using history::Metric;

void leave_out_message(history::Metrics& metrics) {
  for (const auto metric : {Metric::fix, Metric::message_characters, Metric::message_lines, Metric::message_issue_links,
                            Metric::revert, Metric::revert_distance_days})
    metrics[metric] = history::kUnknown;
}

void append(std::vector<history::TokenCount>& out, const std::vector<history::TokenCount>& more) {
  std::vector<history::TokenCount> both;
  both.reserve(out.size() + more.size());
  std::ranges::merge(out, more, std::back_inserter(both), {}, &history::TokenCount::id, &history::TokenCount::id);
  // Hashes of different kinds may meet.
  std::size_t kept = 0;
  for (std::size_t at = 0; at < both.size(); ++at) {
    if (kept > 0 && both[kept - 1].id == both[at].id)
      both[kept - 1].count += both[at].count;
    else
      both[kept++] = both[at];
  }
  both.resize(kept);
  out = std::move(both);
}

}  // namespace

Row row_of(const history::Past& past, const history::CommitRecord& change, Message message) {
  Row row;
  row.metrics = past.measure(change);
  append(row.tokens, change.added);
  append(row.tokens, change.removed);
  append(row.tokens, history::path_tokens(change.touches));
  if (message == Message::with)
    append(row.tokens, change.message);
  else
    leave_out_message(row.metrics);
  return row;
}

Expected<void> each_row(const history::Index& index, const history::Line& line, std::size_t from, Message message,
                        const std::function<void(PastChange&&)>& sink) {
  history::Past past;
  if (line.cut) past.set_cut();
  from = std::min(from, line.ids.size());
  auto before =
      index.each(line, 0, from, history::With::facts, [&](const history::CommitRecord& commit) { past.add(commit); });
  if (!before) return before;
  return index.each(line, from, line.ids.size(), history::With::tokens, [&](const history::CommitRecord& commit) {
    if (commit.merge) return;
    sink({commit.oid, commit.time, commit.order, commit.fix, row_of(past, commit, message)});
    past.add(commit);
  });
}

}  // namespace gate::risk
