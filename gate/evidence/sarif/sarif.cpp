#include "gate/evidence/sarif/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>

#include "gate/base/file.h"
#include "gate/diagnostics/diagnostics.h"
#include "gate/evidence/report_files.h"
#include "gate/evidence/sarif/repository_paths.h"

namespace gate::evidence {
namespace {

constexpr std::uint64_t kFileLimit = 256u << 20, kBlobLimit = 16u << 20;
constexpr std::size_t kMostFindings = 100'000;

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

// "ESLint 9.1.0": the version is what follows the last blank, if it begins with a digit.
ToolVersion tool_of(const std::string& words) {
  const auto blank = words.rfind(' ');
  const bool versioned =
      blank != std::string::npos && blank + 1 < words.size() && words[blank + 1] >= '0' && words[blank + 1] <= '9';
  return versioned ? ToolVersion{words.substr(0, blank), words.substr(blank + 1)} : ToolVersion{words, ""};
}

class SarifCollector {
 public:
  SarifCollector(const std::string& root, const Change& change, const Source& source)
      : root_(root), change_(change), source_(source), tree_(source, change) {
    for (const auto& file : change.files) changed_.emplace(file.path, &file);
  }

  void add(const ReportFile& file, Deadline deadline) {
    auto problem =
        deadline.expired() ? "was not read: the time is up" : stale_reason(file.name, file.modified, change_);
    if (problem.empty()) problem = read(file);
    out_.sources.push_back({"sarif", file.name, "sarif", std::move(problem), file.modified, false});
  }

  void add_problem(EvidenceSource source) { out_.sources.push_back(std::move(source)); }

  SarifRead take() { return std::move(out_); }

 private:
  // What is wrong with the report, or "".
  std::string read(const ReportFile& file) {
    auto text = read_file(file.path, kFileLimit);
    if (!text) return text.error().message;
    RepositoryPaths paths(root_, file.folder, tree_);
    diagnostics::Reading reading;
    reading.name = file.name;
    reading.path_of = [&](std::string_view path) { return paths.exact(path); };
    reading.guess_of = [&](std::string_view path) { return paths.guess(path); };
    reading.text_of = [&](const std::string& path) { return text_of(path); };
    reading.most = kMostFindings - std::min(kMostFindings, out_.findings.size());
    auto read = diagnostics::read_sarif(*text, reading);
    if (!read) return read.error().text();
    say(file.name, *read, paths);
    std::string problem;
    if (read->tools.empty()) problem = "has no runs: no tool wrote findings into it; run the tool again";
    if (!read->failures.empty()) problem = joined(read->failures) + "; see the tool's own log and run it again";
    take_over(std::move(*read));
    return problem;
  }

  // Of files that the change leaves alone nothing is decided by columns, so they are not read.
  std::shared_ptr<const std::string> text_of(const std::string& path) {
    const auto changed = changed_.find(path);
    if (changed == changed_.end() || changed->second->binary || changed->second->unreadable) return nullptr;
    return source_.blob(changed->second->after, kBlobLimit).value_or(nullptr);
  }

  void say(const std::string& name, const diagnostics::Diagnostics& read, const RepositoryPaths& paths) {
    std::vector<std::string> words;
    if (read.outside > 0)
      words.push_back(fmt::format("{} left out, in files that are not of the repository", read.outside));
    if (read.beyond > 0) words.push_back(fmt::format("{} left out, beyond {} findings", read.beyond, kMostFindings));
    if (paths.guessed() > 0)
      words.push_back(fmt::format("{} path(s) found by their end alone, such as {}", paths.guessed(), paths.example()));
    words.insert(words.end(), read.notes.begin(), read.notes.end());
    out_.notes.push_back(fmt::format("{}: {} result{} of {}{}{}", name, read.results, read.results == 1 ? "" : "s",
                                     read.tools.empty() ? "no tool" : joined(read.tools), words.empty() ? "" : "; ",
                                     fmt::join(words, "; ")));
  }

  void take_over(diagnostics::Diagnostics read) {
    std::ranges::move(read.findings, std::back_inserter(out_.findings));
    for (auto& rule : read.rules)
      if (rules_.insert(rule.id).second) out_.rules.push_back(std::move(rule));
    for (const auto& words : read.tools)
      if (tools_.insert(words).second) out_.tools.push_back(tool_of(words));
  }

  const std::string& root_;
  const Change& change_;
  const Source& source_;
  HeadTree tree_;
  std::unordered_map<std::string_view, const ChangedFile*> changed_;
  std::set<std::string> rules_, tools_;
  SarifRead out_;
};

}  // namespace

SarifRead read_sarif(const std::vector<std::string>& patterns, const std::string& root, const Change& change,
                     const Source& source, Deadline deadline) {
  SarifCollector collector(root, change, source);
  auto found = find_report_files(patterns, root, change, "sarif", "run the tool before gate", deadline);
  for (auto& problem : found.problems) collector.add_problem(std::move(problem));
  for (const auto& file : found.files) collector.add(file, deadline);
  return collector.take();
}

}  // namespace gate::evidence
