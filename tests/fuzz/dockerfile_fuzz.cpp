// Dockerfiles as trees: every node lies within the text and within the tree.
#include <cstddef>
#include <cstdint>

#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/matcher.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gate::patterns;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Ast ast = scan(text, gate::syntax::Language::dockerfile);
  for (NodeId id = 0; id < ast.size(); ++id) {
    const Node& node = ast[id];
    if (node.start > node.end || node.end > size || node.after <= id || node.after > ast.size()) __builtin_trap();
    if (id > 0 && (node.parent >= id || ast[node.parent].after < node.after)) __builtin_trap();
  }
  std::vector<std::string> variables;
  static const auto pattern = read_pattern("RUN ... $X ...", gate::syntax::Language::dockerfile, variables);
  Budget budget(50'000);
  (void)match_pattern(*pattern, ast, MatchOptions(), budget);
  return 0;
}
