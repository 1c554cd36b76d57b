#include "analyzers/risk/subject.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzers/risk/assessment.h"
#include "analyzers/risk/model_file.h"
#include "analyzers/risk/past_incidents.h"
#include "analyzers/risk/predictors.h"
#include "gate/history/people.h"

namespace gate::risk {
namespace {

constexpr std::uint64_t kIncidentsLimit = 8u << 20;  // bytes
constexpr const char* kWholeHistory =
    "check out with the whole history (`fetch-depth: 0`, and `filter: blob:none` to spare the old contents), or "
    "restore "
    "gate's index from a run of the default branch";

Expected<std::shared_ptr<const Model>> own_model(const Source& source) {
  auto text = source.file(gate::Tree::policy, kOwnModelPath, kLargestModel);
  if (!text || !*text)
    return std::shared_ptr<const Model>();  // a policy commit that cannot be read has told so already
  auto model = read_model(**text, std::string(kOwnModelPath));
  if (!model) return std::unexpected(model.error());
  return std::make_shared<const Model>(std::move(*model));
}

Expected<std::vector<history::Incident>> known_incidents(const Source& source) {
  auto text = source.file(gate::Tree::policy, history::kIncidentsPath, kIncidentsLimit);
  if (!text || !*text) return std::vector<history::Incident>();
  return history::parse_incidents(**text, std::string(history::kIncidentsPath));
}

}  // namespace

Expected<Subject> open_subject(const git::Repository& repository, const Change& change, const Source& source,
                               const Deadline& deadline) {
  if (change.base.oid.empty() || change.base.oid == change.base_tree)
    return fail(ErrorKind::unavailable, "there is no commit before this change");
  auto own = own_model(source);
  if (!own) return std::unexpected(own.error());
  auto incidents = known_incidents(source);
  if (!incidents) return std::unexpected(incidents.error());
  auto index = history::Index::open(history::Index::default_path(repository));
  if (!index) return std::unexpected(index.error());
  if (auto updated = index->update(repository, change.base.oid, deadline); !updated) {
    auto error = updated.error();
    if (error.kind == ErrorKind::limit) {
      error.message = "the index of the repository's past is not complete yet: " + error.message;
      error.remedy = "run `gate risk index` once, off the pipeline's path, and keep gate's folder in the git directory";
    }
    return std::unexpected(error);
  }
  auto line = index->line(change.base.oid);
  if (!line) return std::unexpected(line.error());
  if (line->changes < kLeastHistory) {
    return fail(ErrorKind::unavailable,
                fmt::format("only {} earlier changes are known, {} are needed", line->changes, kLeastHistory), {},
                line->cut ? kWholeHistory : "");
  }
  Subject subject{std::move(*index), std::move(*line), make_predictor(std::move(*own)), std::move(*incidents), {}};
  if (subject.line.cut)
    subject.notes.push_back(
        fmt::format("history is shallow, so that what needs all of it is unknown: {}", kWholeHistory));
  if (subject.line.incomplete > 0)
    subject.notes.push_back(fmt::format("{} earlier commits are known in part only: contents are missing or too large",
                                        subject.line.incomplete));
  return subject;
}

Expected<History> weigh_change(Subject& subject, const git::Repository& repository, const Change& change,
                               const Source& source, const WeighOptions& options, const Deadline& deadline) {
  const ChangeRecorder recorder(change, source, subject.index.authors(), options.now, options.file_limit);
  auto record = recorder.whole();
  if (!record.reverts.empty()) {
    if (auto reverted = subject.index.find(record.reverts, history::With::facts)) record.reverted_time = reverted->time;
  }
  auto past = subject.index.past_of(subject.line, record);
  if (!past) return std::unexpected(past.error());
  if (subject.line.cut) past->set_cut();
  auto reference = reference_of(subject.index, subject.line, subject.predictor, deadline);
  if (!reference) {
    if (reference.error().kind != ErrorKind::limit) return std::unexpected(reference.error());
    subject.notes.push_back(reference.error().message + ": there is no percentile");
    reference = Reference{};
  }
  History history;
  history.risk = weigh({change, recorder, record, *past, subject.predictor, *reference, [&](std::uint64_t author) {
                          return history::name_of_author(subject.index, subject.line, repository, author);
                        }});
  history.risk.commits = subject.line.changes;
  history.incidents = incidents_of(change, subject.incidents, subject.index);
  return history;
}

}  // namespace gate::risk
