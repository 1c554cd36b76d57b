#include "gate/report/markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/report/comment_state.h"
#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/markdown_blocks.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostFindings = 10;
constexpr std::size_t kMostFixed = 20;
constexpr std::size_t kMostOfRisk = 5;
constexpr std::size_t kMostRows = 20;
constexpr std::string_view kFull = "\n_The comment is full; the json report has the rest._\n";

void add_fixed(const std::vector<RememberedFinding>& fixed, Page& page) {
  if (fixed.empty()) return;
  page.add("### Fixed\n\n");
  for (std::size_t i = 0; i < std::min(fixed.size(), kMostFixed); ++i) {
    const auto& item = fixed[i];
    page.add(fmt::format("- ~~{} {}~~ {}\n", place_of(item.path, item.line, {}), cell(item.message), code(item.rule)));
  }
  if (fixed.size() > kMostFixed) page.add(fmt::format("- and {} more\n", fixed.size() - kMostFixed));
  page.add("\n");
}

std::string not_checked_block(const Verdict& verdict) {
  const std::string lines = not_checked(verdict, kMostRows);
  if (lines.empty()) return {};
  return "<details><summary>Not checked</summary>\n\n" + lines + "\n</details>\n\n";
}

std::string foot(const CommentOptions& options, const std::string& head) {
  if (options.name.empty()) return {};
  std::string out = "\n<sub>Judged " + code(head.substr(0, 10));
  if (!options.run_url.empty()) out += fmt::format(" in <a href=\"{}\">this run</a>", options.run_url);
  return out + "; each run writes this comment anew.</sub>\n";
}

}  // namespace

bool is_comment_name(std::string_view name) {
  return !name.empty() && name.size() <= 60 && trim(name) == name && std::ranges::all_of(name, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view(" ._-").contains(c);
  }) && !name.contains("--");
}

std::string comment_marker(std::string_view name) { return fmt::format("<!-- gate:comment {} -->", name); }

std::string write_comment(const Verdict& verdict, const CommentOptions& options) {
  const std::string head = options.head.empty() ? verdict.facts.change.head.oid : options.head;
  const CommentState state = next_state(read_state(options.previous), verdict, head);
  const std::string first = options.name.empty() ? "" : comment_marker(options.name) + '\n';
  const std::string last = options.name.empty() ? "" : '\n' + hidden_state(state) + '\n';
  const std::string sub = foot(options, head);
  const std::size_t taken = first.size() + last.size() + sub.size() + kFull.size();
  const Links links{options.blob_url};

  Page page(options.most_bytes > taken ? options.most_bytes - taken : 0);
  page.add(heading(verdict));
  add_rulings(verdict, page);
  add_findings(verdict, kMostFindings, "the run's summary and the json report have them", links, page);
  add_fixed(state.fixed, page);
  add_risk(verdict, kMostOfRisk, page);
  add_details(verdict, kMostRows, page);
  if (const std::string block = not_checked_block(verdict); !block.empty()) page.add(block);
  page.add(decided_how(verdict));
  return first + without_commands(page.take(kFull)) + sub + last;
}

std::string write_markdown(const Verdict& verdict, const Style&) { return write_comment(verdict, {}); }

}  // namespace gate::report
