// One translation unit to compile on both sides of a change, as analyzers/clang asks for it.
#pragma once

#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringRef.h>

#include <optional>
#include <string>
#include <vector>

namespace gate_clang {

// A file of one side that must not be read from the disk.
struct SideFile {
  enum class Kind {
    text,     // `text` is its contents
    link,     // a symbolic link; `text` is its target
    absent,   // does not exist on this side
    later,    // exists, contents not sent: reading it fails and is reported as wanted
    refused,  // exists but may not be read
  };
  Kind kind = Kind::absent;
  std::string text;
  bool changed = false;  // differs between the sides
};

struct Request {
  std::string root;                         // the checkout, a real path
  std::string directory;                    // where the command runs
  std::vector<std::string> arguments;       // sanitised: no compiler, no source file, no output
  std::string after_file, before_file;      // the source file on each side, absolute; before empty: there was none
  std::vector<std::string> reads;           // real folders besides the root that may be read
  llvm::StringMap<SideFile> after, before;  // by absolute real path
};

// {"ping": true}: the caller asks only whether there is anybody.
bool is_ping(llvm::StringRef json);

// nullopt when the document is not a request.
std::optional<Request> parse_request(llvm::StringRef json);

}  // namespace gate_clang
