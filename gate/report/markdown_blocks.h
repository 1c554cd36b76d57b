// The blocks that markdown reports are made of: rulings, findings with their code, what was not checked. Every text of
// others goes through `markdown`: no markup, mention, reference or link comes of it.
#pragma once

#include <string>
#include <string_view>

#include "gate/model/verdict.h"

namespace gate::report {

// Takes blocks of whole markdown as long as they fit; after the first that does not, none.
class Page {
 public:
  explicit Page(std::size_t most_bytes) : most_bytes_(most_bytes) {}
  void add(const std::string& block);
  bool full() const { return left_out_ > 0; }
  // The text, and `note` as its last line where something was left out (beyond `most_bytes`).
  std::string take(std::string_view note);

 private:
  std::size_t most_bytes_;
  std::string text_;
  std::size_t left_out_ = 0;
};

std::string_view icon_of(Status status);

// One line of plain text, cut at 2,000 bytes; the same as code; the same, where what stands between backticks is code.
std::string cell(std::string_view text);
std::string code(std::string_view text);
std::string prose(std::string_view text);

// "## icon gate: outcome", the counts, and what to do next.
std::string heading(const Verdict& verdict);

void add_rulings(const Verdict& verdict, Page& page);

// Where a finding's place links to: the address that its path is appended to ("https://host/o/r/blob/COMMIT/"), or "".
struct Links {
  std::string blob;
};
std::string place_of(std::string_view path, std::uint32_t line, const Links& links);

// One finding in scope: a line, and its code where the snippet has it.
std::string finding_block(const Finding& finding, const Links& links);

// The `most` most important findings in scope under a heading of their own; `rest` says where the others are.
void add_findings(const Verdict& verdict, std::size_t most, std::string_view rest, const Links& links, Page& page);

// What the past says of the change, under a heading of its own; `most` items of each list.
void add_risk(const Verdict& verdict, std::size_t most, Page& page);

// The details of rulings that are no pass, folded.
void add_details(const Verdict& verdict, std::size_t most, Page& page);

// Analyzers in error, what they left out, evidence that could not be read; `most` lines.
std::string not_checked(const Verdict& verdict, std::size_t most);

// Base, head, policy, configuration, notes and the ledger's id, folded.
std::string decided_how(const Verdict& verdict);

}  // namespace gate::report
