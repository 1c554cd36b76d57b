#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/doctor_compare.h"
#include "gate/cli/ledger_place.h"
#include "gate/cli/survey.h"
#include "gate/evidence/owners/codeowners.h"
#include "gate/forge/github.h"
#include "gate/forge/gitlab.h"
#include "gate/store/ledger.h"
#include "gate/trust.h"
#include "gate/worker/worker.h"

namespace gate::cli {
namespace {

// One line a subject: what will be checked here, what will not, and how to mend it.
class Patient {
 public:
  void good(const std::string& subject, const std::string& words) { line("ok", subject, words, ""); }
  void lacking(const std::string& subject, const std::string& words, const std::string& fix) {
    line("--", subject, words, fix);
  }
  void broken(const std::string& subject, const std::string& words, const std::string& fix) {
    line("!!", subject, words, fix);
    sound_ = false;
  }
  bool sound() const { return sound_; }

 private:
  static void line(const char* mark, const std::string& subject, const std::string& words, const std::string& fix) {
    std::printf("%s  %-14s %s\n", mark, subject.c_str(), printable(words).c_str());
    if (!fix.empty()) std::printf("    %-14s fix: %s\n", "", printable(fix, true).c_str());
  }
  bool sound_ = true;
};

void examine_change(const git::Repository& repository, Patient& patient) {
  auto change = repository.change({}, {});
  if (!change) {
    patient.broken("base", change.error().message, change.error().remedy);
    return;
  }
  patient.good("base", (change->base.name.empty() ? change->base.oid.substr(0, 12) : change->base.name) + " (" +
                           change->base.source + ")");
  patient.good("policy", (change->policy.name.empty() ? change->policy.oid.substr(0, 12) : change->policy.name) + " (" +
                             change->policy.source + ")");
  if (change->shallow)
    patient.lacking("history", "shallow: older history is not here", "actions/checkout with `fetch-depth: 0`");
  auto source = repository.source(*change);
  auto configurations = load_configurations(*change, *source, config_schema(), "");
  if (!configurations)
    patient.broken("configuration", configurations.error().text(), "gate config verify");
  else
    patient.good("configuration", configurations->policy.source);
}

void examine_analyzers(const Survey& found, const Context& context, Patient& patient) {
  std::string languages;
  for (const auto& [name, files] : found.languages)
    languages += (languages.empty() ? "" : ", ") + name + " " + std::to_string(files);
  if (languages.empty())
    patient.lacking("syntax", "no file in HEAD is of a language that gate parses", "");
  else
    patient.good("syntax", languages);
  if (!found.c_family) return;
  if (found.compile_commands.empty()) {
    patient.lacking("clang", "no compilation database, so C and C++ are only parsed",
                    "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, then analyzers: { clang: { compile_commands: "
                    "build/compile_commands.json } }");
    return;
  }
  worker::Call ping{.executable = context.executable,
                    .name = "clang",
                    .request = {{"ping", true}},
                    .deadline = Deadline::in(std::chrono::seconds(10))};
  if (auto answer = worker::call(ping); !answer)
    patient.broken("clang", answer.error().text(), "install gate with its clang module (LLVM 19)");
  else
    patient.good("clang", found.compile_commands);
}

void examine_gitlab(const forge::GitLabContext& gitlab, Patient& patient) {
  if (gitlab.job_token)
    patient.broken("approvals", "CI_JOB_TOKEN may not read them",
                   "a masked variable GITLAB_TOKEN: a project access token with the scope read_api (docs/gitlab.md)");
  else
    patient.good("approvals", "project " + gitlab.project + " !" + gitlab.merge_request);
}

void examine_approvals(const Context& context, Patient& patient) {
  auto github = forge::github_context(context.env);
  auto gitlab = forge::gitlab_context(context.env);
  if (!github || !gitlab)
    patient.broken("approvals", (github ? gitlab.error() : github.error()).text(), "");
  else if (*github && (*github)->token.empty())
    patient.broken("approvals", "no token",
                   "pass `github-token: ${{ github.token }}` and `permissions: { pull-requests: read }`");
  else if (*github)
    patient.good("approvals", (*github)->repository + " #" + (*github)->pull_request);
  else if (*gitlab && !(*gitlab)->merge_request.empty())
    examine_gitlab(**gitlab, patient);
  else
    patient.lacking("approvals", "not in the pipeline of a pull or merge request: review is decided there", "");
}

void examine_evidence(const git::Repository& repository, const Survey& found, const Context& context,
                      Patient& patient) {
  if (found.coverage_reports.empty())
    patient.lacking("coverage", "no report at the usual places",
                    "run the tests with coverage first, or name reports under evidence.coverage");
  else
    patient.good("coverage", found.coverage_reports.front() + (found.coverage_reports.size() > 1 ? " and more" : ""));
  if (found.codeowners.empty())
    patient.lacking("owners", "no CODEOWNERS in HEAD", "add .github/CODEOWNERS to require owners' approvals");
  else
    patient.good("owners", found.codeowners + " (`gate owners --lint` checks it)");
  examine_approvals(context, patient);
  auto place = configured_ledger(repository);
  const auto& path = place.path;
  if (path.empty()) return patient.lacking("ledger", "switched off (ledger: none)", "");
  auto ledger = store::Ledger::open_read_only(path);
  if (!ledger && ledger.error().kind == ErrorKind::not_found)
    patient.good("ledger", path + " (made by the first verdict)");
  else if (!ledger)
    patient.broken("ledger", ledger.error().text(), "`ledger: none` switches recording off");
  else
    patient.good("ledger", path);
}

int doctor(const RepositoryArgument& argument, const Context& context) {
  Patient patient;
  auto repository = git::Repository::open(repository_options(argument, context, false));
  if (!repository) {
    patient.broken("repository", repository.error().text(), repository.error().remedy);
    return kUndecided;
  }
  patient.good("repository", repository->bare() ? repository->common_dir() + " (bare)" : repository->root());
  examine_change(*repository, patient);
  auto found = survey(*repository);
  if (!found) {
    patient.broken("files", found.error().text(), found.error().remedy);
    return kUndecided;
  }
  examine_analyzers(*found, context, patient);
  examine_evidence(*repository, *found, context, patient);
  return patient.sound() ? kPass : kUndecided;
}

}  // namespace

void add_doctor(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("doctor", "What will and will not be checked here, and how to mend it");
  auto repository = std::make_shared<RepositoryArgument>();
  add_repository_option(*command, *repository);
  auto there = std::make_shared<std::string>();
  auto here = std::make_shared<std::string>();
  auto* comparing =
      command->add_option("--compare", *there, "Say what differs between a pipeline's receipt and this machine's");
  comparing->type_name("RECEIPT");
  command->add_option("--with", *here, "This receipt instead of the one that the hook kept")
      ->type_name("RECEIPT")
      ->needs(comparing);
  command->callback([repository, there, here, &context] {
    context.exit_code = there->empty() ? doctor(*repository, context) : compare(*repository, *there, *here, context);
  });
}

}  // namespace gate::cli
