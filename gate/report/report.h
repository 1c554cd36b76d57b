// Reports: a verdict written in a format. Pure; the caller writes the text where it belongs.
#pragma once

#include <string>
#include <vector>

#include "gate/model/verdict.h"

namespace gate::report {

struct Style {
  bool colour = false;   // ANSI colours (text)
  unsigned width = 100;  // columns to fit (text)
  bool verbose = false;  // also what is existing, suppressed, shadowed
};

struct Format {
  std::string name;     // "sarif"
  std::string summary;  // for --help
  std::string (*write)(const Verdict&, const Style&);
};

const std::vector<Format>&
all_formats();  // text, json, sarif, markdown, github-annotations, github-summary, github-outputs

}  // namespace gate::report
