#include "gate/evidence/coverage/expected.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "gate/base/text.h"
#include "gate/evidence/coverage/report.h"
#include "gate/model/coverage_lines.h"

namespace gate::evidence {
namespace {

constexpr std::uint64_t kBlobLimit = 16u << 20;

std::string_view extension_of(std::string_view path) {
  auto base = base_name(path);
  return base.substr(std::min(base.rfind('.'), base.size()));
}

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [text](std::string_view start) { return text.starts_with(start); });
}

bool is_header(std::string_view extension) { return any_of(extension, {".h", ".hh", ".hpp", ".hxx", ".inl", ".ipp"}); }

bool hash_comments(std::string_view extension) {
  return any_of(extension, {".py", ".rb", ".sh", ".pl", ".pm", ".r", ".ex", ".exs", ".jl", ".pyx"});
}

bool has_word(std::string_view line, std::string_view word) {
  auto part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    auto end = at + word.size();
    if ((at == 0 || !part(line[at - 1])) && (end == line.size() || !part(line[end]))) return true;
  }
  return false;
}

// Whether a line could be executed, by its look alone; in doubt it could.
bool may_execute(std::string_view line, std::string_view extension) {
  line = trim(line);
  if (std::ranges::none_of(line, [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; })) return false;
  if (hash_comments(extension)) {
    if (line.starts_with('#')) return false;
    return !starts_with_any(line, {"import ", "from ", "require ", "use "});
  }
  if (starts_with_any(line, {"//", "/*", "*", "#include", "#define", "#if", "#el", "#endif", "#pragma", "#undef"}))
    return false;
  if (is_header(extension)) return has_word(line, "return");
  return !starts_with_any(line, {"--", "import ", "package ", "using ", "use "});
}

}  // namespace

bool is_test_path(std::string_view path) {
  auto folders = split(path, '/');
  auto base = std::move(folders.back());
  folders.pop_back();
  for (const auto& folder : folders)
    if (any_of(lower(folder), {"test", "tests", "__tests__", "spec", "specs", "testing", "testdata", "e2e"}))
      return true;
  std::string_view stem = std::string_view(base).substr(0, base.rfind('.'));
  if (starts_with_any(base, {"test_", "conftest."})) return true;
  for (std::string_view end :
       {"_test", "_tests", "_unittest", "_spec", ".test", ".spec", ".tests", "Test", "Tests", "Spec"})
    if (stem.ends_with(end)) return true;
  return false;
}

bool is_expected(const ChangedFile& file, const Measured& measured, const Source& source) {
  if (!has_added_lines(file) || file.binary || is_test_path(file.path)) return false;
  auto extension = extension_of(file.path);
  if (extension.empty() || file.path.ends_with(".d.ts")) return false;
  bool is_measured = measured.extensions.contains(extension) || (measured.incomplete && is_source_code(file.path));
  if (!is_measured) return false;
  auto text = source.blob(file.after, kBlobLimit);
  if (!text) return true;
  auto lines = split_lines(**text);
  for (const auto& range : file.added_ranges())
    for (std::uint64_t at = range.first; at <= range.last && at <= lines.size(); ++at)
      if (may_execute(lines[at - 1], extension)) return true;
  return false;
}

}  // namespace gate::evidence
