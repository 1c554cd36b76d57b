// The compilation database of a checkout (compile_commands.json).
#pragma once

#include <string>
#include <vector>

#include "analyzers/clang/command.h"
#include "gate/base/error.h"

namespace gate::clang {

struct Unit {
  std::string path;       // below the root, as in git
  std::string directory;  // absolute
  Command command;
};

struct Database {
  std::string path;           // as a person would type it: "build/compile_commands.json"
  std::string folder;         // real path of the folder that it lies in
  std::vector<Unit> units;    // by path; where a file is listed several times, its first command
  std::size_t elsewhere = 0;  // entries for files outside of the root
};

// The first that exists of `option` alone when given, else of the usual places (build/, the root, out/ ...). not_found
// when there is none: the remedy says how to make one.
Expected<std::string> find_database(const std::string& root, const std::string& option);

// `root` is a real path. Entries that make no sense are passed over. Format:
// https://clang.llvm.org/docs/JSONCompilationDatabase.html
Expected<Database> read_database(const std::string& root, const std::string& path);

}  // namespace gate::clang
