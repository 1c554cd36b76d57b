// The private folder that a plugin runs in: its own files from the policy commit, contents of the change from git's
// objects, a home and a temporary folder; and what it is started with: program, words, variables, sandbox.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/plugins/private_folder.h"
#include "analyzers/plugins/program.h"
#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/model/plugin.h"
#include "gate/model/source.h"
#include "gate/worker/session.h"

namespace gate::plugins {

// One place in the private folder to run in; all of it belongs to the child.
struct Cell {
  std::string folder;  // absolute; the only one that the child may write to
  std::string work;    // below it, empty at first: working directory of tools, contents are laid out here
  std::string home;
  std::string temporary;
  std::string output;  // folder for "{output}" files
};

// Removed with everything in it when destroyed. A gate that was killed leaves a folder named "gate-run-*" in the
// temporary folder, which a later run removes. Not copied; made by one thread, then used by any.
class Workspace {
 public:
  // Below $TMPDIR, or /tmp. Lays out `folder:` from the policy commit, finds the program and checks its digest. `root`
  // is the checkout's, "" when there is none: nothing is taken from there but what `expose` names.
  // Errors: not_found (folder or program), unavailable (another digest), limit, io.
  static Expected<Workspace> make(const PluginSpec& plugin, const Source& source, const std::string& root,
                                  const Environment& env);

  const std::string& folder() const { return private_.path(); }
  // Where "{plugin}" points, "" without `folder:`. Read-only.
  const std::string& plugin_folder() const { return plugin_folder_; }
  // The program of `run:`, or the shared object of `so:`.
  const std::string& program() const { return program_; }
  // Variables that were held back, and the like: for ChangeResult::notes.
  const std::vector<std::string>& notes() const { return notes_; }

  // A new cell; `name` is unique in the workspace, [a-z0-9-]+.
  Expected<Cell> cell(const std::string& name) const;

  // The words of `run:` with program and "{plugin}" in place; "{files}" and "{output}" stay. Empty with `so:`.
  std::vector<std::string> words() const;

  // Everything but argv and deadline. The working directory is the cell's folder.
  worker::SessionSpec session(const Cell& cell) const;

 private:
  Workspace(const PluginSpec& plugin, std::string root, Environment env, PrivateFolder folder);
  Expected<void> lay_plugin(const Source& source);

  PluginSpec plugin_;
  std::string root_;
  Environment env_;
  PrivateFolder private_;
  std::string plugin_folder_, program_;
  std::vector<std::pair<std::string, std::string>> variables_;
  std::vector<std::string> notes_;
};

}  // namespace gate::plugins
