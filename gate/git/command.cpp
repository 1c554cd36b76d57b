#include "gate/git/command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/base/text.h"

namespace gate::git {
namespace {

// What git and its transports need from the caller; everything else stays outside.
constexpr const char* kInherited[] = {"PATH",         "HOME",         "XDG_CONFIG_HOME", "USER",       "LOGNAME",
                                      "TMPDIR",       "http_proxy",   "https_proxy",     "HTTP_PROXY", "HTTPS_PROXY",
                                      "all_proxy",    "ALL_PROXY",    "no_proxy",        "NO_PROXY",   "SSL_CERT_FILE",
                                      "SSL_CERT_DIR", "SSH_AUTH_SOCK"};

constexpr std::uint64_t kOutputLimit = 256u << 20;  // bytes

std::string last_lines(std::string_view errors) {
  errors = trim(errors);
  if (errors.size() > 400) errors.remove_prefix(errors.size() - 400);
  return printable(to_utf8(errors));
}

}  // namespace

ProcessSpec Command::spec(const std::vector<std::string>& args, const std::string& input) const {
  ProcessSpec spec;
  spec.argv = {"git", "--no-replace-objects", "--no-pager"};
  for (const char* setting :
       {"core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.ext.allow=never", "gc.auto=0",
        "maintenance.auto=false", "credential.interactive=false", "fetch.recurseSubmodules=false"}) {
    spec.argv.insert(spec.argv.end(), {"-c", setting});
  }
  if (place_.trust_owner) spec.argv.insert(spec.argv.end(), {"-c", "safe.directory=*"});
  spec.argv.insert(spec.argv.end(), args.begin(), args.end());
  spec.directory = place_.directory;
  for (const char* name : kInherited) {
    if (auto value = env_(name)) spec.environment.emplace_back(name, *value);
  }
  for (const auto& [name, value] :
       {std::pair{"GIT_TERMINAL_PROMPT", "0"}, std::pair{"GIT_OPTIONAL_LOCKS", "0"},
        std::pair{"GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh"}, std::pair{"GIT_ASKPASS", "/bin/false"},
        std::pair{"SSH_ASKPASS", "/bin/false"}, std::pair{"SSH_ASKPASS_REQUIRE", "force"}, std::pair{"LC_ALL", "C"}}) {
    spec.environment.emplace_back(name, value);
  }
  spec.input = input;
  spec.output_limit = kOutputLimit;
  return spec;
}

Expected<std::string> Command::run(const std::vector<std::string>& args, const std::string& input,
                                   std::chrono::milliseconds limit) const {
  const std::string line = printable(to_utf8(fmt::format("git {}", fmt::join(args, " "))));
  if (!place_.allowed) return fail(ErrorKind::unavailable, "the git command line may not be used here", line);
  ProcessSpec todo = spec(args, input);
  todo.deadline = Deadline::in(limit);
  auto result = run_process(todo);
  if (!result) return std::unexpected(result.error());
  if (result->exit_code != 0) {
    return fail(ErrorKind::git, fmt::format("exit {}: {}", result->exit_code, last_lines(result->errors)), line);
  }
  return std::move(result->output);
}

}  // namespace gate::git
