// The contract of an analyzer: a value that measures and returns findings. The host does threads, deadlines, both
// sides, matching and whole-tree scans; an analyzer opens no file, reads no clock and keeps no state between calls.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/model/facts.h"
#include "gate/model/options.h"
#include "gate/model/source.h"

namespace gate {

namespace syntax {
class Tree;  // gate/syntax/tree.h
}
namespace git {
class Repository;  // gate/git/repository.h
}

// One blob of one side. Everything is valid only during the call.
struct FileView {
  std::string_view path;
  Side side = Side::after;
  std::string_view text;
  // The shared parse of `text`, made on first use; null where gate has no grammar for the path.
  std::function<const syntax::Tree*()> tree;
  // Lines that only this side has.
  std::vector<LineRange> changed;
  // On the after side, the same file before the change (the old path's, when renamed); null when it was added, and
  // always null on the before side.
  const FileView* before = nullptr;
};

// Asks whether a file concerns an analyzer; cheap. Asked by path alone first, with `text` null, where the answer may be
// a "perhaps" (a script without an extension); then with the text, where it is final.
using Applies = std::function<bool(std::string_view path, const std::string_view* text)>;

// Called once for each blob of each side, from several threads at once.
using FileAnalysis = std::function<Expected<std::vector<Finding>>(const FileView&, const Options&, const Deadline&)>;

// Directories and switches that an analyzer of the whole change may need.
struct ChangeView {
  const Change& change;
  const Source& source;
  std::string root;        // the checkout's root, or "" for a bare repository
  std::string executable;  // gate's own path, to start `gate --worker NAME`
  bool hook = false;
  std::uint64_t file_limit = 0;                                       // bytes
  std::uint64_t worker_memory = 0;                                    // bytes
  Environment env = [](const std::string&) { return std::nullopt; };  // gate's own, for what a plugin may see of it
  // The configuration leaves the path out: its findings would not count.
  std::function<bool(std::string_view)> excluded = [](std::string_view) { return false; };
};

// Findings of both sides (the host matches them), and what was left out.
struct ChangeResult {
  RunState state = RunState::ran;
  std::string reason;
  std::uint32_t files = 0;
  std::vector<Finding> before;
  std::vector<Finding> after;
  // Of a tool that looked at the after side alone, so that nothing can be matched: new only where they lie on changed
  // lines. `state` holds what the tool itself says: existing, caused_elsewhere (new, wherever it lies) or, if nothing,
  // fresh.
  std::vector<Finding> after_alone;
  std::vector<RuleInfo> rules;  // the words for rules that are not declared in Analyzer::rules, ids in full
  std::string sandbox;          // AnalyzerRun::sandbox
  std::vector<std::string> notes;
  std::string version;  // where only the run tells it; empty: Analyzer::version
  std::vector<std::string> not_checked;
  // Paths (after side) that a compiler accepted or rejected with certainty: a grammar's doubts about them only inform.
  std::vector<std::string> decided;
};

// Called once for the change.
using ChangeAnalysis = std::function<Expected<ChangeResult>(const ChangeView&, const Options&, const Deadline&)>;

// What a scorer weighs the change with.
struct ScoreView {
  const Facts& facts;  // complete but for what scorers add
  const Source& source;
  const git::Repository& repository;  // for the index of its past, by gate/history
};

struct ScoreResult {
  RunState state = RunState::ran;
  std::string reason;
  History history;  // becomes Facts::history
  std::vector<std::string> notes;
  std::string version;  // of the model; empty: Analyzer::version
};

// Called after all others, where the policy of the same name judges: weighing needs the repository's past, which costs
// more than those should pay who do not ask.
using ScoreAnalysis = std::function<Expected<ScoreResult>(const ScoreView&, const Options&, const Deadline&)>;

// A file with rules for an analyzer whose rules are data.
struct DataFile {
  std::string path;
  std::string text;
  bool proposed = false;  // only the change has it, or has it so: its rules join those of the policy commit
};

// What such an analyzer is made ready with, once a run. Rules come from the policy commit; what the change adds to them
// counts as well, what it takes away does not.
struct Preparation {
  const Options& options;
  const Options* proposed = nullptr;  // as the change's own configuration has them, where it has one
  // The file at that path, or all files below that folder, by path. Errors: io, git, limit.
  std::function<Expected<std::vector<DataFile>>(std::string_view path)> files;
};

struct Prepared {
  Applies applies;
  FileAnalysis run;
  std::function<std::vector<RuleInfo>()> rules;  // asked after the run; of those that may have found something
  std::vector<std::string> notes;
  std::vector<Error> errors;  // rules that cannot be used: the analyzer is in error, the others still run
};

// The words for one rule. All five texts are required: a missing one is an error at start.
struct Rule {
  std::string id;  // without the analyzer's name: "missing-token"
  std::string category;
  Severity severity = Severity::medium;
  std::string summary;  // one line
  std::string why;      // what goes wrong in production
  std::string bad;      // example
  std::string good;     // the same, mended
};

struct Analyzer {
  std::string name;     // "syntax"
  std::string version;  // changes whenever findings can change
  std::string summary;  // one line
  std::string doc;      // what it does, how it decides, its limits; markdown
  std::vector<Rule> rules;
  std::vector<OptionSpec> options;
  Applies applies;
  std::variant<FileAnalysis, ChangeAnalysis, ScoreAnalysis> run;
  // Where rules are data: gives `applies` and `run` for this run. Errors: its data cannot be read.
  std::function<Expected<Prepared>(const Preparation&)> prepare = {};
  // Rules that come with gate beside `rules`, and are costly to list; null: none.
  std::vector<Rule> (*more_rules)() = nullptr;
};

// The list in analyzers/all.cpp, in order of execution.
const std::vector<Analyzer>& all_analyzers();

}  // namespace gate
