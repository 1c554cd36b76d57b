#include "tests/bench/risk/kamei_csv.h"

#include <array>
#include <charconv>

#include "gate/base/file.h"
#include "gate/base/process.h"
#include "gate/base/text.h"

namespace gate::risk::bench {
namespace {

using history::Metric;

constexpr std::array<std::string_view, 17> kColumns = {"commit_id", "date", "bug", "ns",   "nd",  "nf",
                                                       "entropy",   "la",   "ld",  "lt",   "fix", "ndev",
                                                       "age",       "nuc",  "exp", "rexp", "sexp"};

Expected<std::string> text_of(const std::string& path) {
  if (!path.ends_with(".gz")) return read_file(path);
  const auto unpacked = run_process({.argv = {"gzip", "-dc", path}, .environment = {{"PATH", "/usr/bin:/bin"}}});
  if (!unpacked) return std::unexpected(unpacked.error());
  if (unpacked->exit_code != 0) return fail(ErrorKind::io, "gzip fails: " + unpacked->errors, path);
  return unpacked->output;
}

// The metrics stand in the order of history::Metric, from ns on.
Expected<Example> example_of(std::string_view line) {
  const auto cells = split(line, ',');
  if (cells.size() != kColumns.size()) return fail(ErrorKind::parse, "not 17 columns");
  std::array<double, kColumns.size()> numbers{};
  for (std::size_t i = 1; i < cells.size(); ++i) {
    const auto* end = cells[i].data() + cells[i].size();
    if (std::from_chars(cells[i].data(), end, numbers[i]).ptr != end) return fail(ErrorKind::parse, "not a number");
  }
  Example example{.buggy = numbers[2] != 0, .time = static_cast<std::int64_t>(numbers[1])};
  for (std::size_t i = 3; i < numbers.size(); ++i) example.row.metrics[static_cast<Metric>(i - 3)] = numbers[i];
  return example;
}

}  // namespace

Expected<std::vector<Example>> read_kamei_csv(const std::string& path) {
  const auto text = text_of(path);
  if (!text) return std::unexpected(text.error());
  std::vector<Example> examples;
  std::size_t number = 0;
  for (const auto line : split_lines(*text)) {
    if (++number == 1) {
      std::string header;
      for (const auto column : kColumns) header.append(header.empty() ? "" : ",").append(column);
      if (line != header) return fail(ErrorKind::parse, "the columns must be " + header, path + ":1");
      continue;
    }
    auto example = example_of(line);
    if (!example) return fail(ErrorKind::parse, example.error().message, path + ":" + std::to_string(number));
    examples.push_back(std::move(*example));
  }
  return examples;
}

}  // namespace gate::risk::bench
