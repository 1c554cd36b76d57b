// A pattern and a code of any language, each as hostile as the other: the first byte chooses the language, a 0xFF byte
// parts the pattern from the code. The pattern is matched as a search rule, and as source, sink and sanitizer of a
// taint rule; every place lies within the code.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "analyzers/patterns/engine.h"

namespace {

using namespace gate;

struct Language {
  const char* word;
  const char* path;
};
constexpr Language kLanguages[] = {{"python", "a.py"},
                                   {"javascript", "a.js"},
                                   {"typescript", "a.ts"},
                                   {"java", "a.java"},
                                   {"go", "a.go"},
                                   {"c", "a.c"},
                                   {"cpp", "a.cpp"},
                                   {"ruby", "a.rb"},
                                   {"php", "a.php"},
                                   {"csharp", "a.cs"},
                                   {"kotlin", "a.kt"},
                                   {"rust", "a.rs"},
                                   {"bash", "a.sh"},
                                   {"json", "a.json"},
                                   {"yaml", "a.yaml"},
                                   {"hcl", "a.tf"},
                                   {"dockerfile", "Dockerfile"},
                                   {"generic", "a.txt"},
                                   {"typescript", "a.tsx"}};

patterns::Formula leaf(const std::string& text, std::uint32_t index) {
  patterns::Formula formula;
  formula.op = patterns::Formula::Op::pattern;
  formula.text = text;
  formula.index = index;
  return formula;
}

std::vector<patterns::Rule> rules_of(const Language& language, const std::string& pattern) {
  patterns::Rule search{.id = "search", .languages = {language.word}, .message = "$X"};
  search.search = leaf(pattern, 0);
  search.leaves = 1;
  patterns::Rule taint{.id = "taint", .languages = {language.word}, .message = "$X"};
  taint.taint.emplace();
  taint.taint->sources.push_back({.formula = leaf(pattern, 0)});
  taint.taint->sinks.push_back({.formula = leaf("$F($X)", 1), .exact = true});
  taint.leaves = 2;
  return {std::move(search), std::move(taint)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Language& language = kLanguages[data[0] % std::size(kLanguages)];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = text.find('\xFF');
  if (cut == text.npos) return 0;
  const std::string code = text.substr(cut + 1);
  patterns::Engine engine(rules_of(language, text.substr(0, cut)));
  (void)engine.take_out_bad();
  std::optional<syntax::Tree> tree;
  const auto parse = [&]() -> const syntax::Tree* {
    const auto known = syntax::language_of(language.path, code);
    if (!known || !syntax::has_grammar(*known)) return nullptr;
    auto parsed = syntax::Tree::parse(code, *known, Deadline::in(std::chrono::seconds(5)));
    if (!parsed) return nullptr;
    tree.emplace(std::move(*parsed));
    return &*tree;
  };
  const auto scan = engine.scan(language.path, code, parse, Deadline::in(std::chrono::seconds(5)));
  for (const auto& hit : scan.hits)
    if (hit.match.start > hit.match.end || hit.match.end > code.size()) __builtin_trap();
  return 0;
}
