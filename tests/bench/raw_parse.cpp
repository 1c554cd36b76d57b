// Parses each file named on the command line once, on one thread: the floor that `gate check` is measured against.
#include <cstdio>

#include "gate/base/file.h"
#include "gate/syntax/tree.h"

int main(int argc, char** argv) {
  unsigned parsed = 0;
  for (int i = 1; i < argc; ++i) {
    auto text = gate::read_file(argv[i]);
    if (!text) continue;
    auto language = gate::syntax::language_of(argv[i], *text);
    if (!language) continue;
    if (gate::syntax::Tree::parse(*text, *language, gate::Deadline::never())) ++parsed;
  }
  std::printf("%u parsed\n", parsed);
}
