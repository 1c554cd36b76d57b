// CODEOWNERS in both dialects: the first line of the input is a path, the rest the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gate/evidence/owners/codeowners.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto end = input.find('\n');
  const std::string path(input.substr(0, end));
  const auto text = end == std::string_view::npos ? std::string_view{} : input.substr(end + 1);
  using gate::evidence::OwnersDialect;
  for (const auto dialect : {OwnersDialect::github, OwnersDialect::gitlab}) {
    const auto file = gate::evidence::Codeowners::parse(text, dialect);
    const auto entries = file.owners(path);
    // Every path has an answer, and a line that won is a line that was read.
    if (entries.empty()) std::abort();
    for (const auto& entry : entries) {
      bool known = entry.line == 0;
      for (const auto& rule : file.rules()) known = known || rule.line == entry.line;
      if (!known) std::abort();
    }
    if (file.lint({path, "src/a.c"}).size() > file.rules().size()) std::abort();
  }
  return 0;
}
