// How far gate's SZZ agrees with published links between mends and the commits that they blame: precision, recall and
// F1 of links and of blamed commits, over the mends that the links name.
#include "tests/bench/risk/szz.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/history/szz.h"

namespace {

using gate::history::InducingLink;
using Links = std::map<std::string, std::set<std::string>>;  // fix -> inducing

// Columns fix_hash, fix_date, bug_hash, bug_date, with a header line.
gate::Expected<Links> read_links(const std::string& path) {
  auto text = gate::read_file(path, 256u << 20);
  if (!text) return std::unexpected(text.error());
  Links links;
  for (std::string_view line : gate::split_lines(*text)) {
    const std::vector<std::string> cells = gate::split(line, ',');
    if (cells.size() < 4) return gate::fail(gate::ErrorKind::parse, "a line without four columns", path);
    if (cells[0] != "fix_hash") links[cells[0]].insert(cells[2]);
  }
  return links;
}

struct Score {
  std::size_t found = 0, expected = 0, both = 0;
  void print(const char* what) const {
    const double precision = found > 0 ? static_cast<double>(both) / static_cast<double>(found) : 0;
    const double recall = expected > 0 ? static_cast<double>(both) / static_cast<double>(expected) : 0;
    const double f1 = both > 0 ? 2 * precision * recall / (precision + recall) : 0;
    fmt::print("{:<18} found {:>6}  expected {:>6}  both {:>6}  precision {:.3f}  recall {:.3f}  F1 {:.3f}\n", what,
               found, expected, both, precision, recall, f1);
  }
};

Score compare(const std::set<std::string>& found, const std::set<std::string>& expected) {
  Score score{found.size(), expected.size(), 0};
  for (const std::string& one : found) score.both += expected.count(one);
  return score;
}

void report(const Links& found, const Links& expected, std::size_t reached) {
  Score links;
  std::set<std::string> blamed, blamed_expected;
  std::size_t with_any = 0, agreeing = 0;
  for (const auto& [fix, inducing] : expected) {
    const auto mine = found.find(fix);
    const Score one = compare(mine == found.end() ? std::set<std::string>{} : mine->second, inducing);
    links.found += one.found;
    links.expected += one.expected;
    links.both += one.both;
    with_any += one.found > 0 ? 1 : 0;
    agreeing += one.both > 0 ? 1 : 0;
    blamed_expected.insert(inducing.begin(), inducing.end());
    if (mine != found.end()) blamed.insert(mine->second.begin(), mine->second.end());
  }
  fmt::print("mends {}, reached by HEAD {}, with a link {}, with a common link {}\n", expected.size(), reached,
             with_any, agreeing);
  links.print("links");
  compare(blamed, blamed_expected).print("blamed commits");
}

struct Arguments {
  std::string repository, links, out;
  gate::history::SzzOptions options;
};

bool parse(int argc, char** argv, Arguments& arguments) {
  std::vector<std::string> rest;
  for (int i = 0; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--tests" && i + 1 < argc) {
      const std::string when = argv[++i];
      arguments.options.tests = when == "always"  ? gate::history::TestLines::always
                                : when == "never" ? gate::history::TestLines::never
                                                  : gate::history::TestLines::with_code;
    } else if (word == "--no-follow") {
      arguments.options.follow = false;
    } else if (word == "--out" && i + 1 < argc) {
      arguments.out = argv[++i];
    } else if (word == "--memory-mib" && i + 1 < argc) {
      arguments.options.memory = std::stoull(argv[++i]) << 20;
    } else {
      rest.push_back(word);
    }
  }
  if (rest.size() != 2) return false;
  arguments.repository = rest[0];
  arguments.links = rest[1];
  return true;
}

gate::Expected<void> run(const Arguments& arguments) {
  auto expected = read_links(arguments.links);
  if (!expected) return std::unexpected(expected.error());
  gate::git::OpenOptions open;
  open.path = arguments.repository;
  open.trust_owner = true;
  auto repository = gate::git::Repository::open(open);
  if (!repository) return std::unexpected(repository.error());
  auto tip = repository->resolve("HEAD");
  if (!tip) return std::unexpected(tip.error());
  auto log = repository->log(*tip, [](const std::string&) { return false; });
  if (!log) return std::unexpected(log.error());
  std::vector<std::string> commits;
  std::size_t reached = 0;
  for (const gate::git::LogEntry& entry : *log) {
    commits.push_back(entry.oid);
    reached += expected->count(entry.oid);
  }
  const auto start = std::chrono::steady_clock::now();
  auto links = gate::history::find_inducing(
      *repository, commits, [&](const std::string& oid) { return expected->count(oid) > 0; }, arguments.options,
      gate::Deadline::never());
  if (!links) return std::unexpected(links.error());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  fmt::print("{} commits in {:.1f} s\n", commits.size(), seconds.count());
  Links found;
  std::ofstream out(arguments.out);
  for (const InducingLink& link : *links) {
    found[link.fix].insert(link.inducing);
    if (out) out << link.fix << ',' << link.inducing << ',' << link.lines << '\n';
  }
  report(found, *expected, reached);
  return {};
}

}  // namespace

int bench_szz(int argc, char** argv) {
  Arguments arguments;
  if (!parse(argc, argv, arguments)) {
    fmt::print(
        stderr,
        "szz REPOSITORY LINKS.csv [--tests never|with-code|always] [--no-follow] [--memory-mib N] [--out FILE]\n");
    return 2;
  }
  if (auto done = run(arguments); !done) {
    fmt::print(stderr, "{}\n", done.error().text());
    return 3;
  }
  return 0;
}
