#include "gate/git/fetch.h"

#include "gate/base/text.h"
#include "gate/git/refs.h"

namespace gate::git {
namespace {

constexpr std::chrono::seconds kFetchLimit{120};

// Each step is worth a round trip; the last one brings everything.
constexpr const char* kDeepenings[] = {"--deepen=50", "--deepen=250", "--deepen=2000", "--unshallow"};

bool fetch(State& state, const std::vector<std::string>& args) {
  std::vector<std::string> line = {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head"};
  line.insert(line.end(), args.begin(), args.end());
  const bool done = state.command.run(line, {}, kFetchLimit).has_value();
  state.refresh();
  return done;
}

std::string remote_or_origin(const State& state) { return main_remote(state).value_or("origin"); }

}  // namespace

std::string full_history_remedy(const Environment& env) {
  if (env("GITLAB_CI")) return "fetch the whole history in this job:\nvariables:\n  GIT_DEPTH: 0";
  if (env("GITHUB_ACTIONS") || env("GITHUB_EVENT_NAME")) {
    return "fetch the whole history in the checkout step:\n- uses: actions/checkout@v4\n  with:\n    fetch-depth: 0";
  }
  return "run `git fetch --unshallow`; in GitHub Actions fetch the whole history in the checkout step:\n"
         "- uses: actions/checkout@v4\n  with:\n    fetch-depth: 0";
}

Expected<void> need_commit(State& state, const git_oid& id, const std::string& name) {
  if (state.objects->contains(id)) return {};
  const bool shallow = !state.shallow.empty();
  if (state.command.allowed()) {
    std::vector<std::string> args = {remote_or_origin(state), hex(id)};
    if (shallow) args.insert(args.begin(), "--depth=1");  // would make a whole clone shallow
    if (fetch(state, args) && state.objects->contains(id)) return {};
  }
  return fail(ErrorKind::git,
              name + " (" + hex(id).substr(0, 12) + ") is not in this " + (shallow ? "shallow clone" : "repository"),
              {}, shallow ? full_history_remedy(state.options.env) : "fetch it, or name the base with --base");
}

bool fetch_branch(State& state, const std::string& branch) {
  if (!state.command.allowed()) return false;
  const std::string remote = remote_or_origin(state);
  const std::string refspec = "+refs/heads/" + branch + ":refs/remotes/" + remote + '/' + branch;
  if (state.shallow.empty()) return fetch(state, {remote, refspec});
  return fetch(state, {"--depth=50", remote, refspec});
}

Expected<HistoryComparison> meet(State& state, const git_oid& base, const git_oid& head, const std::string& base_name) {
  auto compared = compare_histories(*state.objects, state.shallow, {base}, head);
  if (!compared || !compared->merge_bases.empty()) return compared;
  if (compared->cut && state.command.allowed()) {
    for (const char* step : kDeepenings) {
      const std::string remote = remote_or_origin(state);
      if (!fetch(state, {step, remote, hex(head), hex(base)}) && !fetch(state, {step, remote})) break;
      compared = compare_histories(*state.objects, state.shallow, {base}, head);
      if (!compared || !compared->merge_bases.empty()) return compared;
    }
  }
  if (compared->cut) {
    return fail(ErrorKind::git, "this clone is too shallow to find where the change left " + base_name, {},
                full_history_remedy(state.options.env));
  }
  return fail(ErrorKind::git, "the change has no common history with " + base_name, {},
              "compare exact trees with A..B, or name another base with --base");
}

void fetch_objects(State& state, const std::vector<git_oid>& ids) {
  if (ids.empty() || state.promisor.empty() || !state.command.allowed()) return;
  std::string list;
  for (const git_oid& id : ids) list += hex(id) + '\n';
  // As git's own promisor-remote fetch: nothing is negotiated, nothing else comes along.
  const auto done =
      state.command.run({"-c", "fetch.negotiationAlgorithm=noop", "fetch", state.promisor, "--quiet", "--no-tags",
                         "--no-write-fetch-head", "--recurse-submodules=no", "--filter=blob:none", "--stdin"},
                        list, kFetchLimit);
  if (done) state.refresh();
}

}  // namespace gate::git
