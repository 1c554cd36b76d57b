// What an open repository consists of; shared by the files of this room only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "gate/git/command.h"
#include "gate/git/history.h"
#include "gate/git/library.h"
#include "gate/git/objects.h"
#include "gate/git/repository.h"

namespace gate::git {

struct Repository::State {
  OpenOptions options;
  OwnedRepository repository;  // for references and configuration, by one thread at a time
  std::shared_ptr<Objects> objects;
  std::map<std::string, std::string> config;  // "section.Sub.name" as libgit2 spells it; the value that counts
  Command command{{}, {}};
  std::string root;        // "" when bare
  std::string git_dir;     // of this work tree
  std::string common_dir;  // shared by linked work trees
  std::string promisor;    // the remote that a partial clone fetches from on demand; "" for a whole one
  bool bare = false;
  IdSet shallow;

  // After git fetched something: objects and the edges of a shallow history are read anew.
  void refresh() {
    objects->refresh();
    shallow = shallow_commits(common_dir);
  }
};

using State = Repository::State;

}  // namespace gate::git
