// Two versions of one file as the host hands them to a file analyzer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzers/syntax/syntax.h"
#include "gate/base/text.h"
#include "gate/syntax/tree.h"

namespace gate::testing_sides {

// The changed lines are those between the common head and the common tail: one hunk, as for a small edit.
class Sides {
 public:
  // `before` null: an added file.
  Sides(std::string path, const std::string* before, std::string after)
      : path_(std::move(path)), before_text_(before ? *before : ""), after_text_(std::move(after)) {
    const auto old_lines = split_lines(before_text_), new_lines = split_lines(after_text_);
    std::size_t head = 0, old_end = old_lines.size(), new_end = new_lines.size();
    while (head < old_end && head < new_end && old_lines[head] == new_lines[head]) ++head;
    while (old_end > head && new_end > head && old_lines[old_end - 1] == new_lines[new_end - 1]) --old_end, --new_end;
    fill(before_, Side::before, before_text_, head, old_end, before_tree_);
    fill(after_, Side::after, after_text_, head, new_end, after_tree_);
    if (before) after_.before = &before_;
  }
  Sides(const Sides&) = delete;

  const FileView& before() const { return before_; }
  const FileView& after() const { return after_; }

  std::vector<Finding> run(Side side = Side::after) const {
    static const Analyzer analyzer = syntax_analyzer();
    const FileView& view = side == Side::after ? after_ : before_;
    return std::get<FileAnalysis>(analyzer.run)(view, Options(), Deadline::never()).value();
  }

 private:
  void fill(FileView& view, Side side, const std::string& text, std::size_t from, std::size_t to,
            std::unique_ptr<syntax::Tree>& tree) {
    view.path = path_;
    view.side = side;
    view.text = text;
    if (from < to) view.changed = {{static_cast<std::uint32_t>(from + 1), static_cast<std::uint32_t>(to)}};
    view.tree = [this, &text, &tree]() -> const syntax::Tree* {
      const auto language = syntax::language_of(path_, text);
      if (!tree && language && syntax::has_grammar(*language))
        tree = std::make_unique<syntax::Tree>(syntax::Tree::parse(text, *language).value());
      return tree.get();
    };
  }

  std::string path_, before_text_, after_text_;
  std::unique_ptr<syntax::Tree> before_tree_, after_tree_;
  FileView before_, after_;
};

// "3:5 missing-token high: missing ';' after expression", without the analyzer's name.
inline std::string line_of(const Finding& finding) {
  return std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + " " +
         finding.rule.substr(finding.rule.find('/') + 1) + " " + std::string(to_string(finding.confidence)) + ": " +
         finding.message;
}

inline std::string lines_of(const std::vector<Finding>& findings) {
  std::string lines;
  for (const Finding& finding : findings) lines += (lines.empty() ? "" : "\n") + line_of(finding);
  return lines;
}

}  // namespace gate::testing_sides
