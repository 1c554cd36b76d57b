#include "analyzers/risk/global_model.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "analyzers/risk/model_file.h"

// The file itself, in the read-only part of the program: pages of it are read when it is first used.
__asm__(
    ".pushsection .rodata\n"
    ".global gate_global_model_begin\n"
    ".global gate_global_model_end\n"
    ".balign 16\n"
    "gate_global_model_begin:\n"
    ".incbin \"" GATE_GLOBAL_MODEL
    "\"\n"
    "gate_global_model_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" const char gate_global_model_begin[], gate_global_model_end[];

namespace gate::risk {

const Model& global_model() {
  static const Model model = [] {
    const std::string_view bytes(gate_global_model_begin,
                                 static_cast<std::size_t>(gate_global_model_end - gate_global_model_begin));
    auto read = read_model(bytes, "gate's own model");
    if (!read) {  // the build is broken: a test reads it
      std::fprintf(stderr, "gate: %s\n", read.error().text().c_str());
      std::abort();
    }
    return std::move(*read);
  }();
  return model;
}

}  // namespace gate::risk
