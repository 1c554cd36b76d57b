// Patterns in code: a byte for the language, a pattern, a 0xFF byte, a text. Every node of both trees lies within its
// text and its tree, every match within the text.
#include <cstddef>
#include <cstdint>

#include "analyzers/patterns/compiled.h"
#include "analyzers/patterns/lowering.h"

namespace {

using namespace gate::patterns;

void check(const Ast& ast) {
  for (NodeId id = 0; id < ast.size(); ++id) {
    const Node& node = ast[id];
    if (node.start > node.end || node.end > ast.source().size()) __builtin_trap();
    if (node.after <= id || node.after > ast.size()) __builtin_trap();
    if (id > 0 && (node.parent >= id || ast[node.parent].after < node.after)) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gate::syntax::Language;
  constexpr Language kLanguages[] = {Language::python, Language::yaml,       Language::hcl,  Language::json,
                                     Language::bash,   Language::javascript, Language::java, Language::go,
                                     Language::ruby,   Language::php,        Language::c,    Language::csharp,
                                     Language::kotlin, Language::rust,       Language::tsx,  Language::cpp};
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = input.find('\xFF');
  if (size < 2 || cut == 0 || cut == input.npos) return 0;
  const Language language = kLanguages[data[0] % std::size(kLanguages)];
  const std::string_view text = input.substr(cut + 1);
  const auto tree = gate::syntax::Tree::parse(text, language);
  if (!tree) return 0;
  const auto ast = make_ast(text, language, &*tree);
  check(*ast);
  std::vector<std::string> variables;
  const auto pattern = read_pattern(input.substr(1, cut - 1), language, variables);
  if (!pattern) return 0;
  check(*pattern->ast);
  MatchOptions options;
  options.symbolic_propagation = size % 2 == 0;
  Budget budget(100'000);
  for (const Match& match : match_pattern(*pattern, *ast, options, budget)) {
    if (match.start > match.end || match.end > text.size()) __builtin_trap();
    for (const Binding& binding : match.bindings)
      if (binding.variable >= variables.size()) __builtin_trap();
  }
  return 0;
}
