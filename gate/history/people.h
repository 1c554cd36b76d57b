// Names behind the hashes of authors: asked of git when a report is written, never stored.
#pragma once

#include <cstdint>
#include <string>

#include "gate/history/index.h"

namespace gate::history {

// The author's name as the newest commit of that person in the line has it; empty when it cannot be told.
std::string name_of_author(const Index& index, const Line& line, const git::Repository& repository,
                           std::uint64_t author);

}  // namespace gate::history
