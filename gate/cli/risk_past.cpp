#include "gate/cli/risk_past.h"

#include <fmt/format.h>

#include <unordered_map>

#include "gate/base/file.h"
#include "gate/cli/progress.h"

namespace gate::cli {
namespace {

Expected<std::vector<history::Incident>> incidents_of(const git::Repository& repository) {
  const auto path = repository.root() + "/" + std::string(history::kIncidentsPath);
  if (repository.bare()) return std::vector<history::Incident>();
  auto text = read_file(path);
  if (!text) {
    if (text.error().kind == ErrorKind::not_found) return std::vector<history::Incident>();
    return std::unexpected(text.error());
  }
  return history::parse_incidents(*text, std::string(history::kIncidentsPath));
}

}  // namespace

Expected<RepositoryPast> open_past(const RepositoryArgument& argument, const std::string& revision,
                                   const Context& context) {
  auto repository = git::Repository::open(repository_options(argument, context, true));
  if (!repository) return std::unexpected(repository.error());
  auto tip = repository->resolve(revision);
  if (!tip) return std::unexpected(tip.error());
  auto index = history::Index::open(history::Index::default_path(*repository));
  if (!index) return std::unexpected(index.error());
  Progress progress;
  auto updated = index->update(*repository, *tip, Deadline::never(), [&](const history::IndexProgress& at) {
    progress.stage(fmt::format("reading the past: {} of {} commits", at.done, at.total));
  });
  if (!updated) return std::unexpected(updated.error());
  auto line = index->line(*tip);
  if (!line) return std::unexpected(line.error());
  return RepositoryPast{std::move(*repository), std::move(*index), std::move(*line)};
}

Expected<std::vector<risk::PastChange>> rows_of(const RepositoryPast& past, risk::Message message) {
  Progress progress;
  progress.stage("measuring every change against what came before it");
  std::vector<risk::PastChange> rows;
  rows.reserve(past.line.changes);
  auto done = risk::each_row(past.index, past.line, 0, message,
                             [&](risk::PastChange&& change) { rows.push_back(std::move(change)); });
  if (!done) return std::unexpected(done.error());
  return rows;
}

Expected<history::Labels> labels_of(const RepositoryPast& past) {
  Progress progress;
  progress.stage("tracing fixes back to what they mended");
  auto incidents = incidents_of(past.repository);
  if (!incidents) return std::unexpected(incidents.error());
  auto commits = history::label_commits(past.index, past.line);
  if (!commits) return std::unexpected(commits.error());
  std::vector<std::string> oids;
  for (const auto& commit : *commits) oids.push_back(commit.oid);
  const auto fixes = history::mends(*commits, *incidents);
  auto links = history::find_inducing(
      past.repository, oids, [&](const std::string& oid) { return fixes.contains(oid); }, {}, Deadline::never());
  if (!links) return std::unexpected(links.error());
  return history::Labels(*commits, *links, *incidents);
}

risk::LabelsAt labels_by_row(const std::vector<risk::PastChange>& rows, const history::Labels& labels) {
  return [&rows, &labels](std::size_t count, std::int64_t time) {
    std::unordered_map<std::string, risk::KnownLabel> known;
    for (auto& label : labels.at(time)) known[label.oid] = {label.buggy, label.weight};
    std::vector<risk::KnownLabel> out(std::min(count, rows.size()), {false, 0});
    for (std::size_t at = 0; at < out.size(); ++at)
      if (const auto found = known.find(rows[at].oid); found != known.end()) out[at] = found->second;
    return out;
  };
}

}  // namespace gate::cli
