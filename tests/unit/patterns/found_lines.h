// Where one pattern matches in a piece of code.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/patterns/engine.h"
#include "gate/base/json.h"

namespace gate::patterns {

// Lines of `code` where `pattern` is found, each once, by a rule for `language` on a file called `path`.
inline std::vector<int> found_lines(const std::string& language, const std::string& path, const std::string& pattern,
                                    const std::string& code) {
  auto file = read_rules("rules: [{id: t, message: m, severity: ERROR, languages: [" + language +
                             "], pattern: " + Json(pattern).dump() + "}]\n",
                         "t.yml");
  if (!file || !file->bad.empty()) {
    ADD_FAILURE() << (file ? file->bad[0].error.text() : file.error().text());
    return {};
  }
  Engine engine(std::move(file->rules));
  for (const BadRule& bad : engine.take_out_bad()) ADD_FAILURE() << pattern << ": " << bad.error.text();
  const auto tree = syntax::Tree::parse(code, *syntax::language_of(path));
  std::vector<int> lines;
  const Scan scan = engine.scan(path, code, [&] { return &*tree; });
  EXPECT_TRUE(scan.stopped.empty());
  for (const Hit& hit : scan.hits)
    lines.push_back(1 + static_cast<int>(std::count(code.begin(), code.begin() + hit.match.start, '\n')));
  std::ranges::sort(lines);
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

}  // namespace gate::patterns
