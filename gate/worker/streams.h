// Standard input and output of a worker.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gate::worker {

// What a worker's libraries print goes to stderr from now on; the answers alone to the descriptor that is returned,
// which is the true stdout.
int take_stdout();

std::string read_all(int descriptor);
bool write_all(int descriptor, std::string_view text);

// Lines of any length; the newline is not part of them.
class LineReader {
 public:
  explicit LineReader(int descriptor) : descriptor_(descriptor) {}
  std::optional<std::string> next();  // nullopt at the end

 private:
  int descriptor_;
  std::string buffer_;
};

}  // namespace gate::worker
