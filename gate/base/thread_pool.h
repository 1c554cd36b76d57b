// Runs independent tasks on a few threads.
#pragma once

#include <cstddef>
#include <functional>

namespace gate {

// How many threads `threads` = 0 means from here on; 0: one a core, as at start. Called before work begins.
void use_threads(unsigned number);

// Calls work(0) ... work(count - 1), each once, on up to `threads` threads (0: see use_threads), in increasing order of
// start: put the largest first. Returns when all are done. `work` must not throw.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work, unsigned threads = 0);

}  // namespace gate
