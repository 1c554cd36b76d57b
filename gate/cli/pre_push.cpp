#include "gate/cli/pre_push.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <iterator>

#include "gate/base/text.h"
#include "gate/cli/output.h"
#include "gate/receipt.h"
#include "gate/run.h"

namespace gate::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct PushedRef {
  std::string local_ref, local_oid, remote_ref, remote_oid;
};

// One commit judged from one base, for all refs that it is pushed to.
struct Push {
  std::string names;
  std::string first_name;
  std::string commit;
  RevisionChoice base;
};

bool is_zero(const std::string& oid) { return oid.find_first_not_of('0') == std::string::npos; }

// githooks(5): "<local ref> SP <local object name> SP <remote ref> SP <remote object name> LF".
Expected<std::vector<PushedRef>> read_pushed_refs(std::istream& input) {
  std::string text{std::istreambuf_iterator<char>(input),
                   {}};  // to the end, before any work: git waits for us to drain it
  std::vector<PushedRef> refs;
  std::uint32_t number = 0;
  for (auto line : split_lines(text)) {
    ++number;
    if (trim(line).empty()) continue;
    auto words = split(line, ' ');
    if (words.size() != 4)
      return fail(ErrorKind::usage, "expected '<local ref> <local oid> <remote ref> <remote oid>'",
                  "standard input:" + std::to_string(number),
                  "this command is started by git push; install it with `gate hook install`");
    refs.push_back({words[0], words[1], words[2], words[3]});
  }
  return refs;
}

// pre-commit reads standard input itself and says what it found in variables; of several refs it hands on one. Without
// PRE_COMMIT_FROM_REF nothing of the history is on the remote.
std::vector<PushedRef> pre_commit_refs(const Environment& env) {
  const auto variable = [&](const char* name) { return env(name).value_or(""); };
  const auto branch = variable("PRE_COMMIT_LOCAL_BRANCH");
  const auto to = variable("PRE_COMMIT_TO_REF").empty() ? branch : variable("PRE_COMMIT_TO_REF");
  if (to.empty()) return {};
  const auto from = variable("PRE_COMMIT_FROM_REF").empty() ? std::string(40, '0') : variable("PRE_COMMIT_FROM_REF");
  return {{branch.empty() ? to : branch, to, variable("PRE_COMMIT_REMOTE_BRANCH"), from}};
}

Expected<std::vector<PushedRef>> pushed_refs(const Context& context) {
  auto handed_on = pre_commit_refs(context.env);
  if (::isatty(STDIN_FILENO) == 1) {
    if (!handed_on.empty()) return handed_on;
    return fail(ErrorKind::usage, "this command reads the pushed refs that git writes to it", "standard input",
                "install it with `gate hook install`; to judge by hand use `gate check`");
  }
  auto refs = read_pushed_refs(std::cin);
  if (refs && refs->empty()) return handed_on;
  return refs;
}

// What the budget or the hook's own limits left to the pipeline.
void print_left_out(const Verdict& verdict) {
  for (const auto& run : verdict.facts.analyzers) {
    if (run.state == RunState::not_checked)
      std::printf("gate:   %s not checked: %s\n", run.name.c_str(), printable(run.reason).c_str());
    for (const auto& left_out : run.not_checked)
      std::printf("gate:   %s left out %s\n", run.name.c_str(), printable(left_out).c_str());
  }
}

void print_verdict(const Verdict& verdict, const Push& push, const Context& context) {
  if (verdict.outcome > Status::pass || !verdict.exit_reason.empty()) {
    if (auto written = write_reports(verdict, {}, false, context.env); !written) report_error(written.error());
    return;
  }
  std::printf("gate: %s: %s (%u found, %u in scope, %u blocking; %u ms)\n", printable(push.names).c_str(),
              std::string(to_string(verdict.outcome)).c_str(), verdict.counts.found, verdict.counts.in_scope,
              verdict.counts.blocking, verdict.milliseconds);
  print_left_out(verdict);
}

class Judge {
 public:
  Judge(const git::Repository& repository, const git::OpenOptions& opened, const Context& context)
      : repository_(repository), context_(context) {
    options_.repository = opened;
    options_.hook = true;
    options_.executable = context.executable;
    options_.now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    const bool in_pipeline = !context.env("CI").value_or("").empty();
    if (!in_pipeline) options_.skip_reason = context.env("GATE_SKIP").value_or("");
  }

  // The exit code. The budget is one for the whole push: what this takes is taken from the next.
  int judge(const Push& push) {
    options_.selection.base = push.base.oid.empty() ? std::string(git::kEmptyTree) : push.base.oid;
    options_.selection.head = push.commit;
    options_.selection.exact = true;
    options_.selection.source = push.base.source;
    options_.head_name = push.first_name;
    const auto start = steady_clock::now();
    auto verdict = run(options_);
    options_.hook_spent += std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
    if (!verdict) return report_error(verdict.error());
    print_verdict(*verdict, push, context_);
    if (auto kept = keep_receipt(report::receipt_of(*verdict), repository_); !kept)
      std::fprintf(stderr, "gate: no receipt was written: %s\n", printable(kept.error().text()).c_str());
    std::fflush(stdout);
    return verdict->exit_code;
  }

 private:
  const git::Repository& repository_;
  const Context& context_;
  RunOptions options_;
};

// 1 (blocked) before 3 and 2: a block is certain where the others could not decide.
int worse_code(int a, int b) {
  if (a == kBlocked || b == kBlocked) return kBlocked;
  return std::max(a, b);
}

// Joins the refs that push one commit from one base. `code` takes up what could not be found out.
std::vector<Push> pushes_of(const std::vector<PushedRef>& refs, const std::string& remote,
                            const git::Repository& repository, int& code) {
  std::vector<Push> pushes;
  for (const auto& ref : refs) {
    if (is_zero(ref.local_oid)) continue;  // a deletion ships nothing
    auto base = repository.push_base(remote, ref.local_oid, ref.remote_oid);
    if (!base) {
      code = worse_code(code, report_error(base.error()));
      continue;
    }
    if (!*base) {
      std::printf("gate: %s: nothing to judge\n", printable(ref.local_ref).c_str());
      continue;
    }
    auto commit = repository.resolve(ref.local_oid).value_or(ref.local_oid);  // what an annotated tag means
    auto same = std::ranges::find_if(
        pushes, [&](const Push& push) { return push.commit == commit && push.base.oid == (*base)->oid; });
    if (same == pushes.end())
      pushes.push_back({ref.local_ref, ref.local_ref, std::move(commit), std::move(**base)});
    else
      same->names += ", " + ref.local_ref;
  }
  return pushes;
}

}  // namespace

int pre_push(const std::string& remote, const Context& context) {
  auto refs = pushed_refs(context);
  if (!refs) return report_error(refs.error());
  if (refs->empty()) return kPass;
  const git::OpenOptions options{.allow_commands = false, .env = context.env};
  auto repository = git::Repository::open(options);
  if (!repository) return report_error(repository.error());
  int code = kPass;
  Judge judge(*repository, options, context);
  for (const auto& push : pushes_of(*refs, remote, *repository, code)) code = worse_code(code, judge.judge(push));
  return code;
}

}  // namespace gate::cli
