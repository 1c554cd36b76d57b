#include "gate/gather.h"

#include <algorithm>
#include <set>

#include "gate/base/file.h"
#include "gate/evidence/approvals/approvals.h"
#include "gate/evidence/coverage/coverage.h"
#include "gate/evidence/owners/codeowners.h"
#include "gate/evidence/tests/tests.h"
#include "gate/forge/github.h"
#include "gate/forge/gitlab.h"
#include "policies/risk/demands.h"

namespace gate {
namespace {

constexpr std::uint64_t kOwnersLimit = 3u << 20;  // GitHub ignores a larger CODEOWNERS
constexpr std::uint64_t kApprovalsLimit = 16u << 20;

std::vector<evidence::CoverageInput> coverage_inputs(const Configurations& configurations,
                                                     const std::vector<std::string>& given) {
  std::vector<evidence::CoverageInput> inputs;
  auto add = [&](const config::Config& config) {
    for (const auto& entry : config.coverage) inputs.push_back({entry.files, entry.strip, entry.prefix});
  };
  add(configurations.policy);
  if (inputs.empty() && configurations.head) add(*configurations.head);
  if (!given.empty()) inputs.push_back({given, {}, {}});
  return inputs;
}

// The dialect follows the place: GitLab's own folder, or a GitLab pipeline.
evidence::OwnersDialect owners_dialect(const Environment& env) {
  return env("GITLAB_CI") ? evidence::OwnersDialect::gitlab : evidence::OwnersDialect::github;
}

Expected<void> find_owners(const Change& change, const Source& source, const Environment& env, Evidence& evidence) {
  auto dialect = owners_dialect(env);
  for (const auto& location : evidence::owners_locations(dialect)) {
    auto text = source.file(Tree::policy, location, kOwnersLimit);
    if (!text) return std::unexpected(text.error());
    if (!*text) continue;
    auto owners = evidence::Codeowners::parse(**text, dialect);
    evidence.review.owners_path = location;
    std::set<std::string> paths;
    for (const auto& file : change.files) {
      paths.insert(file.path);
      if (!file.old_path.empty()) paths.insert(file.old_path);
    }
    for (const auto& path : paths) std::ranges::move(owners.owners(path), std::back_inserter(evidence.review.owners));
    std::string problem;
    if (!owners.problems().empty())
      problem = std::to_string(owners.problems().size()) + " unreadable line(s), first: line " +
                std::to_string(owners.problems().front().line) + ": " + owners.problems().front().message;
    evidence.sources.push_back(
        {"owners", location, dialect == evidence::OwnersDialect::gitlab ? "gitlab" : "github", problem, 0});
    return {};
  }
  return {};
}

std::vector<std::string> teams_of(const std::vector<PathOwners>& owners) {
  std::set<std::string> teams;
  for (const auto& entry : owners)
    for (const auto& owner : entry.owners)
      if (owner.starts_with('@') && owner.find('/') != std::string::npos) teams.insert(owner);
  return {teams.begin(), teams.end()};
}

// Keeps what was found of owners and takes who approved from `answer`.
void take_reviews(ReviewEvidence& into, ReviewEvidence answer) {
  answer.owners_path = std::move(into.owners_path);
  answer.owners = std::move(into.owners);
  into = std::move(answer);
  into.pipeline = true;
}

// An approvals file speaks of one head; of another it says nothing about this change.
void check_head(const Change& change, ReviewEvidence& review) {
  if (review.head.empty() || review.head == change.head.oid) return;
  for (const auto& commit : change.commits)
    if (commit.oid == review.head) return;
  review.available = false;
  review.unavailable = "the approvals are of another head (" + review.head.substr(0, 12) + ")";
}

void take_answer(Expected<ReviewEvidence> answer, const std::string& address, const char* forge, Evidence& evidence) {
  auto& review = evidence.review;
  const auto problem = answer ? std::string() : answer.error().text();
  if (answer) {
    take_reviews(review, std::move(*answer));
  } else {
    review.pipeline = true;
    review.unavailable = problem;
  }
  evidence.sources.push_back({"approvals", address, forge, problem, 0});
}

// Whom CODEOWNERS names on GitLab: "@name" may be a group as well as a person.
std::vector<std::string> names_of(const std::vector<PathOwners>& owners) {
  std::set<std::string> names;
  for (const auto& entry : owners)
    for (const auto& owner : entry.owners)
      if (owner.starts_with('@') && !owner.starts_with("@@")) names.insert(owner);
  return {names.begin(), names.end()};
}

// Options of the policy `risk`, wherever it judges.
std::vector<const Options*> risk_options(const Configurations& configurations) {
  std::vector<const Options*> out;
  for (const auto* config : {&configurations.policy, configurations.head ? &*configurations.head : nullptr})
    if (config != nullptr && config->policies.contains("risk")) out.push_back(&config->policies.at("risk"));
  return out;
}

// Those whose members must be known: of owners, and of the reviewers that a band of risk asks for.
std::vector<PathOwners> asked_people(const Configurations& configurations, std::vector<PathOwners> owners) {
  for (const auto* options : risk_options(configurations)) {
    owners.emplace_back();
    owners.back().owners = bands::asked_reviewers(*options);
  }
  return owners;
}

Expected<void> find_reviews(const Change& change, const Configurations& configurations, const GatherOptions& options,
                            Evidence& evidence) {
  auto& review = evidence.review;
  const auto asked = asked_people(configurations, review.owners);
  if (!options.approvals_file.empty()) {
    auto text = read_file(options.approvals_file, kApprovalsLimit);
    if (!text) return std::unexpected(text.error());
    auto parsed = evidence::parse_approvals(*text, options.approvals_file);
    if (!parsed) return std::unexpected(parsed.error());
    take_reviews(review, std::move(*parsed));
    check_head(change, review);
    evidence.sources.push_back({"approvals", options.approvals_file, "file", review.unavailable, 0});
  } else if (auto context = forge::github_context(options.env); !context) {
    return std::unexpected(context.error());
  } else if (*context) {
    take_answer(forge::github_reviews(**context, teams_of(asked), options.deadline), (*context)->api_url, "github",
                evidence);
  } else if (auto gitlab = forge::gitlab_context(options.env); !gitlab) {
    return std::unexpected(gitlab.error());
  } else if (*gitlab) {
    take_answer(forge::gitlab_reviews(**gitlab, names_of(asked), options.deadline), (*gitlab)->api_url, "gitlab",
                evidence);
  } else {
    review.pipeline = options.env("CI").value_or("").size() > 0;
    review.unavailable = "no forge and no --approvals FILE to ask";
  }
  for (auto& author : evidence::commit_authors(change)) review.co_authors.push_back(std::move(author));
  std::ranges::move(evidence::trailer_reviews(change), std::back_inserter(review.reviews));
  return {};
}

// Those of the configuration in force, of the change's where that has none, and those of the command line.
std::vector<std::string> patterns_of(const Configurations& configurations,
                                     std::vector<std::string> config::Config::* list,
                                     const std::vector<std::string>& given) {
  std::vector<std::string> patterns = configurations.policy.*list;
  if (patterns.empty() && configurations.head) patterns = (*configurations.head).*list;
  patterns.insert(patterns.end(), given.begin(), given.end());
  return patterns;
}

}  // namespace

evidence::SarifRead gather_findings(const Change& change, const Source& source, const Configurations& configurations,
                                    const GatherOptions& options) {
  auto patterns = patterns_of(configurations, &config::Config::sarif, options.sarif_files);
  evidence::SarifRead read;
  if (patterns.empty()) return read;
  if (options.hook) {
    read.notes = {"SARIF of other tools is not read here: decided in the pipeline"};
    return read;
  }
  read = evidence::read_sarif(patterns, options.root, change, source, options.deadline);
  std::erase_if(read.findings, [&](const Finding& finding) { return configurations.excluded(finding.place.path); });
  return read;
}

Expected<Evidence> gather(const Change& change, const Source& source, const Configurations& configurations,
                          const GatherOptions& options) {
  Evidence evidence;
  if (options.hook) return evidence;

  auto inputs = coverage_inputs(configurations, options.coverage_files);
  if (!inputs.empty()) {
    auto read = evidence::read_coverage(inputs, options.root, change, source, options.deadline);
    evidence.coverage = std::move(read.coverage);
    std::ranges::move(read.sources, std::back_inserter(evidence.sources));
  }
  evidence.coverage.configured = !inputs.empty();

  auto patterns = patterns_of(configurations, &config::Config::tests, options.test_files);
  if (!patterns.empty() || configurations.judges("tests")) {
    auto read = evidence::read_tests(patterns, options.root, change, source, options.deadline);
    evidence.tests = std::move(read.tests);
    std::ranges::move(read.sources, std::back_inserter(evidence.sources));
  }
  evidence.tests.configured = !patterns.empty();

  if (configurations.judges("review")) {
    if (auto owners = find_owners(change, source, options.env, evidence); !owners)
      return std::unexpected(owners.error());
  }
  const auto risk = risk_options(configurations);
  if (configurations.judges("review") ||
      std::ranges::any_of(risk, [](const Options* each) { return bands::asks_for_approvals(*each); })) {
    if (auto reviews = find_reviews(change, configurations, options, evidence); !reviews)
      return std::unexpected(reviews.error());
  }
  return evidence;
}

}  // namespace gate
