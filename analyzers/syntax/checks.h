// What a language forbids and its grammar here lets pass: one small check for a kind of node.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzers/syntax/problem.h"
#include "gate/analyzer.h"
#include "gate/syntax/tree.h"

namespace gate::syntax_check {

// What a check may look at, and where it reports.
class Checker {
 public:
  Checker(const syntax::Tree& tree, std::vector<Problem>& problems) : tree_(tree), problems_(problems) {}

  std::string_view text(syntax::Node node) const { return tree_.text(node); }
  const syntax::Tree& tree() const { return tree_; }
  void report(std::string_view rule, syntax::Node node, std::string message) {
    problems_.push_back({rule, {node.start_byte(), node.end_byte()}, std::move(message)});
  }
  // At the end of `node`: something is missing there.
  void report_after(std::string_view rule, syntax::Node node, std::string message) {
    problems_.push_back({rule, {node.end_byte(), node.end_byte()}, std::move(message)});
  }

 private:
  const syntax::Tree& tree_;
  std::vector<Problem>& problems_;
};

// `check` is called for every node of that (named) kind which has no error below it.
struct NodeCheck {
  std::string_view kind;
  void (*check)(Checker&, syntax::Node);
};

// One list a language, each in a file of its own.
std::span<const NodeCheck> python_checks();
std::span<const NodeCheck> javascript_checks();
std::span<const NodeCheck> go_checks();
std::span<const NodeCheck> rust_checks();

// Runs the language's checks over the nodes on and around the lines that the change touched (all, for a file without a
// side before), and leaves out what the side before had too. Nothing for the side before itself.
std::vector<Problem> check_constructs(const FileView& view, const syntax::Tree& tree);

}  // namespace gate::syntax_check
