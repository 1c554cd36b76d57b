// Where the shared module of a worker lies.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gate::worker {

// Exit code of a worker whose module is nowhere: gate was built without it.
inline constexpr int kNoModule = 3;

// Names the folders and files a worker may read, one absolute path a line.
inline constexpr const char* kReadsVariable = "GATE_WORKER_READS";

// "GATE_CLANG_MODULE" for "clang": a path that is tried alone, for tests and unusual installations.
std::string module_variable(std::string_view worker);

// The candidates for gate_NAME.so in order: ../lib/gate/ as seen from the folder of the executable (installed), then
// that folder itself (a build directory).
std::vector<std::filesystem::path> module_candidates(std::string_view worker, const std::filesystem::path& executable);

// True for a name that may become part of a file name: lower-case letters and '_', not empty.
bool is_worker_name(std::string_view name);

}  // namespace gate::worker
