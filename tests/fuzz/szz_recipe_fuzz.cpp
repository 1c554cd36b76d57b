// A commit of two files made of any bytes, followed line by line: every line of the new versions has exactly one
// origin, and each lies within the old version that it names.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "gate/git/line_diff.h"
#include "gate/history/szz_recipe.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const gate::history::CommitRecipe& recipe) {
  for (const gate::history::FileRecipe& file : recipe.files) {
    std::size_t lines = 0, fresh = 0;
    for (const gate::history::LineRun& run : file.runs) {
      lines += run.lines;
      if (run.file == gate::history::LineRun::kFresh) {
        fresh += run.lines;
        continue;
      }
      require(run.file < recipe.files.size());
      require(run.first + run.lines <= recipe.files[run.file].before.lines);
    }
    require(lines == file.after.lines && fresh == file.keys.size());
    for (std::uint32_t line : file.blamed) require(line < file.before.lines);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Four texts between bytes 0xFF: before and after of one file, then of the other.
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<std::string_view> texts;
  for (int i = 0; i < 4; ++i) {
    const std::size_t end = rest.find('\xFF');
    texts.push_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  static auto lines = gate::git::LineDiff::create();
  gate::git::CommitDelta delta;
  std::vector<std::vector<gate::Hunk>> hunks(2);
  for (std::size_t i = 0; i < 2; ++i) {
    auto found = lines->hunks(texts[2 * i], texts[2 * i + 1]);
    if (!found) return 0;
    hunks[i] = *found;
    gate::git::FileDelta file;
    file.path = file.old_path = i == 0 ? "a.cc" : "b.py";
    file.before = texts[2 * i];
    file.after = texts[2 * i + 1];
    file.hunks = hunks[i];
    delta.files.push_back(file);
  }
  check(gate::history::make_recipe(delta, {.blame = true, .follow = true, .old_keys = true}));
  check(gate::history::make_recipe(delta, {.blame = true, .follow = false}));
  return 0;
}
