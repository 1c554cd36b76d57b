// Repositories made by the git command line in a temporary folder, and gate's view of them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gate/git/repository.h"

namespace gate::git::testing {

// A folder that vanishes with its owner.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name = {}) const { return name.empty() ? path_ : path_ + '/' + name; }

 private:
  std::string path_;
};

// Runs git in `directory` with a configuration of its own; fails the test when git fails, unless `may_fail`.
std::string git_in(const std::string& directory, const std::vector<std::string>& args, bool may_fail = false);

// A repository with a work tree, on branch main, empty at first.
class TestRepository {
 public:
  explicit TestRepository(const std::vector<std::string>& init_options = {});

  std::string path(const std::string& name = {}) const;
  std::string git(const std::vector<std::string>& args, bool may_fail = false) const;

  // Writes a file (folders as needed) and leaves it untracked.
  void write(const std::string& name, std::string_view text) const;
  void remove(const std::string& name) const;
  std::string read(const std::string& name) const;

  // Adds everything and commits; returns the commit's id. Each commit is a minute younger than the one before.
  std::string commit(const std::string& message = "change") const;

  std::string id(const std::string& revision) const;

 private:
  Folder folder_;
  std::string path_;
};

using Variables = std::map<std::string, std::string>;

// An environment of exactly these variables, with PATH and HOME.
Environment variables(const Variables& values);

OpenOptions options_for(const std::string& path, const Variables& values = {});
Expected<Change> change_of(const std::string& path, const Selection& selection, const Variables& values = {},
                           const DiffOptions& options = {});
// The same for an exact range that must work.
Change diff(const TestRepository& repository, const std::string& range = "HEAD~1..HEAD",
            const DiffOptions& options = {});

// The file of that path; fails the test and returns an empty one where there is none.
ChangedFile file(const Change& change, const std::string& path);
std::vector<std::string> paths(const Change& change);

std::string lines(int count, const std::string& word = "line");  // "line 1\nline 2\n..."

}  // namespace gate::git::testing
