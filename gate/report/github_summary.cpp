// Markdown for $GITHUB_STEP_SUMMARY: the outcome, what to do next, every ruling, the findings that matter most with
// their code, what was not checked. GitHub refuses a summary over 1 MiB whole, so this one ends before.
#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/markdown_blocks.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostBytes = 900 << 10;
constexpr std::size_t kMostFindings = 50;
constexpr std::size_t kMostOfRisk = 20;
constexpr std::size_t kMostRows = 200;

}  // namespace

std::string write_github_summary(const Verdict& verdict, const Style&) {
  Page page(kMostBytes);
  page.add(heading(verdict));
  add_rulings(verdict, page);
  add_findings(verdict, kMostFindings, "the json report has all of them", {}, page);
  add_risk(verdict, kMostOfRisk, page);
  add_details(verdict, kMostRows, page);
  if (const std::string lines = not_checked(verdict, kMostRows); !lines.empty()) {
    page.add("### Not checked\n\n" + lines + '\n');
  }
  page.add(decided_how(verdict));
  return without_commands(page.take("\n_The page is full; the json report has the rest._\n"));
}

}  // namespace gate::report
