// The syntax analyzer on two versions of a text: the first byte chooses the language, a 0xFF byte parts the versions.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "analyzers/syntax/syntax.h"
#include "gate/syntax/tree.h"

namespace {

struct View {
  gate::FileView view;
  std::unique_ptr<gate::syntax::Tree> tree;

  View(std::string_view path, gate::Side side, std::string_view text) {
    view.path = path;
    view.side = side;
    view.text = text;
    std::uint32_t lines = 1;
    for (char c : text) lines += c == '\n';
    view.changed = {{1, lines}};
    view.tree = [this]() -> const gate::syntax::Tree* {
      const auto language = gate::syntax::language_of(view.path, view.text);
      if (!tree && language && gate::syntax::has_grammar(*language))
        if (auto parsed = gate::syntax::Tree::parse(view.text, *language))
          tree = std::make_unique<gate::syntax::Tree>(std::move(*parsed));
      return tree.get();
    };
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kPaths[] = {"a.c",  "a.cpp",  "a.py",   "a.js",   "a.ts",  "a.tsx", "a.go",
                                    "a.rs", "a.java", "a.cs",   "a.rb",   "a.php", "a.kt",  "a.sh",
                                    "a.tf", "a.json", "a.yaml", "a.toml", "run"};
  if (size == 0) return 0;
  const char* path = kPaths[data[0] % std::size(kPaths)];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = text.find('\xFF');
  static const gate::Analyzer analyzer = gate::syntax_analyzer();
  const auto& run = std::get<gate::FileAnalysis>(analyzer.run);
  View before(path, gate::Side::before, std::string_view(text).substr(0, cut));
  View after(path, gate::Side::after,
             cut == text.npos ? std::string_view(text) : std::string_view(text).substr(cut + 1));
  if (cut != text.npos) after.view.before = &before.view;
  const auto deadline = gate::Deadline::in(std::chrono::seconds(5));
  (void)run(before.view, gate::Options(), deadline);
  const auto findings = run(after.view, gate::Options(), deadline);
  if (!findings) return 0;
  for (const gate::Finding& finding : *findings)
    if (finding.message.empty() || finding.message.find('\n') != std::string::npos) __builtin_trap();
  return 0;
}
