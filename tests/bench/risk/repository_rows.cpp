#include "tests/bench/risk/repository_rows.h"

#include <algorithm>
#include <filesystem>

#include "gate/base/process.h"
#include "gate/base/text.h"
#include "gate/history/digest.h"

namespace gate::risk::bench {
namespace {

// In the order of the past: corrected commit times, then ids.
void order_commits(const std::vector<git::LogEntry>& log, std::vector<history::CommitRecord>& records) {
  std::map<std::string_view, std::int64_t> order;
  for (std::size_t at = 0; at < log.size(); ++at) {
    auto& record = records[at];
    record.order = record.time;
    for (const auto& parent : log[at].parents)
      if (const auto found = order.find(parent); found != order.end())
        record.order = std::max(record.order, found->second + 1);
    order[log[at].oid] = record.order;
  }
  std::ranges::sort(
      records, [](const auto& a, const auto& b) { return a.order != b.order ? a.order < b.order : a.oid < b.oid; });
}

}  // namespace

Expected<RepositoryRows> rows_of_repository(const std::string& path, Message message) {
  auto repository = git::Repository::open({.path = path, .trust_owner = true});
  if (!repository) return std::unexpected(repository.error());
  auto head = repository->resolve("HEAD");
  if (!head) return std::unexpected(head.error());
  auto log = repository->log(*head, [](const std::string&) { return false; });
  if (!log) return std::unexpected(log.error());
  RepositoryRows out{path, {}, {}};
  std::vector<std::string> all;
  for (const auto& entry : *log) all.push_back(entry.oid);
  const history::AuthorKey authors(std::string(16, 'k'));
  std::vector<history::CommitRecord> records(all.size());
  auto done = repository->deltas(all, {}, [&](std::size_t index, const git::CommitDelta& delta) {
    records[index] = history::digest(delta, authors);
  });
  if (!done) return std::unexpected(done.error());
  order_commits(*log, records);
  history::Past past;
  for (const auto& record : records) {
    out.commits.push_back({record.oid, record.time, record.merge, record.fix, record.reverts});
    if (record.merge) continue;
    out.rows.push_back({record.oid, record.time, record.order, record.fix, row_of(past, record, message)});
    past.add(record);
  }
  return out;
}

Expected<std::map<std::string, bool>> read_labels(const std::string& path) {
  const auto unpacked = run_process({.argv = {"gzip", "-dcf", path}, .environment = {{"PATH", "/usr/bin:/bin"}}});
  if (!unpacked) return std::unexpected(unpacked.error());
  std::map<std::string, bool> labels;
  for (const auto line : split_lines(unpacked->output)) {
    const auto cells = split(line, ',');
    if (cells.size() >= 3 && cells[0].size() == 40) labels[std::string(cells[0])] = cells[2] == "1";
  }
  if (labels.empty()) return fail(ErrorKind::parse, "no line is commit_id,date,buggy", path);
  return labels;
}

std::vector<Example> by_time(std::vector<Example> examples) {
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t at = 0; at < examples.size(); ++at) order.emplace_back(examples[at].time, at);
  std::ranges::sort(order);
  std::vector<Example> sorted;
  sorted.reserve(examples.size());
  for (const auto& [time, at] : order) sorted.push_back(std::move(examples[at]));
  return sorted;
}

std::vector<Example> labelled(const RepositoryRows& repository, const std::map<std::string, bool>& labels) {
  std::vector<Example> examples;
  for (const auto& change : repository.rows) {
    const auto label = labels.find(change.oid);
    if (label != labels.end()) examples.push_back({change.row, label->second, 1, change.time});
  }
  return by_time(std::move(examples));
}

Expected<std::vector<Example>> labelled_by_mends(const RepositoryRows& repository) {
  auto opened = git::Repository::open({.path = repository.path, .trust_owner = true});
  if (!opened) return std::unexpected(opened.error());
  std::vector<std::string> oids;
  for (const auto& commit : repository.commits) oids.push_back(commit.oid);
  const auto mends = history::mends(repository.commits, {});
  auto links = history::find_inducing(
      *opened, oids, [&](const std::string& oid) { return mends.contains(oid); }, {}, Deadline::never());
  if (!links) return std::unexpected(links.error());
  const history::Labels labels(repository.commits, *links, {});
  std::map<std::string, history::Label> known;
  for (auto& label : labels.at(repository.commits.back().time)) known[label.oid] = label;
  std::vector<Example> examples;
  for (const auto& change : repository.rows) {
    const auto label = known.find(change.oid);
    if (label == known.end()) continue;
    examples.push_back({change.row, label->second.buggy, label->second.weight, change.time});
  }
  return by_time(std::move(examples));
}

}  // namespace gate::risk::bench
