#include "gate/cli/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/report/report.h"

namespace gate::cli {
namespace {

const report::Format* find_format(const std::string& name) {
  const auto& formats = report::all_formats();
  auto found = std::ranges::find(formats, name, &report::Format::name);
  return found == formats.end() ? nullptr : &*found;
}

std::string known_formats() {
  std::string names;
  for (const auto& format : report::all_formats()) names += format.name + ", ";
  return names + "github";
}

Expected<void> write_all(int descriptor, std::string_view text, const std::string& name) {
  while (!text.empty()) {
    auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(ErrorKind::io, std::string("cannot write the report: ") + std::strerror(errno), name);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Expected<void> append(const std::string& path, std::string_view text) {
  int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0)
    return fail(ErrorKind::io, std::string("cannot open for appending: ") + std::strerror(errno), path);
  auto written = write_all(descriptor, text, path);
  ::close(descriptor);
  return written;
}

Expected<void> write_github(const Verdict& verdict, const report::Style& style, const Environment& env) {
  auto text = find_format("github-annotations")->write(verdict, style);
  if (auto written = write_all(STDOUT_FILENO, text, "standard output"); !written) return written;
  if (auto summary = env("GITHUB_STEP_SUMMARY"); summary && !summary->empty())
    if (auto written = append(*summary, find_format("github-summary")->write(verdict, style)); !written) return written;
  if (auto outputs = env("GITHUB_OUTPUT"); outputs && !outputs->empty())
    return append(*outputs, find_format("github-outputs")->write(verdict, style));
  return {};
}

unsigned terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return std::min<unsigned>(size.ws_col, 160);
  return 100;
}

}  // namespace

Expected<ReportTarget> parse_report_target(const std::string& word) {
  ReportTarget target;
  auto equals = word.find('=');
  target.format = word.substr(0, equals);
  if (equals != std::string::npos) target.file = word.substr(equals + 1);
  if (target.format != "github" && find_format(target.format) == nullptr)
    return fail(ErrorKind::usage, "unknown report format '" + target.format + "'", "--report",
                "known are: " + known_formats());
  if (target.file.empty()) return fail(ErrorKind::usage, "no file after '='", "--report " + word);
  return target;
}

bool colour_wanted(const Environment& env) {
  if (auto no = env("NO_COLOR"); no && !no->empty()) return false;
  if (auto force = env("CLICOLOR_FORCE"); force && !force->empty() && *force != "0") return true;
  return ::isatty(STDOUT_FILENO) == 1 && env("TERM").value_or("") != "dumb";
}

Expected<void> write_reports(const Verdict& verdict, const std::vector<ReportTarget>& targets, bool verbose,
                             const Environment& env, const std::function<std::string(const report::Style&)>& own_text) {
  report::Style style{.colour = colour_wanted(env), .width = terminal_width(), .verbose = verbose};
  std::optional<Error> first;
  auto keep = [&](const Expected<void>& written) {
    if (!written && !first) first = written.error();
  };
  auto write_one = [&](const ReportTarget& target) {
    if (target.format == "github") return write_github(verdict, style, env);
    auto plain = style;
    if (target.file != "-") plain.colour = false;
    const bool own = own_text && target.format == "text";
    auto text = own ? own_text(plain) : find_format(target.format)->write(verdict, plain);
    return target.file == "-" ? write_all(STDOUT_FILENO, text, "standard output") : write_file(target.file, text);
  };
  if (targets.empty()) keep(write_one({"text", "-"}));
  for (const auto& target : targets) keep(write_one(target));
  if (first) return std::unexpected(*first);
  return {};
}

}  // namespace gate::cli
