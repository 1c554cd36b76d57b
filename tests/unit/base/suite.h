// Rows of a public suite of cases beside the project: one JSON object a line.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "gate/base/json.h"

namespace gate::test {

struct SyntaxRow {
  std::string name;
  std::string text;
  bool error = false;  // a parser must refuse it
  Json all;
};

inline std::vector<SyntaxRow> syntax_suite(const std::string& language) {
  std::vector<SyntaxRow> rows;
  std::ifstream file(GATE_SOURCE_DIR "/../shared/suites/syntax/" + language + ".jsonl");
  for (std::string line; std::getline(file, line);) {
    Json row = Json::parse(line);
    rows.push_back({row.at("name"), row.at("text"), row.at("expected") == "error", row});
  }
  return rows;
}

// Counts of rows that `problem` (the first message, or "") judges otherwise than the suite does.
struct SyntaxScore {
  int errors = 0, caught = 0, valid = 0, flagged = 0;
  std::string wrong;  // names of the misjudged rows
};

template <class Problem>
SyntaxScore score(const std::vector<SyntaxRow>& rows, Problem problem) {
  SyntaxScore score;
  for (const SyntaxRow& row : rows) {
    bool found = !std::string(problem(row.text)).empty();
    ++(row.error ? score.errors : score.valid);
    if (found) ++(row.error ? score.caught : score.flagged);
    if (found != row.error) score.wrong += row.name + "\n";
  }
  return score;
}

}  // namespace gate::test
