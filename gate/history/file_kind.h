// What a file is, told from its path alone: the same for every commit of a history, whether its contents are here or
// not.
#pragma once

#include <string_view>

#include "gate/history/record.h"

namespace gate::history {

// The first that applies: migration, test, manifest (what a package depends on, lock files included), build,
// configuration, documentation, code by its extension, other. Case does not matter but where it separates words.
FileKind file_kind(std::string_view path);

// Written by tools or copied from elsewhere: lock files, minified and generated sources, vendored folders. The words in
// it say nothing about the change.
bool is_foreign(std::string_view path);

// Written in a language that programs are written in, by its extension; tests may be as well.
bool is_source(std::string_view path);

std::string_view to_string(FileKind kind);

}  // namespace gate::history
